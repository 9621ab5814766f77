package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long a run waits for conversations that should be over.
///
/// @param afterDeadline from a host's deadline, at which its conversation is interrupted, until the
///   host is given up
/// @param afterStop from a stop until the conversations in flight are interrupted
/// @param afterInterrupt from that interrupt until their hosts are given up
/// @param proof from the first word to a host whose account no host has accepted yet, until another
///   host of the account may begin
public record Patience(
        Duration afterDeadline, Duration afterStop, Duration afterInterrupt, Duration proof) {
    public static final Patience DEFAULT =
            new Patience(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));

    public Patience {
        notNegative("afterDeadline", afterDeadline);
        notNegative("afterStop", afterStop);
        notNegative("afterInterrupt", afterInterrupt);
        notNegative("proof", proof);
    }

    private static void notNegative(String name, Duration value) {
        requireNonNull(value, () -> name + " is null");
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + value);
        }
    }
}
