package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.psrp.clixml.Form;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a message says ([MS-PSRP] 2.2.2). What nobody here needs of one is left out when it is
/// read, and is what PowerShell sends by default when it is written. Immutable.
public sealed interface Message {

    /// What an end speaks (2.2.2.1); both send it first.
    record SessionCapability(String protocolVersion, String psVersion, String serializationVersion)
            implements Message {
        /// 2.3: the last in which secure strings cross encrypted.
        public static final SessionCapability OURS = new SessionCapability("2.3", "2.0", "1.1.0.1");

        public SessionCapability {
            requireNonNull(protocolVersion, "protocolVersion is null");
            requireNonNull(psVersion, "psVersion is null");
            requireNonNull(serializationVersion, "serializationVersion is null");
        }
    }

    /// Opens a runspace pool (2.2.2.2), without a host at the client.
    record InitRunspacePool(int minRunspaces, int maxRunspaces) implements Message {}

    /// A client's public key (2.2.2.3), base64.
    record PublicKey(String key) implements Message {}

    /// The session key (2.2.2.4), base64.
    record EncryptedSessionKey(String key) implements Message {}

    /// Asks for a client's public key (2.2.2.5).
    record PublicKeyRequest() implements Message {}

    /// Takes up a pool that was left (2.2.2.28).
    record ConnectRunspacePool() implements Message {}

    /// What the pool has that was taken up (2.2.2.29).
    record RunspacePoolInitData(int minRunspaces, int maxRunspaces) implements Message {}

    /// Sets a bound of a pool (2.2.2.6, 2.2.2.7).
    ///
    /// @param most whether it is the upper one
    record SetRunspaces(boolean most, int count, long callId) implements Message {}

    /// Asks how many runspaces are free (2.2.2.11).
    record GetAvailableRunspaces(long callId) implements Message {}

    /// Puts a runspace back to its beginning (2.2.2.31).
    record ResetRunspaceState(long callId) implements Message {}

    /// Answers the three before it (2.2.2.8).
    ///
    /// @param response whether it was done, or how many are free
    record RunspaceAvailability(Value response, long callId) implements Message {
        public RunspaceAvailability {
            requireNonNull(response, "response is null");
        }
    }

    /// Where a pool stands (2.2.2.9).
    ///
    /// @param error why it is broken
    record RunspacePoolStateChange(PoolState state, @Nullable ErrorRecord error)
            implements Message {
        public RunspacePoolStateChange {
            requireNonNull(state, "state is null");
        }
    }

    /// An event that was forwarded (2.2.2.12).
    record UserEvent(Value event) implements Message {}

    /// What the server says of itself (2.2.2.13).
    record ApplicationPrivateData(Value data) implements Message {}

    /// Asks what commands there are (2.2.2.14).
    record GetCommandMetadata(Value request) implements Message {}

    /// Starts a pipeline (2.2.2.10).
    ///
    /// @param noInput whether it gets no input objects
    /// @param commands in their order; at least one
    record CreatePipeline(boolean noInput, List<Command> commands) implements Message {
        public CreatePipeline {
            commands = List.copyOf(commands);
            if (commands.isEmpty()) {
                throw new IllegalArgumentException("commands is empty");
            }
        }
    }

    /// A command of a pipeline (2.2.3.12).
    ///
    /// @param text its name, or a script
    /// @param parameters in their order
    record Command(String text, boolean isScript, List<Parameter> parameters) {
        public Command {
            requireNonNull(text, "text is null");
            parameters = List.copyOf(parameters);
        }
    }

    /// A parameter of a command (2.2.3.13).
    ///
    /// @param name absent for one that counts by its place
    record Parameter(@Nullable String name, Value value) {
        public Parameter {
            requireNonNull(value, "value is null");
        }
    }

    /// An object for a pipeline (2.2.2.17).
    record PipelineInput(Value input) implements Message {}

    /// No more objects for it (2.2.2.18).
    record EndOfPipelineInput() implements Message {}

    /// An object that a pipeline gave (2.2.2.19).
    record PipelineOutput(Value output) implements Message {}

    /// An error that did not end a pipeline (2.2.2.20).
    record ErrorOutput(ErrorRecord error) implements Message {
        public ErrorOutput {
            requireNonNull(error, "error is null");
        }
    }

    /// Where a pipeline stands (2.2.2.21).
    ///
    /// @param error what ended it
    record PipelineStateChange(PipelineState state, @Nullable ErrorRecord error)
            implements Message {
        public PipelineStateChange {
            requireNonNull(state, "state is null");
        }
    }

    /// A record of another stream (2.2.2.22 to 2.2.2.26).
    record StreamRecord(Stream stream, Value content) implements Message {
        /// Which.
        public enum Stream {
            DEBUG(MessageType.DEBUG_RECORD),
            VERBOSE(MessageType.VERBOSE_RECORD),
            WARNING(MessageType.WARNING_RECORD),
            PROGRESS(MessageType.PROGRESS_RECORD),
            INFORMATION(MessageType.INFORMATION_RECORD);

            private final MessageType type;

            Stream(MessageType type) {
                this.type = type;
            }

            MessageType type() {
                return type;
            }
        }

        public StreamRecord {
            requireNonNull(stream, "stream is null");
            requireNonNull(content, "content is null");
        }
    }

    /// A method of the client's host is called (2.2.2.15, 2.2.2.27).
    ///
    /// @param ofPipeline whether by a pipeline, not by the pool
    /// @param callId of the answer; [#NO_ANSWER] = none is waited for
    /// @param method its number and its name (2.2.3.17)
    record HostCall(boolean ofPipeline, long callId, HostMethod method, List<Value> parameters)
            implements Message {
        /// The call id of methods that give nothing back.
        public static final long NO_ANSWER = -100;

        public HostCall {
            requireNonNull(method, "method is null");
            parameters = List.copyOf(parameters);
        }

        /// Whether the other end waits.
        public boolean wantsAnswer() {
            return callId != NO_ANSWER;
        }

        /// The answer that says why it was not done.
        public HostResponse refused(ErrorRecord why) {
            return new HostResponse(ofPipeline, callId, method, null, why);
        }
    }

    /// A host's answer (2.2.2.16, 2.2.2.28).
    ///
    /// @param result what the method gave back
    /// @param error why it was not done
    record HostResponse(
            boolean ofPipeline,
            long callId,
            HostMethod method,
            @Nullable Value result,
            @Nullable ErrorRecord error)
            implements Message {
        public HostResponse {
            requireNonNull(method, "method is null");
        }
    }

    /// A method of a host (2.2.3.17).
    ///
    /// @param number by which it is called
    /// @param name as it was written, empty for none
    record HostMethod(int number, String name) {
        /// Says with which exit code the client should end; nobody waits for an answer.
        public static final int SET_SHOULD_EXIT = 6;

        public HostMethod {
            requireNonNull(name, "name is null");
        }
    }

    /// One that is not known.
    @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
    record Unknown(int type, byte[] body) implements Message {}

    /// Reads what a message says.
    ///
    /// @throws PsrpException where its body is not what its type demands
    static Message of(RawMessage raw) throws PsrpException {
        return new MessageReader(raw).read();
    }

    /// As it crosses, in PowerShell's own form.
    ///
    /// @param pipeline [RawMessage#NONE] for one of the pool
    default RawMessage to(RawMessage.Destination destination, UUID pool, UUID pipeline) {
        return to(destination, pool, pipeline, Form.POWERSHELL);
    }

    /// As it crosses.
    default RawMessage to(RawMessage.Destination destination, UUID pool, UUID pipeline, Form form) {
        return MessageWriter.write(this, destination, pool, pipeline, form);
    }
}
