package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.simulator.Computer;
import io.github.fleetlogoff.simulator.wsman.WsmanRequest.Operation;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// Runspace pools and pipelines of one simulated host: what PowerShell remoting adds to a shell.
/// For the server's thread only.
final class Pipelines {
    private final Surroundings surroundings;
    private final Computer computer;
    private final HostService host;

    Pipelines(Surroundings surroundings, Computer computer, HostService host) {
        this.surroundings = surroundings;
        this.computer = computer;
        this.host = host;
    }

    /// The pool that a Create asks for.
    ServerPool open(WsmanRequest request, Way way, Operation.Create create) throws FaultException {
        Operation.Pool asked = create.pool();
        if (asked == null || asked.shellId().isEmpty()) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
        try {
            ServerPool pool =
                    new ServerPool(
                            asked.shellId(),
                            request.resourceUri(),
                            way,
                            surroundings.config().endpoints().oneMessage());
            pool.open(asked.creation());
            return pool;
        } catch (PsrpException _) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
    }

    /// Begins a pipeline; it starts as soon as all fragments of its message are there.
    RunningCommand begin(
            WsmanRequest request, Shell shell, ServerPool pool, Operation.Command asked)
            throws FaultException {
        String id = asked.id().isEmpty() ? surroundings.freshId() : asked.id();
        if (shell.commands().containsKey(id)) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
        RunningCommand command = RunningCommand.open(id, pool.pipelineOutput());
        byte[] fragments;
        try {
            fragments = Base64.getDecoder().decode(String.join("", asked.arguments()).strip());
        } catch (IllegalArgumentException _) {
            throw new FaultException(Fault.badSchema(), request.messageId());
        }
        shell.commands().put(id, command);
        take(request, shell, pool, command, fragments);
        return command;
    }

    /// Takes fragments; a pipeline that is whole by them runs.
    ///
    /// @param command what they came for
    void take(
            WsmanRequest request,
            Shell shell,
            ServerPool pool,
            RunningCommand command,
            byte[] fragments)
            throws FaultException {
        try {
            Optional<ServerPool.Asked> asked = pool.take(fragments);
            if (asked.isPresent() && command.output() instanceof FragmentOutput output) {
                run(shell, pool, command, output, asked.get());
            }
        } catch (PsrpException _) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
        if (pool.own().isReady()) {
            host.ready(shell, pool.own());
        }
    }

    private void run(
            Shell shell,
            ServerPool pool,
            RunningCommand command,
            FragmentOutput output,
            ServerPool.Asked asked) {
        output.of(asked.id());
        PipelineAnswer answer =
                PipelineAnswer.of(asked.pipeline(), pool.way(), computer, shell.owner());
        if (host.has(WireFault.GARBAGE)) {
            output.add(Garbage.from(surroundings.chance()));
        } else {
            answer.messages().forEach(message -> pool.say(message, asked.id(), output));
        }
        ready(shell, command, host.slowed(answer.after()));
    }

    private void ready(Shell shell, RunningCommand command, Duration after) {
        command.readyWith(surroundings.timers().after(after, () -> host.ready(shell, command)));
    }

    /// Stops a pipeline that has not ended; what it had to say is lost.
    void stop(Shell shell, ServerPool pool, RunningCommand command) {
        if (!command.isReady() && command.output() instanceof FragmentOutput output) {
            output.clear();
            pool.say(
                    new Message.PipelineStateChange(PipelineState.STOPPED, null),
                    output.pipeline().orElse(RawMessage.NONE),
                    output);
            ready(shell, command, Duration.ZERO);
        }
    }
}
