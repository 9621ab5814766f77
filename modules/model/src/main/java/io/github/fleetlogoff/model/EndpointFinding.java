package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Whether a host lets an account in at one of its endpoints.
///
/// @param text what is so; may hold what a host said of itself, control characters and all
/// @param fix what to do so that it does; there is one where the host was asked and does not
public record EndpointFinding(Endpoint endpoint, Offer offer, String text, Optional<String> fix) {

    /// What the host said.
    public enum Offer implements Word {
        /// The account may open it.
        OFFERED("offered"),
        /// The host has none of that name.
        MISSING("missing"),
        /// It is there, but not for this account.
        REFUSED("refused"),
        /// Nothing that tells; the text says why.
        UNKNOWN("unknown");

        private final String word;

        Offer(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public EndpointFinding {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(offer, "offer is null");
        requireNonNull(text, "text is null");
        if (fix.isPresent() != (offer == Offer.MISSING || offer == Offer.REFUSED)) {
            throw new IllegalArgumentException("a fix goes with trouble: " + endpoint);
        }
    }
}
