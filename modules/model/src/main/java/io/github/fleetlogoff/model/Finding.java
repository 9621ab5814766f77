package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What one check of a host found.
///
/// @param text what is so; may hold what a host said of itself, control characters and all
/// @param fix what to do about it; there is one for every failure and warning, and no other
public record Finding(Check check, Grade grade, String text, Optional<String> fix) {

    /// How good it is.
    public enum Grade implements Word {
        /// As it should be.
        OK("ok"),
        /// It works, and deserves a look.
        WARNING("warning"),
        /// It does not work like this.
        FAILED("failed"),
        /// Not looked at; the text says why.
        NOT_CHECKED("not-checked");

        private final String word;

        Grade(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public Finding {
        requireNonNull(check, "check is null");
        requireNonNull(grade, "grade is null");
        requireNonNull(text, "text is null");
        boolean trouble = grade == Grade.WARNING || grade == Grade.FAILED;
        if (fix.isPresent() != trouble) {
            throw new IllegalArgumentException("a fix goes with trouble: " + check + " " + grade);
        }
    }

    /// As it should be.
    public static Finding ok(Check check, String text) {
        return new Finding(check, Grade.OK, text, Optional.empty());
    }

    /// It works, and deserves a look.
    public static Finding warning(Check check, String text, String fix) {
        return new Finding(check, Grade.WARNING, text, Optional.of(fix));
    }

    /// It does not work.
    public static Finding failed(Check check, String text, String fix) {
        return new Finding(check, Grade.FAILED, text, Optional.of(fix));
    }

    /// Not looked at.
    ///
    /// @param why in a few words
    public static Finding notChecked(Check check, String why) {
        return new Finding(check, Grade.NOT_CHECKED, why, Optional.empty());
    }

    /// Whether it is a failure.
    public boolean hasFailed() {
        return grade == Grade.FAILED;
    }
}
