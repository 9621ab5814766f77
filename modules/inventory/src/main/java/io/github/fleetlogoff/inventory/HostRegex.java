package io.github.fleetlogoff.inventory;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression that whole host names fit, letter case ignored. What it may cost is
/// bounded: nested repeats make the matcher try exponentially many ways.
final class HostRegex {
    private static final int LENGTH = 500;
    // Characters looked at per name; a pattern without nested repeats needs a few per character.
    private static final int BUDGET = 100_000;

    private final String text;
    private final Pattern pattern;

    private HostRegex(String text, Pattern pattern) {
        this.text = text;
        this.pattern = pattern;
    }

    /// @param operand with its `~`
    /// @throws IllegalArgumentException with a sentence that says what is wrong and where
    static HostRegex parse(String operand) {
        String text = operand.substring(1);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    "the '~' has no regular expression behind it; write it like ~ws\\d+");
        }
        if (text.length() > LENGTH) {
            throw new IllegalArgumentException(
                    "a regular expression has at most " + LENGTH + " characters");
        }
        try {
            return new HostRegex(
                    operand,
                    Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the regular expression "
                            + Place.quote(operand)
                            + " is wrong"
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 2))
                            + ": "
                            + e.getDescription(),
                    e);
        }
    }

    /// @throws IllegalArgumentException where it would take too long
    boolean matches(String name) {
        try {
            return pattern.matcher(new Metered(name, new AtomicInteger(BUDGET))).matches();
        } catch (BudgetException | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "the regular expression "
                            + Place.quote(text)
                            + " takes too long on "
                            + Place.quote(name)
                            + "; write it without a repeat inside a repeat",
                    e);
        }
    }

    private static final class BudgetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetException() {
            super("budget spent", null, false, false);
        }
    }

    /// A name that counts how often it is looked at.
    private record Metered(CharSequence name, AtomicInteger left) implements CharSequence {
        @Override
        public int length() {
            return name.length();
        }

        @Override
        public char charAt(int index) {
            if (left.getAndDecrement() <= 0) {
                throw new BudgetException();
            }
            return name.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Metered(name.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return name.toString();
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
