package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.Word;

/// How far a host insists that a logon is bound to the TLS connection beneath it: WinRM's
/// CbtHardeningLevel. It concerns Negotiate over HTTPS, not Basic.
public enum CbtLevel implements Word {
    /// What the client sends is not looked at.
    NONE("none", "None"),
    /// What the client sends must be right, but it may send nothing: Windows' default.
    RELAXED("relaxed", "Relaxed"),
    /// Nobody passes without it.
    STRICT("strict", "Strict");

    private final String word;
    private final String windowsWord;

    CbtLevel(String word, String windowsWord) {
        this.word = word;
        this.windowsWord = windowsWord;
    }

    /// As it stands in `winrm/config/service/auth`.
    String windowsWord() {
        return windowsWord;
    }

    @Override
    public String word() {
        return word;
    }
}
