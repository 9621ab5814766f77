package io.github.fleetlogoff.psrp;

import io.github.fleetlogoff.psrp.Message.Command;
import io.github.fleetlogoff.psrp.Message.HostMethod;
import io.github.fleetlogoff.psrp.Message.Parameter;
import io.github.fleetlogoff.psrp.Message.StreamRecord.Stream;
import io.github.fleetlogoff.psrp.clixml.Clixml;
import io.github.fleetlogoff.psrp.clixml.ClixmlException;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what one message says. For one thread.
final class MessageReader {
    private final RawMessage raw;
    private @Nullable Value value;

    MessageReader(RawMessage raw) {
        this.raw = raw;
    }

    Message read() throws PsrpException {
        Optional<MessageType> type = MessageType.of(raw.type());
        return type.isEmpty() ? new Message.Unknown(raw.type(), raw.body()) : read(type.get());
    }

    private Message read(MessageType type) throws PsrpException {
        return switch (type) {
            case SESSION_CAPABILITY -> {
                Value.Composite body = object();
                yield new Message.SessionCapability(
                        version(body, "protocolversion"),
                        version(body, "PSVersion"),
                        version(body, "SerializationVersion"));
            }
            case INIT_RUNSPACEPOOL ->
                    new Message.InitRunspacePool(
                            number(object(), "MinRunspaces"), number(object(), "MaxRunspaces"));
            case PUBLIC_KEY -> new Message.PublicKey(text(object(), "PublicKey"));
            case ENCRYPTED_SESSION_KEY ->
                    new Message.EncryptedSessionKey(text(object(), "EncryptedSessionKey"));
            case PUBLIC_KEY_REQUEST -> new Message.PublicKeyRequest();
            case CONNECT_RUNSPACEPOOL -> new Message.ConnectRunspacePool();
            case RUNSPACEPOOL_INIT_DATA ->
                    new Message.RunspacePoolInitData(
                            number(object(), "MinRunspaces"), number(object(), "MaxRunspaces"));
            case SET_MAX_RUNSPACES ->
                    new Message.SetRunspaces(
                            true, number(object(), "MaxRunspaces"), callId(object()));
            case SET_MIN_RUNSPACES ->
                    new Message.SetRunspaces(
                            false, number(object(), "MinRunspaces"), callId(object()));
            case GET_AVAILABLE_RUNSPACES -> new Message.GetAvailableRunspaces(callId(object()));
            case RESET_RUNSPACE_STATE -> new Message.ResetRunspaceState(callId(object()));
            case RUNSPACE_AVAILABILITY ->
                    new Message.RunspaceAvailability(
                            required(object(), "SetMinMaxRunspacesResponse"), callId(object()));
            case RUNSPACEPOOL_STATE ->
                    new Message.RunspacePoolStateChange(
                            PoolState.of(number(object(), "RunspaceState"))
                                    .orElseThrow(MessageReader::noState),
                            error(object(), "ExceptionAsErrorRecord"));
            case CREATE_PIPELINE -> pipeline();
            case USER_EVENT -> new Message.UserEvent(value());
            case APPLICATION_PRIVATE_DATA ->
                    new Message.ApplicationPrivateData(
                            required(object(), "ApplicationPrivateData"));
            case GET_COMMAND_METADATA -> new Message.GetCommandMetadata(value());
            case RUNSPACEPOOL_HOST_CALL -> hostCall(false);
            case PIPELINE_HOST_CALL -> hostCall(true);
            case RUNSPACEPOOL_HOST_RESPONSE -> hostResponse(false);
            case PIPELINE_HOST_RESPONSE -> hostResponse(true);
            case PIPELINE_INPUT -> new Message.PipelineInput(value());
            case END_OF_PIPELINE_INPUT -> new Message.EndOfPipelineInput();
            case PIPELINE_OUTPUT -> new Message.PipelineOutput(value());
            case ERROR_RECORD -> new Message.ErrorOutput(ErrorRecord.of(value()));
            case PIPELINE_STATE ->
                    new Message.PipelineStateChange(
                            PipelineState.of(number(object(), "PipelineState"))
                                    .orElseThrow(MessageReader::noState),
                            error(object(), "ExceptionAsErrorRecord"));
            case DEBUG_RECORD -> new Message.StreamRecord(Stream.DEBUG, value());
            case VERBOSE_RECORD -> new Message.StreamRecord(Stream.VERBOSE, value());
            case WARNING_RECORD -> new Message.StreamRecord(Stream.WARNING, value());
            case PROGRESS_RECORD -> new Message.StreamRecord(Stream.PROGRESS, value());
            case INFORMATION_RECORD -> new Message.StreamRecord(Stream.INFORMATION, value());
        };
    }

    private Message pipeline() throws PsrpException {
        Value.Composite body = object();
        Value.Composite shell = composite(required(body, "PowerShell"));
        List<Command> commands = new ArrayList<>();
        for (Value command : composite(required(shell, "Cmds")).items()) {
            commands.add(command(composite(command)));
        }
        if (commands.isEmpty()) {
            throw new PsrpException("a pipeline without a command");
        }
        return new Message.CreatePipeline(truth(body, "NoInput"), commands);
    }

    private static Command command(Value.Composite command) throws PsrpException {
        List<Parameter> parameters = new ArrayList<>();
        for (Value item : items(command, "Args")) {
            Value.Composite parameter = composite(item);
            parameters.add(
                    new Parameter(
                            parameter.property("N").orElse(Value.NIL)
                                            instanceof Value.Text(String name)
                                    ? name
                                    : null,
                            required(parameter, "V")));
        }
        return new Command(text(command, "Cmd"), truth(command, "IsScript"), parameters);
    }

    private Message hostCall(boolean ofPipeline) throws PsrpException {
        Value.Composite body = object();
        return new Message.HostCall(ofPipeline, callId(body), method(body), items(body, "mp"));
    }

    private Message hostResponse(boolean ofPipeline) throws PsrpException {
        Value.Composite body = object();
        return new Message.HostResponse(
                ofPipeline,
                callId(body),
                method(body),
                body.property("mr").orElse(null),
                error(body, "me"));
    }

    private static HostMethod method(Value.Composite body) throws PsrpException {
        Value method = required(body, "mi");
        String name =
                method instanceof Value.Composite composite ? composite.label().orElse("") : "";
        return new HostMethod(number(body, "mi"), name);
    }

    private Value.Composite object() throws PsrpException {
        return composite(value());
    }

    /// What an empty body says is that there is nothing.
    private Value value() throws PsrpException {
        Value known = value;
        if (known != null) {
            return known;
        }
        try {
            Value read = Clixml.read(raw.body()).orElse(Value.NIL);
            value = read;
            return read;
        } catch (ClixmlException failure) {
            throw new PsrpException("a message that cannot be read", failure);
        }
    }

    private static Value.Composite composite(Value value) throws PsrpException {
        if (value instanceof Value.Composite composite) {
            return composite;
        }
        throw new PsrpException("no object where there must be one");
    }

    private static Value required(Value.Composite object, String name) throws PsrpException {
        return object.property(name)
                .orElseThrow(() -> new PsrpException("a message without its " + name));
    }

    private static String text(Value.Composite object, String name) throws PsrpException {
        if (required(object, name) instanceof Value.Text(String text)) {
            return text;
        }
        throw new PsrpException("no text in " + name);
    }

    private static String version(Value.Composite object, String name) throws PsrpException {
        Value version = required(object, name);
        if (version instanceof Value.Scalar(String element, String text)
                && element.equals("Version")) {
            return text;
        }
        if (version instanceof Value.Text(String text)) {
            return text;
        }
        throw new PsrpException("no version in " + name);
    }

    private static int number(Value.Composite object, String name) throws PsrpException {
        return Value.number(required(object, name))
                .orElseThrow(() -> new PsrpException("no number in " + name));
    }

    /// PowerShell writes it small and some clients write it large.
    private static long callId(Value.Composite object) throws PsrpException {
        Value id = object.property("ci").or(() -> object.property("CI")).orElse(Value.NIL);
        if (id instanceof Value.Int64(long number)) {
            return number;
        }
        if (id instanceof Value.Int32(int number)) {
            return number;
        }
        throw new PsrpException("a call without an id");
    }

    private static boolean truth(Value.Composite object, String name) {
        return object.property(name).orElse(Value.NIL) instanceof Value.Bool(boolean truth)
                && truth;
    }

    private static List<Value> items(Value.Composite object, String name) {
        return object.property(name).orElse(Value.NIL) instanceof Value.Composite list
                ? list.items()
                : List.of();
    }

    private static @Nullable ErrorRecord error(Value.Composite object, String name) {
        Value error = object.property(name).orElse(Value.NIL);
        return error instanceof Value.Composite ? ErrorRecord.of(error) : null;
    }

    private static PsrpException noState() {
        return new PsrpException("a state that is none");
    }
}
