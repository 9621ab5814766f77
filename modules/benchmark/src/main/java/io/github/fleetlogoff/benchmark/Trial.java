package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What a client is put to.
///
/// @param hosts how many answer, 1 or more
/// @param dead how many more refuse the connection
/// @param think from command to answer
/// @param concurrency hosts in flight at once, 1 or more
record Trial(Auth auth, int hosts, int dead, Duration think, int concurrency) {
    Trial {
        requireNonNull(auth, "auth is null");
        requireNonNull(think, "think is null");
        if (hosts < 1 || dead < 0 || concurrency < 1 || think.isNegative()) {
            throw new IllegalArgumentException(
                    "out of range: %d hosts, %d dead, think %s, concurrency %d"
                            .formatted(hosts, dead, think, concurrency));
        }
    }

    /// The same with every so many percent of the hosts added as dead ones.
    Trial withDead(double percent) {
        return new Trial(auth, hosts, (int) Math.round(hosts * percent / 100), think, concurrency);
    }

    /// Hosts in the inventory.
    int allHosts() {
        return hosts + dead;
    }

    /// The share of dead hosts among all, in percent.
    double deadPercent() {
        return 100.0 * dead / allHosts();
    }

    /// What the think times alone take when the places in flight are never empty.
    Duration idealWall() {
        int rounds = Math.ceilDiv(hosts, concurrency);
        return think.multipliedBy(rounds);
    }

    /// One line that says all of it.
    String title() {
        return "%s, %d host%s%s, think %d ms, %d in flight"
                .formatted(
                        auth.title(),
                        hosts,
                        hosts == 1 ? "" : "s",
                        dead == 0 ? "" : " and " + dead + " dead",
                        think.toMillis(),
                        concurrency);
    }
}
