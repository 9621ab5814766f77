package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.psrp.Defragmenter;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.Message.CreatePipeline;
import io.github.fleetlogoff.psrp.PoolState;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.RunspacePool;
import io.github.fleetlogoff.psrp.clixml.Part;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The server's end of a runspace pool (MS-PSRP 3.2), over one shell.
final class ServerPool {
    private static final String VERSION = "5.1.20348.2849";

    private final String shellId;
    private final String resourceUri;
    private final Way way;
    private final boolean oneMessage;
    private final Defragmenter incoming = new Defragmenter();
    private final Fragmenter outgoing = new Fragmenter();
    private final FragmentOutput output;
    private final RunningCommand own;
    private RunspacePool state = new RunspacePool.New();
    private UUID id = RawMessage.NONE;

    /// A pipeline that a client has asked for.
    ///
    /// @param id which its messages carry
    record Asked(UUID id, CreatePipeline pipeline) {}

    /// @param shellId which a client gives to the pool too, though Windows does not insist
    /// @param way what it is opened on
    /// @param oneMessage whether a Receive brings one fragment
    ServerPool(String shellId, String resourceUri, Way way, boolean oneMessage) {
        this.shellId = shellId;
        this.resourceUri = resourceUri;
        this.way = way;
        this.oneMessage = oneMessage;
        this.output = new FragmentOutput(oneMessage);
        this.own = RunningCommand.open("", output);
    }

    String shellId() {
        return shellId;
    }

    String resourceUri() {
        return resourceUri;
    }

    Way way() {
        return way;
    }

    /// What the pool itself has to say.
    RunningCommand own() {
        return own;
    }

    /// Takes a client's first messages and says that the pool is open.
    ///
    /// @throws PsrpException where they do not open one
    void open(byte[] creation) throws PsrpException {
        for (RawMessage raw : incoming.accept(creation)) {
            if (id.equals(RawMessage.NONE)) {
                id = raw.pool();
            }
            state = state.accepted(checked(raw));
        }
        if (!(state instanceof RunspacePool.Opened)) {
            throw new PsrpException("a pool that is not opened by its first messages");
        }
        outgoing.cut(
                        Message.SessionCapability.OURS.to(
                                RawMessage.Destination.CLIENT, RawMessage.NONE, RawMessage.NONE))
                .forEach(fragment -> output.add(fragment.bytes()));
        say(new Message.ApplicationPrivateData(versions()), RawMessage.NONE, output);
        say(new Message.RunspacePoolStateChange(PoolState.OPENED, null), RawMessage.NONE, output);
    }

    /// Takes more of a client's messages; answers those of the pool.
    ///
    /// @return the pipeline that is asked for, where one is whole now
    /// @throws PsrpException where they are none, or come out of turn
    Optional<Asked> take(byte[] bytes) throws PsrpException {
        Optional<Asked> asked = Optional.empty();
        for (RawMessage raw : incoming.accept(bytes)) {
            Message message = checked(raw);
            state = state.accepted(message);
            if (message instanceof CreatePipeline pipeline) {
                asked = Optional.of(new Asked(raw.pipeline(), pipeline));
            } else if (message instanceof Message.SetRunspaces set) {
                available(new Value.Bool(set.count() > 0), set.callId());
            } else if (message instanceof Message.GetAvailableRunspaces get) {
                available(new Value.Int64(1), get.callId());
            }
        }
        return asked;
    }

    private void available(Value response, long callId) {
        say(new Message.RunspaceAvailability(response, callId), RawMessage.NONE, output);
    }

    /// A pipeline's output, which has nothing to say yet.
    FragmentOutput pipelineOutput() {
        return new FragmentOutput(oneMessage);
    }

    /// Cuts a message into fragments.
    ///
    /// @param pipeline whose message it is
    void say(Message message, UUID pipeline, FragmentOutput to) {
        outgoing.cut(message.to(RawMessage.Destination.CLIENT, id, pipeline))
                .forEach(fragment -> to.add(fragment.bytes()));
    }

    private Message checked(RawMessage raw) throws PsrpException {
        if (!raw.pool().equals(id)) {
            throw new PsrpException("a message for another pool");
        }
        return Message.of(raw);
    }

    private static Value versions() {
        Value.Composite table =
                dictionary(
                        entry("PSVersion", Value.Scalar.version(VERSION)),
                        entry("PSRemotingProtocolVersion", Value.Scalar.version("2.3")),
                        entry("SerializationVersion", Value.Scalar.version("1.1.0.1")),
                        entry("WSManStackVersion", Value.Scalar.version("3.0")),
                        entry("PSEdition", new Value.Text("Desktop")));
        return dictionary(entry("PSVersionTable", table));
    }

    private static Value.Composite dictionary(Part.Dictionary.Entry... entries) {
        return Value.Composite.of(
                new Part.TypeNames(
                        null,
                        List.of(
                                "System.Management.Automation.PSPrimitiveDictionary",
                                "System.Collections.Hashtable",
                                "System.Object")),
                new Part.Dictionary(List.of(entries)));
    }

    private static Part.Dictionary.Entry entry(String key, Value value) {
        return new Part.Dictionary.Entry(new Value.Text(key), value);
    }
}
