package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.OptionalDouble;

/// A figure held against its target.
///
/// @param what the figure is, with its unit
/// @param figure absent where it could not be taken
/// @param bound the target
/// @param atMost whether the figure is to be at the most, else at the least, the bound
record Verdict(String what, OptionalDouble figure, double bound, boolean atMost) {
    Verdict {
        requireNonNull(what, "what is null");
        requireNonNull(figure, "figure is null");
    }

    static Verdict atMost(String what, OptionalDouble figure, double bound) {
        return new Verdict(what, figure, bound, true);
    }

    static Verdict atLeast(String what, OptionalDouble figure, double bound) {
        return new Verdict(what, figure, bound, false);
    }

    /// Whether there is a figure and it is good enough.
    boolean met() {
        return figure.isPresent()
                && (atMost ? figure.getAsDouble() <= bound : figure.getAsDouble() >= bound);
    }

    /// A line of the table of targets.
    String line() {
        String sign = atMost ? "<=" : ">=";
        return figure.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "  %-48s %8.2f   %s %6.2f   %s",
                        what,
                        figure.getAsDouble(),
                        sign,
                        bound,
                        met() ? "met" : "missed")
                : String.format(
                        Locale.ROOT,
                        "  %-48s %8s   %s %6.2f   not measured",
                        what,
                        "-",
                        sign,
                        bound);
    }
}
