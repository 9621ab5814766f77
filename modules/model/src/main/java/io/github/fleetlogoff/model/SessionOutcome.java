package io.github.fleetlogoff.model;

/// What became of a session in a run. The words are contract.
public enum SessionOutcome implements Word {
    /// Logged off and verified gone.
    LOGGED_OFF("logged-off"),
    /// Logoff was sent, what became of it is not known.
    UNVERIFIED("unverified"),
    /// Logoff was accepted, the session is still there.
    STUCK("stuck"),
    /// Gone after `rwinsta`.
    RESET("reset"),
    /// Logoff was refused, or the host's two listings disagree about the session, which was left
    /// alone.
    FAILED("failed"),
    /// The console session, spared because `--include-console` was not given.
    SKIPPED_CONSOLE("skipped-console"),
    /// A protected user, a system session, or the session the command ran in.
    PROTECTED("protected"),
    /// Active again, in a sweep that chose idle or disconnected sessions.
    CAME_BACK("came-back"),
    /// Left by itself before it was acted on.
    GONE("gone"),
    /// The id belongs to another logon now.
    SUPERSEDED("superseded"),
    /// Planned, but its host was not reached or refused, or it was left alone: beyond the budget,
    /// or not selected any more in a sweep that nobody can come back from.
    NOT_REACHED("not-reached"),
    /// Dry run: a real one would have logged it off.
    WOULD_LOG_OFF("would-log-off"),
    /// The user was sent the warning.
    WARNED("warned"),
    /// Seen, not selected; or the command only lists.
    LISTED("listed");

    private final String word;

    SessionOutcome(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// Whether the host failed for this session: the session should be gone and is not, or is not
    /// known to be.
    public boolean isTrouble() {
        return switch (this) {
            case FAILED, STUCK, UNVERIFIED -> true;
            case LOGGED_OFF,
                    RESET,
                    SKIPPED_CONSOLE,
                    PROTECTED,
                    CAME_BACK,
                    GONE,
                    SUPERSEDED,
                    NOT_REACHED,
                    WOULD_LOG_OFF,
                    WARNED,
                    LISTED ->
                    false;
        };
    }
}
