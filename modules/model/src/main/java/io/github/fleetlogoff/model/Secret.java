package io.github.fleetlogoff.model;

import java.util.Arrays;
import java.util.function.Function;

/// A password. Prints as `***` and can be wiped. Thread-safe.
public final class Secret {
    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /// Takes a copy; the caller may wipe its own.
    public static Secret of(char[] value) {
        return new Secret(value.clone());
    }

    /// Lends a copy of the characters and wipes it afterwards.
    public <T> T use(Function<char[], T> reader) {
        char[] copy;
        synchronized (value) {
            copy = value.clone();
        }
        try {
            return reader.apply(copy);
        } finally {
            Arrays.fill(copy, '\0');
        }
    }

    /// Overwrites the characters; they read as NULs from then on.
    public void wipe() {
        synchronized (value) {
            Arrays.fill(value, '\0');
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
