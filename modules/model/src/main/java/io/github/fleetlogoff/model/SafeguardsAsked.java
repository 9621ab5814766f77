package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a command line says of a sweep's safeguards. What is absent was not said: a playbook's
/// holds, or the default.
public record SafeguardsAsked(WarningAsked warning, @Nullable WaveSizes waves, Guards guards) {
    public static final SafeguardsAsked NOTHING =
            new SafeguardsAsked(WarningAsked.NOTHING, null, Guards.NONE);

    /// The parts of a warning.
    ///
    /// @param text see [Warning]
    /// @param grace see [Warning]
    /// @param again see [Warning]
    public record WarningAsked(
            @Nullable String text, @Nullable Duration grace, @Nullable Duration again) {
        public static final WarningAsked NOTHING = new WarningAsked(null, null, null);
    }

    public SafeguardsAsked {
        requireNonNull(warning, "warning is null");
        requireNonNull(guards, "guards is null");
    }
}
