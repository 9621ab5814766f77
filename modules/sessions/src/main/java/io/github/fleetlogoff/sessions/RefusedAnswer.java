package io.github.fleetlogoff.sessions;

/// An answer breaks its contract. Never leaves [AnswerReader].
final class RefusedAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    /// A clause for a person, without any text of the host.
    private final String why;

    RefusedAnswer(String why) {
        // No stack: thousands of hosts may answer garbage, and the reason says it all.
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
