package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a TLS connection is checked.
///
/// @param ca a PEM file whose certificates are trusted instead of the system's, absent = the
///   system's
/// @param insecure no check at all: asked for in so many words, and warned about
/// @param pin the SHA-256 of the only certificate that is taken, in 64 lower case hexadecimal
///   digits; it takes the place of every other check. Absent = any that is trusted
public record Tls(@Nullable Path ca, boolean insecure, @Nullable String pin) {
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}");

    public Tls {
        if (pin != null && !isPin(pin)) {
            throw new IllegalArgumentException("pin is no SHA-256: " + pin);
        }
    }

    /// One without a pin.
    public Tls(@Nullable Path ca, boolean insecure) {
        this(ca, insecure, null);
    }

    /// The same without any check.
    public Tls unchecked() {
        return new Tls(ca, true, null);
    }

    /// Whether a text is a pin.
    public static boolean isPin(String text) {
        return PIN.matcher(requireNonNull(text, "text is null")).matches();
    }
}
