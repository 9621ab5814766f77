package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.simulator.Computer;
import io.github.fleetlogoff.simulator.wsman.WsmanRequest.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The remote shell service of one simulated host. For the server's thread only.
public final class HostService {
    /// Windows Server 2012 and later (Win32 "Quotas for remote shells").
    static final int MAX_SHELLS_PER_USER = 30;

    private static final int LONGEST_CMD_LINE = 8191;
    private static final int LONGEST_PROCESS_LINE = 32767;
    private static final Duration LEAST_SLOWNESS = Duration.ofSeconds(3);
    private static final int SLOWNESS = 10;

    private final Surroundings surroundings;
    private final Computer computer;
    private final Set<WireFault> faults;
    private final String language;
    private final Map<String, Shell> shells = HashMap.newHashMap(1);
    private final Pipelines pipelines;

    /// @param language of the messages of the service
    public HostService(
            Surroundings surroundings, Computer computer, Set<WireFault> faults, String language) {
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
        this.computer = requireNonNull(computer, "computer is null");
        this.faults = Set.copyOf(faults);
        this.language = requireNonNull(language, "language is null");
        this.pipelines = new Pipelines(surroundings, computer, this);
    }

    String computerName() {
        return computer.name();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    boolean has(WireFault wanted) {
        return faults.contains(wanted);
    }

    /// Answers a request, at once or later.
    ///
    /// @param account who is logged on
    void handle(byte[] envelope, String account, Reply reply) {
        String messageId = "";
        try {
            WsmanRequest request = surroundings.reader().read(envelope);
            messageId = request.messageId();
            dispatch(request, account, reply);
        } catch (FaultException failure) {
            String relatesTo = failure.messageId().isEmpty() ? messageId : failure.messageId();
            reply.send(500, surroundings.writer().fault(failure.fault(), relatesTo));
        }
    }

    /// Answers an Identify of somebody who has not logged on.
    ///
    /// @return empty where it is another request
    Optional<byte[]> identify(byte[] envelope) {
        try {
            return surroundings.reader().read(envelope).operation() instanceof Operation.Identify
                    ? Optional.of(surroundings.writer().identified(Optional.empty()))
                    : Optional.empty();
        } catch (FaultException _) {
            return Optional.empty();
        }
    }

    private void dispatch(WsmanRequest request, String account, Reply reply) throws FaultException {
        switch (request.operation()) {
            case Operation.Identify _ ->
                    reply.send(
                            200,
                            surroundings.writer().identified(Optional.of(surroundings.config())));
            case Operation.Get _ -> {
                if (request.resourceUri().equalsIgnoreCase(Names.CMD)) {
                    throw new FaultException(Fault.noSuchAction(), request.messageId());
                }
                boolean winrs = request.resourceUri().equalsIgnoreCase(Names.WINRS_CONFIG);
                if (!winrs) {
                    requireResource(request, Names.CONFIG);
                }
                requireRights(request);
                if (!computer.administered()) {
                    throw new FaultException(Fault.accessDenied(language), request.messageId());
                }
                reply.send(
                        200,
                        surroundings.writer().configured(request, surroundings.config(), winrs));
            }
            case Operation.OfShell operation -> dispatch(request, operation, account, reply);
        }
    }

    private static void requireResource(WsmanRequest request, String resource)
            throws FaultException {
        if (!request.resourceUri().equalsIgnoreCase(resource)) {
            throw new FaultException(Fault.noSuchResource(), request.messageId());
        }
    }

    private void requireRights(WsmanRequest request) throws FaultException {
        if (has(WireFault.DENIED)) {
            throw new FaultException(Fault.accessDenied(language), request.messageId());
        }
    }

    private void dispatch(
            WsmanRequest request, Operation.OfShell operation, String account, Reply reply)
            throws FaultException {
        AnswerWriter writer = surroundings.writer();
        switch (operation) {
            case Operation.Create create -> reply.send(200, create(request, create, account));
            case Operation.Command command -> {
                Shell shell = shell(request);
                RunningCommand started =
                        shell.pool().isPresent()
                                ? pipelines.begin(request, shell, shell.pool().get(), command)
                                : start(request, shell, command);
                reply.send(200, writer.started(request, started.id()));
            }
            case Operation.Receive receive -> receive(request, receive, reply);
            case Operation.Send send -> {
                Shell shell = shell(request);
                RunningCommand command = command(request, send.commandId());
                if (shell.pool().isPresent()) {
                    pipelines.take(request, shell, shell.pool().get(), command, send.input());
                } else {
                    computer.input(send.input(), send.last());
                }
                reply.send(200, writer.sent(request));
            }
            case Operation.Signal signal -> {
                Shell shell = shell(request);
                RunningCommand command = command(request, signal.commandId());
                if (shell.pool().isEmpty()) {
                    abort(command);
                    shell.commands().remove(command.id());
                } else if (!command.id().isEmpty()) {
                    command.readiness().ifPresent(surroundings.timers()::cancel);
                    pipelines.stop(shell, shell.pool().get(), command);
                }
                reply.send(200, writer.signalled(request));
            }
            case Operation.Delete _ -> {
                end(shell(request));
                surroundings.counts().shellDeleted();
                reply.send(200, writer.deleted(request));
            }
        }
    }

    private byte[] create(WsmanRequest request, Operation.Create create, String account)
            throws FaultException {
        Way way = Way.of(request.resourceUri(), surroundings.config().endpoints(), faults);
        if (way == Way.MISSING) {
            throw new FaultException(Fault.noSuchResource(), request.messageId());
        }
        if (way == Way.DENIED) {
            throw new FaultException(Fault.accessDenied(language), request.messageId());
        }
        requireRights(request);
        long open =
                shells.values().stream()
                        .filter(shell -> shell.owner().equalsIgnoreCase(account))
                        .count();
        if (open >= MAX_SHELLS_PER_USER) {
            throw new FaultException(Fault.tooManyShells(MAX_SHELLS_PER_USER), request.messageId());
        }
        Instant now = surroundings.clock().instant();
        Shell shell =
                way == Way.SHELL
                        ? new Shell(surroundings.freshId(), account, create, now)
                        : new Shell(pipelines.open(request, way, create), account, create, now);
        if (shells.putIfAbsent(shell.id(), shell) != null) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
        surroundings.counts().shellCreated();
        watch(shell, shell.idleTimeOut());
        return surroundings.writer().created(request, shell);
    }

    private void watch(Shell shell, Duration next) {
        shell.expireWith(
                surroundings
                        .timers()
                        .after(
                                next,
                                () -> {
                                    Duration left = shell.left(surroundings.clock().instant());
                                    if (left.isPositive()) {
                                        watch(shell, left);
                                    } else {
                                        end(shell);
                                        surroundings.counts().shellExpired();
                                    }
                                }));
    }

    private void end(Shell shell) {
        shells.remove(shell.id());
        shell.expiry().ifPresent(surroundings.timers()::cancel);
        shell.commands().values().forEach(this::abort);
        shell.commands().clear();
    }

    private void abort(RunningCommand command) {
        command.readiness().ifPresent(surroundings.timers()::cancel);
        command.release().ifPresent(this::abort);
    }

    private void abort(RunningCommand.HeldReceive held) {
        surroundings.timers().cancel(held.timeout());
        held.reply()
                .send(
                        500,
                        surroundings.writer().fault(Fault.aborted(), held.request().messageId()));
    }

    private RunningCommand start(WsmanRequest request, Shell shell, Operation.Command asked)
            throws FaultException {
        int length =
                asked.program().length()
                        + asked.arguments().stream()
                                .mapToInt(argument -> argument.length() + 1)
                                .sum();
        if (length > LONGEST_PROCESS_LINE) {
            throw new FaultException(Fault.commandLineTooLong(), request.messageId());
        }
        Computer.Reply answer =
                asked.throughCmd() && length > LONGEST_CMD_LINE
                        ? lineTooLong()
                        : computer.run(
                                asked.program(),
                                asked.arguments(),
                                shell.asked().environment(),
                                shell.owner());
        Output output =
                has(WireFault.GARBAGE)
                        ? new PrintedOutput(Garbage.from(surroundings.chance()), new byte[0])
                        : new PrintedOutput(answer.stdout(), answer.stderr());
        RunningCommand command =
                new RunningCommand(surroundings.freshId(), output, answer.exitCode());
        shell.commands().put(command.id(), command);
        command.readyWith(
                surroundings.timers().after(slowed(answer.after()), () -> ready(shell, command)));
        return command;
    }

    private static Computer.Reply lineTooLong() {
        byte[] text = "The command line is too long.\r\n".getBytes(StandardCharsets.US_ASCII);
        return new Computer.Reply(Duration.ZERO, new byte[0], text, 1);
    }

    /// As long as this host takes for what an ordinary one takes so long for.
    Duration slowed(Duration after) {
        if (!has(WireFault.SLOW)) {
            return after;
        }
        Duration slow = surroundings.think().multipliedBy(SLOWNESS);
        Duration least = slow.compareTo(LEAST_SLOWNESS) < 0 ? LEAST_SLOWNESS : slow;
        return after.compareTo(least) < 0 ? least : after;
    }

    /// What a command has to say is there: a Receive that waits for it is answered.
    void ready(Shell shell, RunningCommand command) {
        command.ready();
        command.release()
                .ifPresent(held -> {
                    surroundings.timers().cancel(held.timeout());
                    if (held.reply().open()) {
                        shell.use(surroundings.clock().instant());
                        deliver(held.request(), command, held.reply());
                    }
                });
    }

    private void receive(WsmanRequest request, Operation.Receive receive, Reply reply)
            throws FaultException {
        Shell shell = shell(request);
        if (receive.commandId().isEmpty() && shell.pool().isEmpty()) {
            throw new FaultException(Fault.badParameter(), request.messageId());
        }
        RunningCommand command = command(request, receive.commandId());
        if (command.isDone()) {
            throw new FaultException(Fault.noSuchCommand(), request.messageId());
        }
        // The pipeline runs first: a pool that cannot be opened would harm nobody.
        if (has(WireFault.DROP) && !command.id().isEmpty()) {
            reply.drop();
        } else if (command.isReady()) {
            deliver(request, command, reply);
        } else {
            command.release().ifPresent(this::abort);
            command.hold(
                    new RunningCommand.HeldReceive(
                            request,
                            reply,
                            surroundings
                                    .timers()
                                    .after(
                                            request.limits().operationTimeout(),
                                            () -> timeOut(shell, command))));
        }
    }

    private void timeOut(Shell shell, RunningCommand command) {
        command.release()
                .ifPresent(held -> {
                    shell.use(surroundings.clock().instant());
                    held.reply()
                            .send(
                                    500,
                                    surroundings
                                            .writer()
                                            .fault(Fault.timedOut(), held.request().messageId()));
                });
    }

    private void deliver(WsmanRequest request, RunningCommand command, Reply reply) {
        Output output = command.output();
        boolean nothingLeft = output.drained();
        var blocks = output.take(request.limits().maxEnvelopeSize());
        boolean ended = command.ends() && output.drained() && (nothingLeft || !output.endsApart());
        Optional<Integer> exitCode = ended ? Optional.of(command.exitCode()) : Optional.empty();
        if (exitCode.isPresent()) {
            command.finish();
        }
        reply.send(200, surroundings.writer().received(request, command.id(), blocks, exitCode));
    }

    private Shell shell(WsmanRequest request) throws FaultException {
        Shell shell = shells.get(request.shellId());
        if (shell == null || !shell.resourceUri().equalsIgnoreCase(request.resourceUri())) {
            throw new FaultException(Fault.noSuchShell(request.shellId()), request.messageId());
        }
        shell.use(surroundings.clock().instant());
        return shell;
    }

    private RunningCommand command(WsmanRequest request, String id) throws FaultException {
        RunningCommand command = shell(request).commands().get(id.toUpperCase(Locale.ROOT));
        if (command == null) {
            throw new FaultException(Fault.noSuchCommand(), request.messageId());
        }
        return command;
    }
}
