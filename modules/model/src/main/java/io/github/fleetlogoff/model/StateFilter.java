package io.github.fleetlogoff.model;

/// Which states a selector takes.
public enum StateFilter implements Word {
    ANY("any"),
    ACTIVE("active"),
    DISCONNECTED("disconnected");

    private final String word;

    StateFilter(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
