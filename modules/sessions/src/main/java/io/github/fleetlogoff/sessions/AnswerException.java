package io.github.fleetlogoff.sessions;

/// A host's output that holds no answer of the session script. The message says what is wrong with
/// it, in words of ours.
final class AnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    AnswerException(String message) {
        super(message);
    }
}
