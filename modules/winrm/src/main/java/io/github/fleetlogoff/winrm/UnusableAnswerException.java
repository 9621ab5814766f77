package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/// An HTTP answer that is no WS-Management message.
public final class UnusableAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public enum Flaw {
        /// A status other than 2xx and 500.
        STATUS,
        /// 401, and the scheme that was to be used is not among those offered.
        SCHEME_NOT_OFFERED,
        EMPTY,
        NOT_SOAP,
        /// Plain where the payload must be sealed.
        NOT_SEALED,
        /// Sealed by another than the one who was logged on to, or not as it must be.
        FORGED,
        TOO_LARGE
    }

    private final int status;
    private final Flaw flaw;
    private final String words;

    /// An answer that is turned away.
    ///
    /// @param words from the answer's headers, for a person; already made harmless
    public UnusableAnswerException(int status, Flaw flaw, String words) {
        super("HTTP " + status + " " + flaw);
        this.status = status;
        this.flaw = requireNonNull(flaw, "flaw is null");
        this.words = requireNonNull(words, "words is null");
    }

    public int status() {
        return status;
    }

    public Flaw flaw() {
        return flaw;
    }

    public String words() {
        return words;
    }
}
