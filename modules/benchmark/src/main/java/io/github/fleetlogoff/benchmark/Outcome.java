package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What came of giving a trial to a client.
sealed interface Outcome {
    String client();

    /// Absent where the client is missing.
    Optional<Figures> figures();

    /// It ran.
    record Measured(Figures taken) implements Outcome {
        public Measured {
            requireNonNull(taken, "taken is null");
        }

        @Override
        public String client() {
            return taken.client();
        }

        @Override
        public Optional<Figures> figures() {
            return Optional.of(taken);
        }
    }

    /// It is not there.
    record Missing(String client, String why) implements Outcome {
        public Missing {
            requireNonNull(client, "client is null");
            requireNonNull(why, "why is null");
        }

        @Override
        public Optional<Figures> figures() {
            return Optional.empty();
        }
    }
}
