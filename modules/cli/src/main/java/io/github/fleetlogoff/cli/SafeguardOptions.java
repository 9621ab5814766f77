package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.SafeguardsAsked;
import io.github.fleetlogoff.model.SafeguardsAsked.WarningAsked;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What to be careful about.
final class SafeguardOptions {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);

    @Option(
            names = "--warn",
            paramLabel = "TEXT",
            description = "tell users first; knows {grace}, {deadline}, {reason}")
    @Nullable String warn;

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            description = "time from the warning to the end [15m]")
    @Nullable String grace;

    @Option(
            names = "--warn-again",
            paramLabel = "TIME",
            description = "warn once more, this long before the end")
    @Nullable String warnAgain;

    @Option(
            names = "--waves",
            paramLabel = "SIZES",
            description = "hosts of each wave: 1,5%%,100%% [100%%]")
    @Nullable String waves;

    @Option(
            names = "--max-failures",
            paramLabel = "N|P%",
            description = "failed hosts of a wave with which the next begins [0]")
    @Nullable String maxFailures;

    @Option(
            names = "--max-logoffs",
            paramLabel = "N|P%",
            description = "sessions to end at most [no limit]")
    @Nullable String maxLogoffs;

    @Option(
            names = "--max-change",
            paramLabel = "Nx",
            description = "stop where it is so much more than earlier runs")
    @Nullable String maxChange;

    @Option(names = "--yes-really", description = "go on beyond --max-change")
    boolean yesReally;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            description = "hosts begun per s, m or h [no limit]")
    @Nullable String rate;

    /// What the options say, each in its limits.
    ///
    /// @throws FleetException with code `USAGE` for a value that cannot be meant
    SafeguardsAsked asked() {
        return new SafeguardsAsked(
                new WarningAsked(
                        read("--warn", warn, SafeguardOptions::warningText),
                        read("--grace", grace, SafeguardOptions::withinADay),
                        read("--warn-again", warnAgain, SafeguardOptions::withinADay)),
                read("--waves", waves, WaveSizes::parse),
                new Guards(
                        read("--max-logoffs", maxLogoffs, Ceiling::parse),
                        read("--max-failures", maxFailures, Ceiling::parse),
                        read("--max-change", maxChange, ChangeFactor::parse),
                        read("--rate", rate, Rate::parse)));
    }

    private static <T> @Nullable T read(
            String option, @Nullable String value, Function<String, T> parser) {
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FleetException(FleetException.Code.USAGE, option + ": " + e.getMessage(), e);
        }
    }

    private static String warningText(String text) {
        Warning.checkText(text);
        return text;
    }

    private static Duration withinADay(String text) {
        Duration time = DurationText.parse(text);
        if (time.compareTo(SECOND) < 0 || time.compareTo(DAY) > 0) {
            throw new IllegalArgumentException("it takes 1s to 24h, not " + text);
        }
        return time;
    }
}
