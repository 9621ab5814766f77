package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.psrp.ErrorRecord;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.Message.Command;
import io.github.fleetlogoff.psrp.Message.CreatePipeline;
import io.github.fleetlogoff.psrp.Message.Parameter;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.clixml.Value;
import io.github.fleetlogoff.simulator.Computer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of a pipeline. Refusals are Windows PowerShell 5.1's, their ids as recorded.
///
/// @param after from the command to the answer
/// @param messages the last of which tells how it ended
record PipelineAnswer(Duration after, List<Message> messages) {
    private static final String FUNCTION = "Invoke-FleetLogoff";
    private static final String REQUEST = "RequestJson";
    private static final String REMOTING = "Remoting";
    private static final int LONGEST_REQUEST = 32_766;
    private static final String AUTOMATION = "System.Management.Automation.";
    private static final int INVALID_ARGUMENT = 5;
    private static final int INVALID_DATA = 6;
    private static final int OBJECT_NOT_FOUND = 13;
    private static final int PARSER_ERROR = 17;

    /// Runs a pipeline at once in simulated time.
    ///
    /// @param way [Way#ORDINARY] or [Way#JEA]
    /// @param account who is logged on
    static PipelineAnswer of(CreatePipeline pipeline, Way way, Computer computer, String account) {
        return way == Way.JEA
                ? ofFunction(pipeline.commands(), computer)
                : ofScript(pipeline.commands().getFirst(), computer, account);
    }

    private static PipelineAnswer ofFunction(List<Command> commands, Computer computer) {
        for (Command command : commands) {
            if (command.isScript()) {
                return failed(scriptsNotAllowed(command.text()));
            }
            if (!command.text().equalsIgnoreCase(FUNCTION)) {
                return failed(notFound(command.text()));
            }
        }
        Command function = commands.getFirst();
        Optional<ErrorRecord> fault = fault(function.parameters());
        if (fault.isPresent()) {
            return failed(fault.get());
        }
        return computer.session("", text(function, REQUEST))
                .map(answer -> completed(answer.after(), answer.json()))
                .orElseGet(() -> failed(notFound(function.text())));
    }

    /// What the function's parameters refuse.
    private static Optional<ErrorRecord> fault(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            String name = String.valueOf(parameter.name());
            if (!name.equalsIgnoreCase(REQUEST) && !name.equalsIgnoreCase(REMOTING)) {
                return Optional.of(
                        binding(
                                "A parameter cannot be found that matches parameter name '"
                                        + name
                                        + "'.",
                                "NamedParameterNotFound"));
            }
        }
        return parameters.stream()
                .filter(each -> REQUEST.equalsIgnoreCase(each.name()))
                .findFirst()
                .map(PipelineAnswer::requestFault)
                .orElseGet(() ->
                        Optional.of(
                                binding(
                                        "Cannot process command because of one or more missing mandatory"
                                                + " parameters: "
                                                + REQUEST
                                                + ".",
                                        "MissingMandatoryParameter")));
    }

    private static Optional<ErrorRecord> requestFault(Parameter parameter) {
        String request = parameter.value() instanceof Value.Text(String text) ? text : "";
        boolean object = request.startsWith("{") && request.endsWith("}") && request.length() > 1;
        boolean plain = request.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (object && plain && request.length() <= LONGEST_REQUEST) {
            return Optional.empty();
        }
        return Optional.of(
                new ErrorRecord(
                        "Cannot validate argument on parameter '"
                                + REQUEST
                                + "'. "
                                + (object && plain
                                        ? "The character length of the argument is too long."
                                        : "The argument does not match the pattern."),
                        AUTOMATION + "ParameterBindingValidationException",
                        "ParameterArgumentValidationError," + FUNCTION,
                        INVALID_DATA,
                        "InvalidData: (:) ["
                                + FUNCTION
                                + "], ParameterBindingValidationException"));
    }

    private static PipelineAnswer ofScript(Command command, Computer computer, String account) {
        Optional<Computer.Answer> session =
                command.isScript()
                        ? computer.session(command.text(), text(command, REQUEST))
                        : Optional.empty();
        if (session.isPresent()) {
            Computer.Answer answer = session.get();
            return remoting(command) ? completed(answer.after(), answer.json()) : exited(answer);
        }
        List<String> words = List.of(command.text().strip().split("\\s+"));
        Computer.Reply reply =
                computer.run(words.getFirst(), words.subList(1, words.size()), Map.of(), account);
        String complaint = new String(reply.stderr(), StandardCharsets.UTF_8);
        if (complaint.contains("is not recognized")) {
            return failed(notFound(words.getFirst()));
        }
        List<Message> messages = new ArrayList<>();
        lines(reply.stdout()).forEach(line -> messages.add(output(line)));
        lines(reply.stderr()).forEach(line -> messages.add(complaint(line)));
        messages.add(new Message.PipelineStateChange(PipelineState.COMPLETED, null));
        return new PipelineAnswer(reply.after(), messages);
    }

    // Without -Remoting the script ends with `exit`, which is a call of the client's host.
    private static PipelineAnswer exited(Computer.Answer answer) {
        List<Message> messages = new ArrayList<>();
        messages.add(output(answer.json()));
        messages.add(
                new Message.HostCall(
                        true,
                        Message.HostCall.NO_ANSWER,
                        new Message.HostMethod(Message.HostMethod.SET_SHOULD_EXIT, "SetShouldExit"),
                        List.of(new Value.Int32(answer.exitCode()))));
        messages.add(new Message.PipelineStateChange(PipelineState.COMPLETED, null));
        return new PipelineAnswer(answer.after(), messages);
    }

    private static PipelineAnswer completed(Duration after, String text) {
        return new PipelineAnswer(
                after,
                List.of(
                        output(text),
                        new Message.PipelineStateChange(PipelineState.COMPLETED, null)));
    }

    private static PipelineAnswer failed(ErrorRecord error) {
        return new PipelineAnswer(
                Duration.ZERO,
                List.of(new Message.PipelineStateChange(PipelineState.FAILED, error)));
    }

    private static Message output(String text) {
        return new Message.PipelineOutput(new Value.Text(text));
    }

    private static Message complaint(String line) {
        return new Message.ErrorOutput(
                new ErrorRecord(
                        line,
                        AUTOMATION + "RemoteException",
                        "NativeCommandError",
                        0,
                        "NotSpecified: (" + line + ":String) [], RemoteException"));
    }

    private static ErrorRecord scriptsNotAllowed(String script) {
        return new ErrorRecord(
                "The syntax is not supported by this runspace. This can occur if the runspace is in no-language mode.",
                AUTOMATION + "ParseException",
                "ScriptsNotAllowed",
                PARSER_ERROR,
                "ParserError: (" + start(script) + ":String) [], ParseException");
    }

    private static ErrorRecord notFound(String name) {
        return new ErrorRecord(
                "The term '"
                        + name
                        + "' is not recognized as the name of a cmdlet, function, script file, or operable program."
                        + " Check the spelling of the name, or if a path was included, verify that the path is"
                        + " correct and try again.",
                AUTOMATION + "CommandNotFoundException",
                "CommandNotFoundException",
                OBJECT_NOT_FOUND,
                "ObjectNotFound: (" + start(name) + ":String) [], CommandNotFoundException");
    }

    private static ErrorRecord binding(String message, String id) {
        return new ErrorRecord(
                message,
                AUTOMATION + "ParameterBindingException",
                id + "," + FUNCTION,
                INVALID_ARGUMENT,
                "InvalidArgument: (:) [" + FUNCTION + "], ParameterBindingException");
    }

    private static String start(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > 40 ? line.substring(0, 37) + "..." : line;
    }

    private static String text(Command command, String name) {
        return command.parameters().stream()
                .filter(each -> name.equalsIgnoreCase(each.name()))
                .map(Parameter::value)
                .map(value -> value instanceof Value.Text(String text) ? text : "")
                .findFirst()
                .orElse("");
    }

    private static boolean remoting(Command command) {
        return command.parameters().stream()
                .anyMatch(each ->
                        REMOTING.equalsIgnoreCase(each.name())
                                && each.value() instanceof Value.Bool(boolean on)
                                && on);
    }

    private static List<String> lines(byte[] printed) {
        return new String(printed, StandardCharsets.UTF_8).lines().toList();
    }
}
