package io.github.fleetlogoff.model;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/// How many times what is usual a sweep may be: `3x`.
///
/// @param hundredths 100 (1x) to 100,000 (1000x)
public record ChangeFactor(int hundredths) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,2})?)[xX]?");

    /// What playbooks are held to that say nothing.
    public static final ChangeFactor USUAL = new ChangeFactor(300);

    private static final int LEAST = 100;
    private static final int MOST = 100_000;

    public ChangeFactor {
        if (hundredths < LEAST || hundredths > MOST) {
            throw new IllegalArgumentException(
                    "hundredths is not between " + LEAST + " and " + MOST + ": " + hundredths);
        }
    }

    /// Whether `now` is more than so many times `usual`.
    public boolean isExceededBy(long now, long usual) {
        return Math.multiplyExact(now, 100L) > Math.multiplyExact(usual, (long) hundredths);
    }

    /// Reads `3x` or `1.5x`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the form
    public static ChangeFactor parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (matcher.matches()) {
            int hundredths = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
            if (hundredths >= LEAST && hundredths <= MOST) {
                return new ChangeFactor(hundredths);
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not a factor from 1x to 1000x: write it like 3x or 1.5x");
    }

    /// The spelling that [#parse] reads.
    public String text() {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + "x";
    }
}
