package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.runner.Attempt;
import io.github.fleetlogoff.runner.AttemptContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Sends the session script with a request to a host and reads its answer. Thread-safe.
///
/// @param shell not closed here
record Conversation(RemoteShell shell, SessionScript script) {
    /// The shell variable that holds the packed script.
    static final String SCRIPT_VARIABLE = "FLEETLOGOFF_SCRIPT";

    /// The shell variable that holds the request.
    static final String REQUEST_VARIABLE = "FLEETLOGOFF_REQUEST";

    /// The function that an endpoint shows which shows no more.
    static final String FUNCTION = "Invoke-FleetLogoff";

    private static final String REQUEST_PARAMETER = "RequestJson";
    private static final String REMOTING_SWITCH = "Remoting";
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
        Endpoint endpoint = host.connection().endpoint();
        return switch (shell.run(host, command(endpoint, request), new Watch(context, leave))) {
            case ShellOutcome.Failed failed ->
                    new Ended.Untold(new FaultVerdict(request).of(failed.fault()));
            case ShellOutcome.Answered answered -> read(request, answered);
            case ShellOutcome.Returned returned -> read(request, endpoint, returned);
        };
    }

    private RemoteCommand command(Endpoint endpoint, SessionRequest request) {
        return endpoint.isWinrs()
                ? shellCommand(request)
                : new PipelineCommand(
                        endpoint.takesScripts() ? script.text() : FUNCTION,
                        endpoint.takesScripts(),
                        Map.of(REQUEST_PARAMETER, RequestWriter.write(request)),
                        Set.of(REMOTING_SWITCH),
                        AnswerFrame.LIMIT);
    }

    private ShellCommand shellCommand(SessionRequest request) {
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
        return ended(
                request,
                new AnswerReader(request).read(answered.stdout(), answered.exitCode()),
                () -> new FaultVerdict(request).missing(answered));
    }

    private static Ended read(
            SessionRequest request, Endpoint endpoint, ShellOutcome.Returned returned) {
        return ended(
                request,
                new AnswerReader(request).read(returned),
                () -> new FaultVerdict(request).missing(endpoint, returned));
    }

    private static Ended ended(
            SessionRequest request, AnswerOrFault read, Supplier<Attempt.Failed> missing) {
        return switch (read) {
            case AnswerOrFault.Answer(SessionAnswer answer) -> new Ended.Told(answer);
            case AnswerOrFault.Missing _ -> new Ended.Untold(missing.get());
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
