package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How hosts are spoken to, the same for every host of a run.
///
/// @param connectTimeout for finding a name and for opening a connection, each; at least 1 ms
/// @param pollInterval how long a host may hold a Receive back before it says that there is no
///   output yet; 1 to 60 s (MS-WSMV 3.1.4.1.6: a server cuts longer ones to its MaxTimeoutms)
/// @param cleanupTimeout how long deleting a shell may take before it is given up and counted; at
///   least 1 ms
/// @param allowUnencrypted whether Basic may be used over plain HTTP, where anyone on the path
///   reads the password
public record WinrmSettings(
        Duration connectTimeout,
        Duration pollInterval,
        Duration cleanupTimeout,
        boolean allowUnencrypted) {
    private static final Duration DEFAULT_POLL = Duration.ofSeconds(15);
    private static final Duration DEFAULT_CLEANUP = Duration.ofSeconds(5);

    public WinrmSettings {
        requirePositive(connectTimeout, "connectTimeout");
        requirePositive(pollInterval, "pollInterval");
        requirePositive(cleanupTimeout, "cleanupTimeout");
        if (pollInterval.toSeconds() < 1 || pollInterval.toSeconds() > 60) {
            throw new IllegalArgumentException(
                    "pollInterval is not between 1 and 60 s: " + pollInterval);
        }
    }

    /// With a poll interval of 15 s and a cleanup timeout of 5 s.
    public static WinrmSettings of(Duration connectTimeout, boolean allowUnencrypted) {
        return new WinrmSettings(connectTimeout, DEFAULT_POLL, DEFAULT_CLEANUP, allowUnencrypted);
    }

    private static void requirePositive(Duration duration, String name) {
        requireNonNull(duration, name + " is null");
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(name + " is not positive: " + duration);
        }
    }
}
