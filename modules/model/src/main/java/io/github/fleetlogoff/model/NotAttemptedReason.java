package io.github.fleetlogoff.model;

/// Why a host was never tried.
public enum NotAttemptedReason implements Word {
    /// The run was stopped: Ctrl-C, or its journal could not be written.
    STOPPED("stopped"),
    BUDGET("budget"),
    FAILURES("failures"),
    BREAKER("breaker"),
    /// The credential was refused and is not tried again.
    CREDENTIAL("credential"),
    BLACKOUT("blackout"),
    /// The sweep is unlike the earlier runs of its playbook.
    CHANGE("change");

    private final String word;

    NotAttemptedReason(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
