package io.github.fleetlogoff.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many, or so much of a whole: `200`, `5%`, `0.5%`.
public sealed interface Share {

    /// How many of `whole` things it stands for. A percentage is rounded down, also to none, so
    /// that no more is ever meant than was written.
    ///
    /// @param whole at least 0
    /// @return may exceed `whole` where a number was written
    long of(long whole);

    /// The spelling that [#parse] reads.
    String text();

    /// Whether it is the whole, whatever the whole is.
    boolean isAll();

    /// So many.
    ///
    /// @param number 0 to 1,000,000
    record Count(int number) implements Share {
        /// The highest number.
        public static final int MOST = 1_000_000;

        public Count {
            if (number < 0 || number > MOST) {
                throw new IllegalArgumentException(
                        "number is not between 0 and " + MOST + ": " + number);
            }
        }

        @Override
        public long of(long whole) {
            return number;
        }

        @Override
        public String text() {
            return Integer.toString(number);
        }

        @Override
        public boolean isAll() {
            return false;
        }
    }

    /// So much of a whole.
    ///
    /// @param hundredths of a percent, 0 to 10,000
    record Percent(int hundredths) implements Share {
        private static final int WHOLE = 10_000;
        private static final Pattern FORM = Pattern.compile("(\\d{1,9})(?:(?:\\.(\\d{1,2}))?(%))?");

        /// All of it.
        public static final Percent ALL = new Percent(WHOLE);

        public Percent {
            if (hundredths < 0 || hundredths > WHOLE) {
                throw new IllegalArgumentException(
                        "hundredths is not between 0 and " + WHOLE + ": " + hundredths);
            }
        }

        @Override
        public long of(long whole) {
            return Math.multiplyExact(whole, hundredths) / WHOLE;
        }

        @Override
        public String text() {
            if (hundredths % 100 == 0) {
                return hundredths / 100 + "%";
            }
            return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100)
                            .replaceAll("0$", "")
                    + "%";
        }

        @Override
        public boolean isAll() {
            return hundredths == WHOLE;
        }
    }

    /// Reads `200` or `5%`; a percentage may have two places, `0.25%`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the forms
    static Share parse(String text) {
        Matcher matcher = Percent.FORM.matcher(text.strip());
        if (matcher.matches()) {
            long whole = Long.parseLong(matcher.group(1));
            if (matcher.group(3) == null && whole <= Count.MOST) {
                return new Count((int) whole);
            }
            String places = matcher.group(2) == null ? "" : matcher.group(2);
            long hundredths = whole * 100 + Long.parseLong((places + "00").substring(0, 2));
            if (matcher.group(3) != null && hundredths <= Percent.WHOLE) {
                return new Percent((int) hundredths);
            }
        }
        throw new IllegalArgumentException(
                "'"
                        + text.strip()
                        + "' is neither a number up to 1000000 nor a percentage up to 100%: write it"
                        + " like 200, 5% or 0.5%");
    }
}
