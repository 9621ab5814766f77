package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import io.github.fleetlogoff.runner.HostOperation;
import java.util.List;
import java.util.Map;

/// Carries a sweep to one host at a time: sends the session script with its request through a
/// [RemoteShell] and turns what comes back into an outcome. Thread-safe.
public final class SessionOperation implements HostOperation {
    /// The shell variable that holds the packed script.
    public static final String SCRIPT_VARIABLE = "FLEETLOGOFF_SCRIPT";

    /// The shell variable that holds the request.
    public static final String REQUEST_VARIABLE = "FLEETLOGOFF_REQUEST";

    private static final String PROGRAM = "powershell.exe";
    // An engine passes arguments as they are. The double quotes keep the last one whole on its way
    // through CreateProcess
    // and through cmd.exe alike, and PowerShell's own argument parser takes them off.
    private static final List<String> ARGUMENTS =
            List.of(
                    "-NoLogo",
                    "-NoProfile",
                    "-NonInteractive",
                    "-ExecutionPolicy",
                    "Bypass",
                    "-Command",
                    "\"iex($env:" + SCRIPT_VARIABLE + "-replace[char]126,[char]10)\"");
    // The widest a computer's name becomes in ASCII JSON.
    private static final String WIDEST_NAME = "\uFFFD".repeat(15);

    private final RemoteShell shell;
    private final Sweep sweep;
    private final SessionScript script;

    /// An operation for every host of a sweep.
    ///
    /// @param shell not closed here
    /// @throws FleetException with code `USAGE` where what is asked is too long for an environment
    ///   variable of Windows
    /// @throws IllegalArgumentException for a sweep that warns: it has no text
    public SessionOperation(RemoteShell shell, Sweep sweep, SessionScript script) {
        this.shell = requireNonNull(shell, "shell is null");
        this.sweep = requireNonNull(sweep, "sweep is null");
        this.script = requireNonNull(script, "script is null");
        // Before any host is touched: no host's request is longer than this one.
        RequestWriter.write(SessionRequest.of(sweep, WIDEST_NAME));
    }

    @Override
    public Attempt attempt(Host host, AttemptContext context) {
        SessionRequest request = SessionRequest.of(sweep, host);
        return switch (shell.run(host, command(request), new Watch(context))) {
            case ShellOutcome.Failed failed -> new FaultVerdict(request).of(failed.fault());
            case ShellOutcome.Answered answered -> judge(request, answered);
        };
    }

    private ShellCommand command(SessionRequest request) {
        return new ShellCommand(
                PROGRAM,
                ARGUMENTS,
                Map.of(
                        SCRIPT_VARIABLE,
                        script.packed(),
                        REQUEST_VARIABLE,
                        RequestWriter.write(request)),
                AnswerFrame.LIMIT);
    }

    private static Attempt judge(SessionRequest request, ShellOutcome.Answered answered) {
        return switch (new AnswerReader(request).read(answered.stdout(), answered.exitCode())) {
            case AnswerOrFault.Answer(SessionAnswer answer) ->
                    new Verdict(request, answer).attempt();
            case AnswerOrFault.Missing _ -> new FaultVerdict(request).missing(answered);
            case AnswerOrFault.Refused(String why) -> new FaultVerdict(request).refused(why);
        };
    }

    private record Watch(AttemptContext context) implements ShellWatch {
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
    }
}
