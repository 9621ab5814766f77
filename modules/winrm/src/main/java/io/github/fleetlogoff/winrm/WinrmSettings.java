package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What holds for every host of a run.
///
/// @param connectTimeout for the TCP connection
/// @param allowUnencrypted whether Basic, and with it readable messages, may go over plain HTTP
public record WinrmSettings(Duration connectTimeout, boolean allowUnencrypted) {
    public WinrmSettings {
        requireNonNull(connectTimeout, "connectTimeout is null");
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout is not positive: " + connectTimeout);
        }
    }
}
