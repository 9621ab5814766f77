package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.runner.Attempt;
import java.util.stream.Collectors;

/// What a conversation that gave no answer makes of a host.
record FaultVerdict(SessionRequest request) {
    private static final String MAY_HAVE_ACTED =
            "; the host may have acted: look with `fleet-logoff sessions` before trying again";
    private static final String NOTHING_SENT = "; nothing was sent, nothing was done";

    // FullyQualifiedErrorId, the same in every language.
    private static final String NOT_FOUND = "CommandNotFoundException";
    private static final String NO_SCRIPTS = "ScriptsNotAllowed";

    /// The shell failed.
    Attempt.Failed of(ShellFault fault) {
        HostOutcome outcome = outcome(fault);
        boolean mayTryAgain =
                switch (fault.kind()) {
                    case CANCELLED, NOT_PERMITTED -> false;
                    case UNREACHABLE, LOGON_REFUSED, ACCESS_DENIED, TIMED_OUT, PROTOCOL ->
                            !fault.delivered();
                };
        return new Attempt.Failed(
                outcome,
                message(fault),
                mayTryAgain ? fault.retry() : RetryAdvice.NEVER,
                outcome == HostOutcome.AUTH_FAILED ? fault.refusedLogons() : 0);
    }

    /// The command ended and printed no answer.
    Attempt.Failed missing(ShellOutcome.Answered answered) {
        String exit = answered.exitCode() == null ? "" : " (exit code " + answered.exitCode() + ")";
        String printed = Excerpt.of(answered.stdout(), answered.stderr());
        return unusable(
                "the session script gave no answer"
                        + exit
                        + (printed.isEmpty() ? "" : ", but: " + printed));
    }

    /// The pipeline ended and gave no answer.
    Attempt.Failed missing(Endpoint endpoint, ShellOutcome.Returned returned) {
        for (ShellOutcome.RemoteError error : returned.errors()) {
            // Both come before anything is run.
            if (error.id().equals(NOT_FOUND) && error.message().contains(Conversation.FUNCTION)) {
                return neverRun(
                        "the endpoint "
                                + endpoint.name()
                                + " does not show the function "
                                + Conversation.FUNCTION
                                + " to this account; install it there (fleet-logoff jea export"
                                + " DIR), or name another --endpoint");
            }
            if (error.id().equals(NO_SCRIPTS)) {
                return neverRun(
                        "the endpoint "
                                + endpoint.name()
                                + " takes no scripts; name one that shows "
                                + Conversation.FUNCTION
                                + " with --endpoint");
            }
        }
        String errors =
                Excerpt.of(
                        returned.errors().stream()
                                .map(ShellOutcome.RemoteError::message)
                                .collect(Collectors.joining("; ")));
        return unusable(
                "the session script gave no answer through the endpoint "
                        + endpoint.name()
                        + (errors.isEmpty() ? "" : ", but: " + errors));
    }

    private static Attempt.Failed neverRun(String message) {
        return new Attempt.Failed(HostOutcome.PROTOCOL_ERROR, message, RetryAdvice.NEVER, 0);
    }

    /// The command ended and printed what cannot be an answer.
    Attempt.Failed refused(String why) {
        return unusable("the answer of the session script cannot be right: " + why);
    }

    private Attempt.Failed unusable(String message) {
        return new Attempt.Failed(
                HostOutcome.PROTOCOL_ERROR,
                message + (request.ends() ? MAY_HAVE_ACTED : ""),
                RetryAdvice.NEVER,
                0);
    }

    private static HostOutcome outcome(ShellFault fault) {
        return switch (fault.kind()) {
            // A connection lost after the command was sent is no host that nothing was done to.
            case UNREACHABLE ->
                    fault.delivered() ? HostOutcome.PROTOCOL_ERROR : HostOutcome.UNREACHABLE;
            case LOGON_REFUSED -> HostOutcome.AUTH_FAILED;
            case ACCESS_DENIED -> HostOutcome.ACCESS_DENIED;
            case TIMED_OUT, CANCELLED, NOT_PERMITTED -> HostOutcome.TIMED_OUT;
            case PROTOCOL -> HostOutcome.PROTOCOL_ERROR;
        };
    }

    private String message(ShellFault fault) {
        String text =
                switch (fault.kind()) {
                    case CANCELLED, NOT_PERMITTED -> "cancelled: " + fault.message();
                    case UNREACHABLE, LOGON_REFUSED, ACCESS_DENIED, TIMED_OUT, PROTOCOL ->
                            fault.message();
                };
        if (fault.delivered()) {
            return request.ends() ? text + MAY_HAVE_ACTED : text;
        }
        return switch (fault.kind()) {
            case TIMED_OUT, CANCELLED, NOT_PERMITTED -> text + NOTHING_SENT;
            case UNREACHABLE, LOGON_REFUSED, ACCESS_DENIED, PROTOCOL -> text;
        };
    }
}
