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

/// What to be careful about.
final class SafeguardOptions extends OptionSet {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);

    final Argument<@Nullable String> warn =
            option("--warn")
                    .takes("TEXT")
                    .help("tell users first; knows {grace}, {deadline}, {reason}")
                    .text();

    final Argument<@Nullable String> grace =
            option("--grace").takes("TIME").help("time from the warning to the end [15m]").text();

    final Argument<@Nullable String> warnAgain =
            option("--warn-again")
                    .takes("TIME")
                    .help("warn once more, this long before the end")
                    .text();

    final Argument<@Nullable String> waves =
            option("--waves").takes("SIZES").help("hosts of each wave: 1,5%%,100%% [100%%]").text();

    final Argument<@Nullable String> maxFailures =
            option("--max-failures")
                    .takes("N|P%")
                    .help("failed hosts of a wave with which the next begins [0]")
                    .text();

    final Argument<@Nullable String> maxLogoffs =
            option("--max-logoffs").takes("N|P%").help("sessions to end at most [no limit]").text();

    final Argument<@Nullable String> maxChange =
            option("--max-change")
                    .takes("Nx")
                    .help("stop where it is so much more than earlier runs")
                    .text();

    final Argument<Boolean> yesReally =
            option("--yes-really").help("go on beyond --max-change").flag();

    final Argument<@Nullable String> rate =
            option("--rate").takes("N/s").help("hosts begun per s, m or h [no limit]").text();

    SafeguardOptions() {
        super(HelpGroup.SAFEGUARDS);
    }

    /// What the options say, each in its limits.
    ///
    /// @throws FleetException with code `USAGE` for a value that cannot be meant
    SafeguardsAsked asked() {
        return new SafeguardsAsked(
                new WarningAsked(
                        read(warn, SafeguardOptions::warningText),
                        read(grace, SafeguardOptions::withinADay),
                        read(warnAgain, SafeguardOptions::withinADay)),
                read(waves, WaveSizes::parse),
                new Guards(
                        read(maxLogoffs, Ceiling::parse),
                        read(maxFailures, Ceiling::parse),
                        read(maxChange, ChangeFactor::parse),
                        read(rate, Rate::parse)));
    }

    private static <T> @Nullable T read(
            Argument<@Nullable String> option, Function<String, T> parser) {
        String value = option.get();
        if (value == null) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, option.name() + ": " + e.getMessage(), e);
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
