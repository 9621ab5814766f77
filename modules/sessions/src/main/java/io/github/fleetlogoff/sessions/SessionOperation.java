package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import io.github.fleetlogoff.runner.HostOperation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds the whole conversation about sessions with a host: sends the session script and the
/// request, reads the answer. Thread-safe.
public final class SessionOperation implements HostOperation {
    // Quotes are the command line's own: engines pass arguments as they are, and CreateProcess
    // splits at blanks.
    private static final List<String> ARGUMENTS =
            List.of(
                    "-NoLogo",
                    "-NoProfile",
                    "-NonInteractive",
                    "-ExecutionPolicy",
                    "Bypass",
                    "-Command",
                    "\"iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)\"");
    private static final int OUTPUT_LIMIT = 16_000_000;
    private static final Set<SessionOutcome> BAD =
            EnumSet.of(SessionOutcome.FAILED, SessionOutcome.STUCK, SessionOutcome.UNVERIFIED);

    private final RemoteShell shell;
    private final Sweep sweep;
    private final SessionScript script;

    public SessionOperation(RemoteShell shell, Sweep sweep, SessionScript script) {
        this.shell = requireNonNull(shell, "shell is null");
        this.sweep = requireNonNull(sweep, "sweep is null");
        this.script = requireNonNull(script, "script is null");
    }

    @Override
    public Attempt attempt(Host host, AttemptContext context) {
        ShellCommand command =
                new ShellCommand(
                        "powershell.exe",
                        ARGUMENTS,
                        Map.of(
                                "FLEETLOGOFF_SCRIPT",
                                script.packed(),
                                "FLEETLOGOFF_REQUEST",
                                SessionRequest.of(sweep, host)),
                        OUTPUT_LIMIT);
        return switch (shell.run(host, command, watch(context))) {
            case ShellOutcome.Answered answered -> answered(answered);
            case ShellOutcome.Failed failed -> failed(failed.fault());
        };
    }

    private static ShellWatch watch(AttemptContext context) {
        return new ShellWatch() {
            @Override
            public Deadline deadline() {
                return context.deadline();
            }

            @Override
            public void logonAccepted() {
                context.logonAccepted();
            }

            @Override
            public boolean mayDeliver() {
                return context.mayAct();
            }
        };
    }

    private Attempt answered(ShellOutcome.Answered output) {
        SessionAnswer answer;
        try {
            answer = AnswerReader.read(output.stdout(), sweep);
        } catch (AnswerException e) {
            String said = HostText.excerpt(output.stdout(), output.stderr());
            String acted =
                    sweep.action() == Action.LIST || sweep.dryRun()
                            ? ""
                            : "; the host may have acted, look with fleet-logoff sessions";
            return failed(
                    HostOutcome.PROTOCOL_ERROR,
                    e.getMessage() + acted + (said.isEmpty() ? "" : "; it printed: " + said));
        }
        return new Attempt.Answered(
                outcome(answer), answer.exit(), message(answer), reported(answer));
    }

    private static Attempt failed(HostOutcome outcome, String message) {
        return new Attempt.Failed(outcome, message, RetryAdvice.NEVER, 0);
    }

    /// The outcome that an answer stands for: the first that fits (docs/powershell.md).
    private HostOutcome outcome(SessionAnswer answer) {
        if (answer.wrongHost()) {
            return HostOutcome.WRONG_HOST;
        }
        if (answer.error() != null) {
            return Boolean.FALSE.equals(answer.elevated())
                    ? HostOutcome.ACCESS_DENIED
                    : HostOutcome.FAILED;
        }
        if (answer.sessions().stream().anyMatch(row -> BAD.contains(row.outcome()))) {
            return HostOutcome.FAILED;
        }
        if (answer.sessions().stream().anyMatch(row -> row.outcome() != SessionOutcome.LISTED)) {
            return HostOutcome.COMPLETED;
        }
        if (answer.exit() == 2) {
            return HostOutcome.NO_USERS;
        }
        return sweep.action() == Action.LIST ? HostOutcome.COMPLETED : HostOutcome.NOTHING_TO_DO;
    }

    private @Nullable String message(SessionAnswer answer) {
        if (answer.wrongHost()) {
            return answer.error()
                    + ": nothing was done; mend DNS or the inventory's address, or set computerName where it is an alias";
        }
        if (answer.error() != null) {
            return Boolean.FALSE.equals(answer.elevated())
                    ? "the account is not an administrator there (Full Control of the sessions is needed): "
                            + answer.error()
                    : answer.error();
        }
        long unseen =
                answer.sessions().stream()
                        .filter(row ->
                                row.outcome() == SessionOutcome.LISTED && row.message() != null)
                        .count();
        if (unseen > 0 && sweep.action() != Action.LIST) {
            String first =
                    answer.sessions().stream()
                            .filter(row ->
                                    row.outcome() == SessionOutcome.LISTED && row.message() != null)
                            .findFirst()
                            .map(SessionAnswer.Row::message)
                            .orElse("");
            return unseen
                    + (unseen == 1 ? " session was" : " sessions were")
                    + " left alone: "
                    + first;
        }
        boolean refused =
                answer.sessions().stream().anyMatch(row -> BAD.contains(row.outcome()))
                        && Boolean.FALSE.equals(answer.elevated());
        return refused
                ? "the account is not an administrator there: give it Full Control of the sessions"
                : null;
    }

    private List<SessionReport> reported(SessionAnswer answer) {
        boolean narrowed = sweep.selector().selectsSomething();
        return answer.sessions().stream()
                .filter(row ->
                        sweep.action() == Action.LIST
                                ? !narrowed || row.selected()
                                : row.outcome() != SessionOutcome.LISTED)
                .map(row ->
                        new SessionReport(
                                row.session(), row.outcome(), row.exitCode(), row.message()))
                .toList();
    }

    private static Attempt failed(ShellFault fault) {
        HostOutcome outcome =
                switch (fault.kind()) {
                    case UNREACHABLE -> HostOutcome.UNREACHABLE;
                    case LOGON_REFUSED -> HostOutcome.AUTH_FAILED;
                    case ACCESS_DENIED -> HostOutcome.ACCESS_DENIED;
                    case TIMED_OUT, CANCELLED, NOT_PERMITTED -> HostOutcome.TIMED_OUT;
                    case PROTOCOL -> HostOutcome.PROTOCOL_ERROR;
                };
        return new Attempt.Failed(outcome, fault.message(), fault.retry(), fault.refusedLogons());
    }
}
