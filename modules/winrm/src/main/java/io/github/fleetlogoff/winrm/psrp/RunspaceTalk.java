package io.github.fleetlogoff.winrm.psrp;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.psrp.Defragmenter;
import io.github.fleetlogoff.psrp.ErrorRecord;
import io.github.fleetlogoff.psrp.Fragment;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.MessageType;
import io.github.fleetlogoff.psrp.Pipeline;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.RawMessage.Destination;
import io.github.fleetlogoff.psrp.RunspacePool;
import io.github.fleetlogoff.psrp.clixml.Value;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.ShellOutcome.RemoteError;
import io.github.fleetlogoff.winrm.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A runspace pool in which one pipeline runs, seen by its client. For one thread.
public final class RunspaceTalk {
    // What a host answers that a person might be asked by: there is none.
    private static final ErrorRecord NOBODY =
            new ErrorRecord(
                    "nobody is there to be asked",
                    "System.Management.Automation.Host.HostException",
                    "NoHost",
                    0,
                    "NotSpecified: (:) [], HostException");

    // Of a message's type.
    private static final int FAMILY = 16;
    private static final int OF_SESSION = 1;
    private static final int OF_PIPELINE = 4;

    private static final Set<MessageType> IDLE =
            Set.of(
                    MessageType.APPLICATION_PRIVATE_DATA,
                    MessageType.USER_EVENT,
                    MessageType.DEBUG_RECORD,
                    MessageType.VERBOSE_RECORD,
                    MessageType.WARNING_RECORD,
                    MessageType.PROGRESS_RECORD,
                    MessageType.INFORMATION_RECORD);

    private final PipelineCommand command;
    private final UUID pool;
    private final UUID pipeline;
    private final Fragmenter fragmenter = new Fragmenter();
    private final Defragmenter defragmenter = new Defragmenter();
    private RunspacePool poolState = new RunspacePool.New();
    private Pipeline pipelineState = new Pipeline.Running();
    private boolean started;
    private @Nullable UUID poolSeen;
    private @Nullable UUID pipelineSeen;

    /// What is to be sent on the stream `pr`.
    ///
    /// @param ofPipeline whether for the pipeline, not for the pool
    @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
    public record Reply(boolean ofPipeline, byte[] fragment) {}

    /// @param pool the id of the pool, which must be that of its shell
    public RunspaceTalk(PipelineCommand command, UUID pool, UUID pipeline) {
        this.command = requireNonNull(command, "command is null");
        this.pool = requireNonNull(pool, "pool is null");
        this.pipeline = requireNonNull(pipeline, "pipeline is null");
    }

    public UUID pool() {
        return pool;
    }

    public UUID pipeline() {
        return pipeline;
    }

    /// What opens the pool: what we speak, and that it is to be opened.
    public byte[] opening() {
        return fragmenter.together(
                List.of(
                        ofPool(Message.SessionCapability.OURS),
                        ofPool(new Message.InitRunspacePool(1, 1))));
    }

    /// What starts the pipeline, at least one fragment.
    public List<byte[]> start() {
        started = true;
        return fragmenter.cut(created().to(Destination.SERVER, pool, pipeline)).stream()
                .map(Fragment::bytes)
                .toList();
    }

    private Message created() {
        List<Message.Parameter> parameters = new ArrayList<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(command.parameters()).entrySet()) {
            parameters.add(new Message.Parameter(entry.getKey(), new Value.Text(entry.getValue())));
        }
        for (String name : new TreeSet<>(command.switches())) {
            parameters.add(new Message.Parameter(name, new Value.Bool(true)));
        }
        return new Message.CreatePipeline(
                true, List.of(new Message.Command(command.text(), command.script(), parameters)));
    }

    private RawMessage ofPool(Message message) {
        return message.to(Destination.SERVER, pool, RawMessage.NONE);
    }

    /// Where the pool stands.
    public RunspacePool poolState() {
        return poolState;
    }

    /// Whether the pipeline, or the pool with it, has ended.
    public boolean hasEnded() {
        return pipelineState.hasEnded()
                || poolState instanceof RunspacePool.Closed
                || poolState instanceof RunspacePool.Broken;
    }

    /// Takes in what the host has sent.
    ///
    /// @return what the host waits for: calls of a client's own host are refused, never left open
    /// @throws PsrpException for what is no PSRP; the talk is of no use then
    public List<Reply> take(byte[] bytes, Output output) throws PsrpException {
        List<Reply> replies = new ArrayList<>(0);
        for (RawMessage raw : defragmenter.accept(bytes)) {
            if (raw.destination() != Destination.CLIENT) {
                throw new PsrpException("a message for another end");
            }
            if (isOfNoPipeline(raw)) {
                continue;
            }
            requireOurs(raw);
            if (!isIdle(raw)) {
                take(raw, Message.of(raw), output, replies);
            }
        }
        return replies;
    }

    /// Whether it is of a pipeline that no client began: PowerShell runs the startup script of an
    /// endpoint in one with an empty id, before the pool is open, and sends its states and records.
    /// They neither answer nor end ours.
    private static boolean isOfNoPipeline(RawMessage raw) {
        return raw.type() >>> FAMILY == OF_PIPELINE && raw.pipeline().equals(RawMessage.NONE);
    }

    /// Whether nobody here acts on it: a warning that cannot be read must not cost the answer.
    private static boolean isIdle(RawMessage raw) {
        return MessageType.of(raw.type()).filter(IDLE::contains).isPresent();
    }

    /// All of them must be of one pool and one pipeline, that are ours by the shell and the command
    /// they were asked for with. Which ids those have is what the first says: hosts may go by
    /// others than we named. The messages of the session (2.2.1, first of the types) may name none.
    private void requireOurs(RawMessage raw) throws PsrpException {
        int family = raw.type() >>> FAMILY;
        if (family != OF_SESSION || !raw.pool().equals(RawMessage.NONE)) {
            poolSeen = same(poolSeen, raw.pool(), "runspace pool");
        }
        if (family == OF_PIPELINE) {
            if (!started) {
                throw new PsrpException("a message of a pipeline before there is one");
            }
            pipelineSeen = same(pipelineSeen, raw.pipeline(), "pipeline");
        }
    }

    private static UUID same(@Nullable UUID seen, UUID id, String what) throws PsrpException {
        if (id.equals(RawMessage.NONE)) {
            throw new PsrpException("a message of no " + what);
        }
        if (seen != null && !seen.equals(id)) {
            throw new PsrpException("a message of another " + what);
        }
        return id;
    }

    private void take(RawMessage raw, Message message, Output output, List<Reply> replies)
            throws PsrpException {
        switch (message) {
            case Message.PipelineOutput(Value value) -> {
                pipelineState = pipelineState.received(message);
                output.addObject(text(value));
            }
            case Message.ErrorOutput(ErrorRecord error) -> {
                pipelineState = pipelineState.received(message);
                output.addError(remote(error));
            }
            case Message.PipelineStateChange _ -> {
                pipelineState = pipelineState.received(message);
                switch (pipelineState) {
                    case Pipeline.Running _ -> {}
                    case Pipeline.Completed _ -> output.endPipeline(true);
                    case Pipeline.Failed(ErrorRecord error) -> ended(error, output);
                    case Pipeline.Stopped(ErrorRecord error) -> ended(error, output);
                }
            }
            case Message.HostCall call -> {
                if (call.wantsAnswer()) {
                    RawMessage refusal =
                            call.refused(NOBODY).to(Destination.SERVER, raw.pool(), raw.pipeline());
                    fragmenter
                            .cut(refusal)
                            .forEach(fragment ->
                                    replies.add(new Reply(call.ofPipeline(), fragment.bytes())));
                }
            }
            case Message.RunspacePoolStateChange _ -> {
                poolState = poolState.received(message);
                if (!pipelineState.hasEnded()) {
                    endWithPool(output);
                }
            }
            // None of the others ends anything.
            default -> poolState = poolState.received(message);
        }
    }

    /// What ends after the pipeline took nothing from it.
    private void endWithPool(Output output) {
        switch (poolState) {
            case RunspacePool.Broken(ErrorRecord error) -> ended(error, output);
            case RunspacePool.Closed _ -> ended(null, output);
            case RunspacePool.New _, RunspacePool.Negotiated _, RunspacePool.Opened _ -> {}
        }
    }

    private static void ended(@Nullable ErrorRecord error, Output output) {
        if (error != null) {
            output.addError(remote(error));
        }
        output.endPipeline(false);
    }

    private static RemoteError remote(ErrorRecord error) {
        return new RemoteError(error.message(), error.errorId());
    }

    /// The text of an object; of what is no text what it says of itself.
    private static String text(Value value) {
        return switch (value) {
            case Value.Text(String text) -> text;
            case Value.Composite composite ->
                    composite.primitive().map(RunspaceTalk::text).or(composite::label).orElse("");
            case Value.Scalar(String _, String text) -> text;
            case Value.Bool(boolean truth) -> Boolean.toString(truth);
            case Value.Int32(int number) -> Integer.toString(number);
            case Value.Int64(long number) -> Long.toString(number);
            case Value.Nil _, Value.Reference _, Value.Opaque _ -> "";
        };
    }

    /// Why the pool cannot be opened any more, empty where it still may be.
    public Optional<String> refusal() {
        return switch (poolState) {
            case RunspacePool.Broken(ErrorRecord error) ->
                    Optional.of(error == null ? "" : error.message());
            case RunspacePool.Closed _ -> Optional.of("");
            case RunspacePool.New _, RunspacePool.Negotiated _, RunspacePool.Opened _ ->
                    Optional.empty();
        };
    }
}
