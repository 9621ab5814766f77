package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Accepted;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Challenged;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Negotiate handshake of one connection: NTLM tokens as most WinRM clients send them, or the
/// same within SPNEGO (RFC 4178, [MS-SPNG]). There is no Kerberos: a client that offers it first is
/// led to NTLM. Not thread-safe.
public final class Handshake {
    private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_AT = 8;
    private static final int NEGOTIATE = 1;

    private final NtlmServer server;
    private @Nullable Negotiation spnego;
    private @Nullable Completion completion;

    /// A SPNEGO handshake under way.
    ///
    /// @param micNeeded whether the client must sign what it offered, for it would rather have had
    ///   another mechanism (RFC 4178, 5)
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    private record Negotiation(byte[] mechTypes, boolean micNeeded) {}

    /// What the client of a finished SPNEGO handshake has yet to be told.
    ///
    /// @param mechTypes what to sign, empty where the client signed nothing
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    private record Completion(NtlmSession session, Optional<byte[]> mechTypes) {}

    public Handshake(NtlmServer server) {
        this.server = requireNonNull(server, "server is null");
    }

    /// Takes the client's next token. The first token of a client, with or without SPNEGO, starts
    /// the handshake afresh.
    public HandshakeStep step(byte[] token) {
        completion = null;
        try {
            if (Spnego.isOffer(token)) {
                return offered(Spnego.readOffer(token));
            }
            if (Spnego.isReply(token)) {
                return replied(Spnego.readReply(token));
            }
            boolean first = isNegotiate(token);
            if (first) {
                spnego = null;
            }
            if (!isNtlm(token) || spnego != null) {
                return new Refused("not an NTLM token", false);
            }
            return first
                    ? new Challenged(server.challenge(token))
                    : new Accepted(server.authenticate(token));
        } catch (NtlmException e) {
            spnego = null;
            return new Refused(
                    e.getMessage() == null ? "refused" : e.getMessage(),
                    e.kind() == NtlmException.Kind.REFUSED);
        }
    }

    /// The token that ends an accepted handshake, for the answer to the request that was accepted
    /// (`WWW-Authenticate: Negotiate …`, RFC 4559, 5); empty without SPNEGO. To be asked for before
    /// anything is sealed, since it may take the session's first signature; given once. A session
    /// works also where the token is neither asked for nor sent.
    public Optional<byte[]> completion() {
        Completion owed = completion;
        if (owed == null) {
            return Optional.empty();
        }
        completion = null;
        return Optional.of(
                Spnego.answer(
                        Spnego.State.ACCEPT_COMPLETED,
                        false,
                        Optional.empty(),
                        owed.mechTypes.map(owed.session::signMechTypes)));
    }

    private HandshakeStep offered(Spnego.Offer offer) throws NtlmException {
        spnego = null;
        if (offer.ntlm().isEmpty()) {
            return new Refused("the client does not offer NTLM", false);
        }
        boolean preferred = offer.ntlm().get() == 0;
        spnego = new Negotiation(offer.mechTypes(), !preferred);
        if (!preferred) {
            // The token, if there is one, is of the mechanism that the client prefers.
            return challenged(Spnego.State.REQUEST_MIC, true, Optional.empty());
        }
        return offer.mechToken().isEmpty()
                ? challenged(Spnego.State.ACCEPT_INCOMPLETE, true, Optional.empty())
                : challenged(
                        Spnego.State.ACCEPT_INCOMPLETE,
                        true,
                        Optional.of(server.challenge(offer.mechToken().get())));
    }

    private HandshakeStep replied(Spnego.Reply reply) throws NtlmException {
        Negotiation negotiation = spnego;
        if (negotiation == null || reply.token().isEmpty()) {
            return new Refused("a SPNEGO token out of turn", false);
        }
        byte[] token = reply.token().get();
        if (isNegotiate(token)) {
            return challenged(
                    Spnego.State.ACCEPT_INCOMPLETE, false, Optional.of(server.challenge(token)));
        }
        spnego = null;
        NtlmSession session = server.authenticate(token);
        if (reply.mechListMic().isPresent()) {
            session.verifyMechTypes(negotiation.mechTypes, reply.mechListMic().get());
        } else if (negotiation.micNeeded) {
            return new Refused("the client does not sign what it offered", false);
        }
        completion = new Completion(session, reply.mechListMic().map(_ -> negotiation.mechTypes));
        return new Accepted(session);
    }

    private static HandshakeStep challenged(
            Spnego.State state, boolean first, Optional<byte[]> token) {
        return new Challenged(Spnego.answer(state, first, token, Optional.empty()));
    }

    private static boolean isNtlm(byte[] token) {
        return token.length > TYPE_AT && Arrays.equals(token, 0, NTLM.length, NTLM, 0, NTLM.length);
    }

    private static boolean isNegotiate(byte[] token) {
        return isNtlm(token) && token[TYPE_AT] == NEGOTIATE;
    }
}
