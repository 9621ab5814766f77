package io.github.fleetlogoff.psrp;

import io.github.fleetlogoff.psrp.Message.Command;
import io.github.fleetlogoff.psrp.Message.HostMethod;
import io.github.fleetlogoff.psrp.Message.Parameter;
import io.github.fleetlogoff.psrp.clixml.Clixml;
import io.github.fleetlogoff.psrp.clixml.Form;
import io.github.fleetlogoff.psrp.clixml.Part;
import io.github.fleetlogoff.psrp.clixml.Value;
import io.github.fleetlogoff.psrp.clixml.Value.Composite;
import io.github.fleetlogoff.psrp.clixml.Value.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes messages: what each has beside what it says is what PowerShell sends by default.
final class MessageWriter {
    private static final String AUTOMATION = "System.Management.Automation.";
    private static final List<String> LIST =
            List.of(
                    "System.Collections.Generic.List`1[["
                            + AUTOMATION
                            + "PSObject, System.Management.Automation, Version=1.0.0.0,"
                            + " Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
                    "System.Object");
    private static final List<String> ARRAY_LIST =
            List.of("System.Collections.ArrayList", "System.Object");
    // Later versions write the last five too, and every version takes them.
    private static final List<String> MERGES =
            List.of(
                    "MergeMyResult",
                    "MergeToResult",
                    "MergePreviousResults",
                    "MergeError",
                    "MergeWarning",
                    "MergeVerbose",
                    "MergeDebug",
                    "MergeInformation");
    private static final byte[] NOTHING = new byte[0];

    private MessageWriter() {}

    static RawMessage write(
            Message message,
            RawMessage.Destination destination,
            UUID pool,
            UUID pipeline,
            Form form) {
        Value body = body(message);
        byte[] bytes =
                switch (message) {
                    case Message.Unknown unknown -> unknown.body();
                    default -> body == null ? NOTHING : Clixml.write(body, form);
                };
        return new RawMessage(destination, type(message), pool, pipeline, bytes);
    }

    private static int type(Message message) {
        if (message instanceof Message.Unknown unknown) {
            return unknown.type();
        }
        MessageType type =
                switch (message) {
                    case Message.SessionCapability _ -> MessageType.SESSION_CAPABILITY;
                    case Message.InitRunspacePool _ -> MessageType.INIT_RUNSPACEPOOL;
                    case Message.PublicKey _ -> MessageType.PUBLIC_KEY;
                    case Message.EncryptedSessionKey _ -> MessageType.ENCRYPTED_SESSION_KEY;
                    case Message.PublicKeyRequest _ -> MessageType.PUBLIC_KEY_REQUEST;
                    case Message.ConnectRunspacePool _ -> MessageType.CONNECT_RUNSPACEPOOL;
                    case Message.RunspacePoolInitData _ -> MessageType.RUNSPACEPOOL_INIT_DATA;
                    case Message.SetRunspaces set ->
                            set.most()
                                    ? MessageType.SET_MAX_RUNSPACES
                                    : MessageType.SET_MIN_RUNSPACES;
                    case Message.GetAvailableRunspaces _ -> MessageType.GET_AVAILABLE_RUNSPACES;
                    case Message.ResetRunspaceState _ -> MessageType.RESET_RUNSPACE_STATE;
                    case Message.RunspaceAvailability _ -> MessageType.RUNSPACE_AVAILABILITY;
                    case Message.RunspacePoolStateChange _ -> MessageType.RUNSPACEPOOL_STATE;
                    case Message.UserEvent _ -> MessageType.USER_EVENT;
                    case Message.ApplicationPrivateData _ -> MessageType.APPLICATION_PRIVATE_DATA;
                    case Message.GetCommandMetadata _ -> MessageType.GET_COMMAND_METADATA;
                    case Message.CreatePipeline _ -> MessageType.CREATE_PIPELINE;
                    case Message.PipelineInput _ -> MessageType.PIPELINE_INPUT;
                    case Message.EndOfPipelineInput _ -> MessageType.END_OF_PIPELINE_INPUT;
                    case Message.PipelineOutput _ -> MessageType.PIPELINE_OUTPUT;
                    case Message.ErrorOutput _ -> MessageType.ERROR_RECORD;
                    case Message.PipelineStateChange _ -> MessageType.PIPELINE_STATE;
                    case Message.StreamRecord record -> record.stream().type();
                    case Message.HostCall call ->
                            call.ofPipeline()
                                    ? MessageType.PIPELINE_HOST_CALL
                                    : MessageType.RUNSPACEPOOL_HOST_CALL;
                    case Message.HostResponse response ->
                            response.ofPipeline()
                                    ? MessageType.PIPELINE_HOST_RESPONSE
                                    : MessageType.RUNSPACEPOOL_HOST_RESPONSE;
                    case Message.Unknown _ -> throw new IllegalStateException("it has a type");
                };
        return type.code();
    }

    private static @Nullable Value body(Message message) {
        return switch (message) {
            case Message.SessionCapability capability ->
                    Composite.of(
                            new Property(
                                    "protocolversion",
                                    Value.Scalar.version(capability.protocolVersion())),
                            new Property("PSVersion", Value.Scalar.version(capability.psVersion())),
                            new Property(
                                    "SerializationVersion",
                                    Value.Scalar.version(capability.serializationVersion())));
            case Message.InitRunspacePool pool -> initialised(pool);
            case Message.PublicKey(String key) -> Composite.of(text("PublicKey", key));
            case Message.EncryptedSessionKey(String key) ->
                    Composite.of(text("EncryptedSessionKey", key));
            case Message.PublicKeyRequest _, Message.ConnectRunspacePool _ -> new Value.Text("");
            case Message.RunspacePoolInitData(int least, int most) ->
                    Composite.of(number("MinRunspaces", least), number("MaxRunspaces", most));
            case Message.SetRunspaces(boolean most, int count, long callId) ->
                    Composite.of(
                            number(most ? "MaxRunspaces" : "MinRunspaces", count), callId(callId));
            case Message.GetAvailableRunspaces(long callId) -> Composite.of(callId(callId));
            case Message.ResetRunspaceState(long callId) -> Composite.of(callId(callId));
            case Message.RunspaceAvailability(Value response, long callId) ->
                    Composite.of(
                            new Property("SetMinMaxRunspacesResponse", response), callId(callId));
            case Message.RunspacePoolStateChange change ->
                    state("RunspaceState", change.state().code(), change.error());
            case Message.UserEvent(Value event) -> event;
            case Message.ApplicationPrivateData(Value data) ->
                    Composite.of(new Property("ApplicationPrivateData", data));
            case Message.GetCommandMetadata(Value request) -> request;
            case Message.CreatePipeline pipeline -> created(pipeline);
            case Message.PipelineInput(Value input) -> orNothing(input);
            case Message.EndOfPipelineInput _ -> null;
            case Message.PipelineOutput(Value output) -> orNothing(output);
            case Message.ErrorOutput(ErrorRecord error) -> error.value();
            case Message.PipelineStateChange change ->
                    state("PipelineState", change.state().code(), change.error());
            case Message.StreamRecord record -> record.content();
            case Message.HostCall call ->
                    Composite.of(
                            callId(call.callId()),
                            method(call.method()),
                            new Property("mp", list(ARRAY_LIST, call.parameters())));
            case Message.HostResponse response -> answered(response);
            case Message.Unknown _ -> null;
        };
    }

    /// A null object crosses as an empty body: PowerShell closes the pipeline at a `Nil`.
    private static @Nullable Value orNothing(Value value) {
        return value instanceof Value.Nil ? null : value;
    }

    private static Value initialised(Message.InitRunspacePool pool) {
        return Composite.of(
                number("MinRunspaces", pool.minRunspaces()),
                number("MaxRunspaces", pool.maxRunspaces()),
                enumeration("PSThreadOptions", "Runspaces.PSThreadOptions", "Default", 0),
                apartment(),
                noHost(),
                new Property("ApplicationArguments", Value.NIL));
    }

    private static Value created(Message.CreatePipeline pipeline) {
        List<Value> commands = new ArrayList<>(pipeline.commands().size());
        pipeline.commands().forEach(command -> commands.add(command(command)));
        Value shell =
                Composite.of(
                        new Property("Cmds", list(LIST, commands)),
                        truth("IsNested", false),
                        new Property("History", Value.NIL),
                        truth("RedirectShellErrorOutputPipe", false));
        return Composite.of(
                truth("NoInput", pipeline.noInput()),
                apartment(),
                enumeration("RemoteStreamOptions", "RemoteStreamOptions", "AddInvocationInfo", 15),
                truth("AddToHistory", false),
                noHost(),
                new Property("PowerShell", shell),
                truth("IsNested", false));
    }

    private static Value command(Command command) {
        List<Property> properties = new ArrayList<>(16);
        properties.add(text("Cmd", command.text()));
        properties.add(truth("IsScript", command.isScript()));
        properties.add(new Property("UseLocalScope", Value.NIL));
        for (String merge : MERGES) {
            properties.add(enumeration(merge, "Runspaces.PipelineResultTypes", "None", 0));
        }
        List<Value> arguments = new ArrayList<>(command.parameters().size());
        for (Parameter parameter : command.parameters()) {
            String name = parameter.name();
            arguments.add(
                    Composite.of(
                            new Property("N", name == null ? Value.NIL : new Value.Text(name)),
                            new Property("V", parameter.value())));
        }
        properties.add(new Property("Args", list(LIST, arguments)));
        return Composite.of(properties.toArray(Property[]::new));
    }

    private static Value answered(Message.HostResponse response) {
        List<Property> properties = new ArrayList<>(4);
        properties.add(callId(response.callId()));
        properties.add(method(response.method()));
        Value result = response.result();
        if (result != null) {
            properties.add(new Property("mr", result));
        }
        ErrorRecord error = response.error();
        if (error != null) {
            properties.add(new Property("me", error.value()));
        }
        return Composite.of(properties.toArray(Property[]::new));
    }

    private static Value state(String name, int code, @Nullable ErrorRecord error) {
        return error == null
                ? Composite.of(number(name, code))
                : Composite.of(
                        number(name, code), new Property("ExceptionAsErrorRecord", error.value()));
    }

    private static Property method(HostMethod method) {
        return enumeration("mi", "Remoting.RemoteHostMethodId", method.name(), method.number());
    }

    private static Property apartment() {
        return enumeration("ApartmentState", "Runspaces.ApartmentState", "UNKNOWN", 2);
    }

    private static Property noHost() {
        return new Property(
                "HostInfo",
                Composite.of(
                        truth("_isHostNull", true),
                        truth("_isHostUINull", true),
                        truth("_isHostRawUINull", true),
                        truth("_useRunspaceHost", true)));
    }

    private static Value list(List<String> types, List<Value> items) {
        return Composite.of(
                new Part.TypeNames(null, types), new Part.Items(Part.Items.Holder.LIST, items));
    }

    private static Property enumeration(String name, String type, String label, int value) {
        return new Property(name, Composite.enumeration(AUTOMATION + type, label, value));
    }

    private static Property text(String name, String value) {
        return new Property(name, new Value.Text(value));
    }

    private static Property truth(String name, boolean value) {
        return new Property(name, new Value.Bool(value));
    }

    private static Property number(String name, int value) {
        return new Property(name, new Value.Int32(value));
    }

    private static Property callId(long value) {
        return new Property("ci", new Value.Int64(value));
    }
}
