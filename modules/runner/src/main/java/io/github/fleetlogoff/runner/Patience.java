package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long a run waits for conversations that should be over.
///
/// @param afterDeadline from a host's deadline, at which its conversation is interrupted, until the
///   host is given up
/// @param afterStop from a stop until the conversations in flight are interrupted
/// @param afterInterrupt from that interrupt until their hosts are given up
public record Patience(Duration afterDeadline, Duration afterStop, Duration afterInterrupt) {
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5));

    public Patience {
        notNegative("afterDeadline", afterDeadline);
        notNegative("afterStop", afterStop);
        notNegative("afterInterrupt", afterInterrupt);
    }

    private static void notNegative(String name, Duration value) {
        requireNonNull(value, () -> name + " is null");
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
