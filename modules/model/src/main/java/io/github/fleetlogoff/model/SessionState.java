package io.github.fleetlogoff.model;

/// The state of a session, as the session script tells it in every display language.
public enum SessionState implements Word {
    ACTIVE("active"),
    DISCONNECTED("disconnected"),
    /// A session without a user; ended by its id only.
    NO_USER("no-user"),
    /// Session 0.
    SERVICES("services"),
    /// Ids from 65536 on.
    LISTENER("listener");

    private final String word;

    SessionState(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
