package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Sends the session script with a request to a host and reads its answer. Thread-safe.
///
/// @param shell not closed here
record Conversation(RemoteShell shell, SessionScript script) {
    /// The shell variable that holds the packed script.
    static final String SCRIPT_VARIABLE = "FLEETLOGOFF_SCRIPT";

    /// The shell variable that holds the request.
    static final String REQUEST_VARIABLE = "FLEETLOGOFF_REQUEST";

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

    /// What a conversation came to.
    sealed interface Ended {
        /// The host answered, and the answer can be right.
        record Told(SessionAnswer answer) implements Ended {}

        /// There is no answer.
        record Untold(Attempt.Failed attempt) implements Ended {}
    }

    /// Holds one. What only looks needs leave to ask, what may end sessions leave to act.
    Ended hold(Host host, SessionRequest request, AttemptContext context) {
        BooleanSupplier leave =
                () -> {
                    // A message that comes twice harms nobody, so it needs no more than a look
                    // does.
                    if (!request.ends()) {
                        return context.mayAsk();
                    }
                    List<SessionRequest.Planned> planned = request.planned();
                    return planned == null
                            ? context.mayAct()
                            : context.mayAct(
                                    planned.stream().map(SessionRequest.Planned::session).toList());
                };
        return switch (shell.run(host, command(request), new Watch(context, leave))) {
            case ShellOutcome.Failed failed ->
                    new Ended.Untold(new FaultVerdict(request).of(failed.fault()));
            case ShellOutcome.Answered answered -> read(request, answered);
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

    private static Ended read(SessionRequest request, ShellOutcome.Answered answered) {
        return switch (new AnswerReader(request).read(answered.stdout(), answered.exitCode())) {
            case AnswerOrFault.Answer(SessionAnswer answer) -> new Ended.Told(answer);
            case AnswerOrFault.Missing _ ->
                    new Ended.Untold(new FaultVerdict(request).missing(answered));
            case AnswerOrFault.Refused(String why) ->
                    new Ended.Untold(new FaultVerdict(request).refused(why));
        };
    }

    private record Watch(AttemptContext context, BooleanSupplier leave) implements ShellWatch {
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
            return leave.getAsBoolean();
        }
    }
}
