package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.SessionReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a conversation means for its host, by what the operation returned, whether it had leave to
/// act, and whether the run cut it short.
record Verdict(
        HostOutcome outcome,
        @Nullable Integer exitCode,
        @Nullable String message,
        @Nullable NotAttemptedReason reason,
        List<SessionReport> sessions,
        @Nullable Computer computer) {
    private static final String MAY_HAVE_ACTED =
            "the host may have acted; list its sessions before another try";
    private static final String NOTHING_SENT = "no command was sent to it";

    /// A conversation that returned.
    ///
    /// @param acting whether it had leave to act
    /// @param cut why the run cut it short, absent where it did not
    static Verdict of(Attempt attempt, boolean acting, @Nullable Cut cut) {
        return switch (attempt) {
            case Attempt.Answered answered ->
                    new Verdict(
                            answered.outcome(),
                            answered.exitCode(),
                            answered.message(),
                            null,
                            answered.sessions(),
                            answered.computer());
            case Attempt.Failed failed when cut == null || isCertain(failed.outcome()) ->
                    without(failed.outcome(), failed.message());
            case Attempt.Failed failed -> cutShort(cut, acting, detail(failed));
        };
    }

    // An answer of the host, which no interrupt can have caused.
    private static boolean isCertain(HostOutcome outcome) {
        return outcome == HostOutcome.AUTH_FAILED || outcome == HostOutcome.ACCESS_DENIED;
    }

    // What merely says that it was ended adds nothing to why it was.
    private static String detail(Attempt.Failed failed) {
        return failed.outcome() == HostOutcome.TIMED_OUT ? "" : " (" + failed.message() + ")";
    }

    /// A conversation that returned although, or because, the run cut it short.
    private static Verdict cutShort(Cut cut, boolean acting, String detail) {
        return switch (cut) {
            case DEADLINE -> outOfTime(acting, detail);
            case STOP ->
                    acting
                            ? without(
                                    HostOutcome.TIMED_OUT,
                                    "cut short by the end of the run: " + MAY_HAVE_ACTED + detail)
                            : stopped("the run was stopped before a command was sent" + detail);
            case BLACKOUT ->
                    notAttempted(
                            NotAttemptedReason.BLACKOUT,
                            "a blackout began before a command was sent" + detail);
        };
    }

    /// A conversation that does not return.
    static Verdict abandoned(Cut cut, boolean acting) {
        String what =
                cut == Cut.STOP
                        ? "the run was stopped and "
                        : "the host's time (--host-timeout) was up and ";
        return without(
                HostOutcome.TIMED_OUT,
                what + "the conversation did not end: " + (acting ? MAY_HAVE_ACTED : NOTHING_SENT));
    }

    /// A host whose deadline passed before it was worked.
    static Verdict outOfTime() {
        return outOfTime(false, "");
    }

    private static Verdict outOfTime(boolean acting, String detail) {
        return without(
                HostOutcome.TIMED_OUT,
                "the host's time (--host-timeout) was up: "
                        + (acting ? MAY_HAVE_ACTED : NOTHING_SENT)
                        + detail);
    }

    /// A host that the end of the run left undone.
    static Verdict stopped(String message) {
        return notAttempted(NotAttemptedReason.STOPPED, message);
    }

    /// A host that is not begun.
    static Verdict notAttempted(NotAttemptedReason reason, String message) {
        return new Verdict(HostOutcome.NOT_ATTEMPTED, null, message, reason, List.of(), null);
    }

    /// What stands for an exception, which is a fault of the program: the host is not lost by it.
    ///
    /// @param acting whether the conversation had leave to act
    static Attempt.Failed fault(Throwable fault, boolean acting) {
        String what =
                fault instanceof FleetException
                        ? String.valueOf(fault.getMessage())
                        : fault.toString();
        return new Attempt.Failed(
                HostOutcome.PROTOCOL_ERROR,
                "internal fault: " + what + "; " + (acting ? MAY_HAVE_ACTED : NOTHING_SENT),
                RetryAdvice.NEVER,
                0);
    }

    private static Verdict without(HostOutcome outcome, String message) {
        return new Verdict(outcome, null, message, null, List.of(), null);
    }

    HostReport report(String host, HostReport.Effort effort) {
        return new HostReport(host, outcome, exitCode, effort, message, reason, sessions);
    }
}
