package io.github.fleetlogoff.benchmark;

import java.util.Locale;

/// How the clients of a trial log on, over plain HTTP.
enum Auth {
    /// Messages travel in the clear.
    BASIC,
    /// Messages are sealed by every client that can.
    NTLM;

    /// As the inventory and the command line spell it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As a table has it.
    String title() {
        return switch (this) {
            case BASIC -> "Basic";
            case NTLM -> "NTLM";
        };
    }
}
