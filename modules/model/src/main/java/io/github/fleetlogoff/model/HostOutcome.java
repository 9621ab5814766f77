package io.github.fleetlogoff.model;

/// What became of a host in a run. The words are contract: reports, exit codes and `--fail-on` use
/// them.
public enum HostOutcome implements Word {
    /// Every session that had to go is verified gone, or a list was made.
    COMPLETED("completed"),
    /// Users are logged on, none of them selected.
    NOTHING_TO_DO("nothing-to-do"),
    /// Nobody is logged on.
    NO_USERS("no-users"),
    /// A session failed, is stuck or unverified, or the host's own tools refused.
    FAILED("failed"),
    /// The logon was accepted, the rights were not.
    ACCESS_DENIED("access-denied"),
    /// The logon was refused.
    AUTH_FAILED("auth-failed"),
    /// Another computer answered under this name; nothing was done.
    WRONG_HOST("wrong-host"),
    /// No connection could be made.
    UNREACHABLE("unreachable"),
    /// A deadline passed. Where the command had been delivered the message says that the host may
    /// have acted.
    TIMED_OUT("timed-out"),
    /// The host answered what no WinRM service or no session script of ours answers.
    PROTOCOL_ERROR("protocol-error"),
    /// Never tried; a [NotAttemptedReason] says why.
    NOT_ATTEMPTED("not-attempted");

    private final String word;

    HostOutcome(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
