package io.github.fleetlogoff.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What the command line says of one option or word. Until it was read, and where it says nothing,
/// what holds without.
///
/// @param <T> nullable where nothing holds without
final class Argument<T extends @Nullable Object> {
    private final ArgSpec spec;

    Argument(ArgSpec spec, T without) {
        this.spec = spec;
        spec.setValue(without);
    }

    T get() {
        return spec.getValue();
    }

    /// Puts another value in the place of the one that was read.
    void set(T value) {
        spec.setValue(value);
    }

    /// Whether the command line says anything of it.
    boolean isGiven() {
        return !spec.originalStringValues().isEmpty();
    }

    /// The name by which messages call it, such as `--inventory`.
    String name() {
        return spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel();
    }
}
