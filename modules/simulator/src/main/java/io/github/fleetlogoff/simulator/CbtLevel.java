package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.Word;

/// How far a host insists that a logon is bound to the TLS connection beneath it: WinRM's
/// CbtHardeningLevel. It concerns Negotiate over HTTPS, not Basic.
public enum CbtLevel implements Word {
    /// What the client sends is not looked at.
    NONE("none"),
    /// What the client sends must be right, but it may send nothing: Windows' default.
    RELAXED("relaxed"),
    /// Nobody passes without it.
    STRICT("strict");

    private final String word;

    CbtLevel(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
