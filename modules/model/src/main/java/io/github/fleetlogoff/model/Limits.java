package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How hard a run may push.
///
/// @param concurrency hosts in flight at once, 1 to 100,000
/// @param siteConcurrency hosts in flight at once in one site, absent = no limit of its own
/// @param connectTimeout for the TCP connection, per attempt
/// @param hostTimeout for everything about one host, retries included
/// @param retries further attempts after the first, 0 to 20; only where the command was not
///   delivered
/// @param maxAuthRefusals the refused host logon at which a proven account is given up, at least 1
public record Limits(
        int concurrency,
        @Nullable Integer siteConcurrency,
        Duration connectTimeout,
        Duration hostTimeout,
        int retries,
        int maxAuthRefusals) {

    public static final Limits DEFAULT =
            new Limits(64, null, Duration.ofSeconds(5), Duration.ofSeconds(120), 2, 3);

    public Limits {
        requireNonNull(connectTimeout, "connectTimeout is null");
        requireNonNull(hostTimeout, "hostTimeout is null");
        between("concurrency", concurrency, 1, 100_000);
        if (siteConcurrency != null) {
            between("siteConcurrency", siteConcurrency, 1, 100_000);
        }
        between("retries", retries, 0, 20);
        between("maxAuthRefusals", maxAuthRefusals, 1, 1_000_000);
        positive("connectTimeout", connectTimeout);
        positive("hostTimeout", hostTimeout);
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    name + " is not between " + least + " and " + most + ": " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is not positive: " + value);
        }
    }
}
