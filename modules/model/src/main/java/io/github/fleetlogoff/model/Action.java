package io.github.fleetlogoff.model;

/// What a sweep does with the sessions it selects.
public enum Action implements Word {
    /// Only looks.
    LIST("list"),
    /// Ends them.
    LOGOFF("logoff"),
    /// Sends them a message.
    WARN("warn");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
