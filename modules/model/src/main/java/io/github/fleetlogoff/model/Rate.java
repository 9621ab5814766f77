package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many hosts may be begun in a time: `20/s`, `30/m`, `100/h`.
///
/// @param count 1 to 100,000
public record Rate(int count, Per per) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})/([smhSMH])");
    private static final int MOST = 100_000;

    /// The time that a rate counts over.
    public enum Per {
        SECOND("s", Duration.ofSeconds(1)),
        MINUTE("m", Duration.ofMinutes(1)),
        HOUR("h", Duration.ofHours(1));

        private final String letter;
        private final Duration length;

        Per(String letter, Duration length) {
            this.letter = letter;
            this.length = length;
        }
    }

    public Rate {
        requireNonNull(per, "per is null");
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("count is not between 1 and " + MOST + ": " + count);
        }
    }

    /// The time from one beginning to the next.
    public Duration interval() {
        return per.length.dividedBy(count);
    }

    /// Whether it lets more hosts begin than `other`.
    public boolean isFasterThan(Rate other) {
        return interval().compareTo(other.interval()) < 0;
    }

    /// Reads `20/s`, `30/m` or `100/h`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the forms
    public static Rate parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            int count = Integer.parseInt(matcher.group(1));
            String letter = matcher.group(2).toLowerCase(Locale.ROOT);
            for (Per per : Per.values()) {
                if (per.letter.equals(letter) && count >= 1 && count <= MOST) {
                    return new Rate(count, per);
                }
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a rate up to 100000: write it like 20/s, 30/m or 100/h");
    }

    /// The spelling that [#parse] reads.
    public String text() {
        return count + "/" + per.letter;
    }
}
