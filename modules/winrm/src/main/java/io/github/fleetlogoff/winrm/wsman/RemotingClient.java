package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RunspacePool;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.Output;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.psrp.RunspaceTalk;
import io.github.fleetlogoff.winrm.wsman.message.PoolRequests;
import io.github.fleetlogoff.winrm.wsman.message.ShellAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The exchanges of one pipeline of PowerShell remoting with one host, on one connection: puts the
/// talk of the runspace pool into messages. For one thread.
final class RemotingClient implements ShellClient {
    // Of the little that is read before the pipeline runs.
    private static final int OPENING_LIMIT = 1 << 20;
    private static final int WORDS = 300;

    private final RunspaceTalk talk;
    private final Endpoint endpoint;
    private final PoolRequests requests;
    private final Exchanges exchanges;
    private final EndpointKnock knock;
    private List<byte[]> rest = List.of();

    RemotingClient(
            RunspaceTalk talk,
            Endpoint endpoint,
            PoolRequests requests,
            Exchanges exchanges,
            EndpointKnock knock) {
        this.talk = requireNonNull(talk, "talk is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.exchanges = requireNonNull(exchanges, "exchanges is null");
        this.knock = requireNonNull(knock, "knock is null");
    }

    @Override
    public String create(Duration idleTimeout, Limits limits) throws ExchangeException {
        byte[] opening = talk.opening();
        return exchanges.exchange(
                limits,
                () -> requests.create(talk.pool(), opening, idleTimeout, limits.operation()),
                ShellAnswers::shellId);
    }

    /// It is that of the pool, which we have chosen.
    @Override
    public Optional<String> chosenShell() {
        return Optional.of(requests.id(talk.pool()));
    }

    @Override
    public boolean isReady(String shellId, Limits limits) throws ExchangeException {
        ShellAnswers.Received received =
                exchanges.exchange(
                        limits,
                        () -> requests.receive(shellId, Optional.empty(), limits.operation()),
                        ShellAnswers::received);
        take(received, shellId, Optional.empty(), new Output(OPENING_LIMIT), limits);
        Optional<String> refusal = talk.refusal();
        if (refusal.isPresent()) {
            throw ExchangeException.configuration(
                    "the endpoint "
                            + endpoint.name()
                            + " could not be opened; look into its session configuration on the host"
                            + (refusal.get().isEmpty() ? "" : ": " + harmless(refusal.get())),
                    null);
        }
        boolean open = talk.poolState() instanceof RunspacePool.Opened;
        if (received.done() && !open) {
            throw exchanges.unreadable("a runspace pool that ends before it is open", null);
        }
        return open;
    }

    @Override
    public String command(String shellId, Limits limits) throws ExchangeException {
        List<byte[]> fragments = talk.start();
        rest = fragments.subList(1, fragments.size());
        return exchanges.exchange(
                limits,
                () ->
                        requests.command(
                                shellId, talk.pipeline(), fragments.getFirst(), limits.operation()),
                ShellAnswers::commandId);
    }

    @Override
    public void send(String shellId, String commandId, Limits limits) throws ExchangeException {
        Deadline by = exchanges.in(limits.most());
        for (byte[] fragment : rest) {
            send(shellId, Optional.of(commandId), "stdin", fragment, within(limits, by));
        }
        rest = List.of();
    }

    @Override
    public boolean receive(String shellId, String commandId, Output output, Limits limits)
            throws ExchangeException {
        Optional<String> command = Optional.of(commandId);
        ShellAnswers.Received received =
                exchanges.exchange(
                        limits,
                        () -> requests.receive(shellId, command, limits.operation()),
                        ShellAnswers::received);
        take(received, shellId, command, output, limits);
        if (received.done() && !talk.hasEnded()) {
            throw exchanges.unreadable("a pipeline that ends without a state", null);
        }
        return !received.blocks().isEmpty();
    }

    private void take(
            ShellAnswers.Received received,
            String shellId,
            Optional<String> commandId,
            Output output,
            Limits limits)
            throws ExchangeException {
        Deadline by = exchanges.in(limits.most());
        List<RunspaceTalk.Reply> replies = new ArrayList<>(0);
        for (ShellAnswers.Block block : received.blocks()) {
            replies.addAll(taken(block.bytes(), output));
        }
        // Of what has ended nobody waits any more, and its answer must not be lost to a fault.
        for (RunspaceTalk.Reply reply : talk.hasEnded() ? List.<RunspaceTalk.Reply>of() : replies) {
            send(
                    shellId,
                    reply.ofPipeline() ? commandId : Optional.empty(),
                    "pr",
                    reply.fragment(),
                    within(limits, by));
        }
    }

    private List<RunspaceTalk.Reply> taken(byte[] bytes, Output output) throws ExchangeException {
        try {
            return talk.take(bytes, output);
        } catch (PsrpException failure) {
            throw exchanges.unreadable(String.valueOf(failure.getMessage()), failure);
        }
    }

    private void send(
            String shellId,
            Optional<String> commandId,
            String stream,
            byte[] fragment,
            Limits limits)
            throws ExchangeException {
        exchanges.deliver(
                limits,
                () -> requests.send(shellId, commandId, stream, fragment, limits.operation()));
    }

    private static Limits within(Limits limits, Deadline by) {
        return new Limits(limits.connect(), limits.operation(), by.left());
    }

    /// One that has ended needs no signal.
    @Override
    public void terminate(String shellId, String commandId, Limits limits)
            throws ExchangeException {
        if (!talk.hasEnded()) {
            exchanges.acknowledge(
                    limits, () -> requests.stop(shellId, commandId, limits.operation()));
        }
    }

    @Override
    public void delete(String shellId, Limits limits) throws ExchangeException {
        exchanges.acknowledge(limits, () -> requests.delete(shellId, limits.operation()));
    }

    @Override
    public Knocked knock(Endpoint endpoint, Limits limits) throws ExchangeException {
        return knock.on(endpoint, limits);
    }

    @Override
    public boolean broken() {
        return exchanges.broken();
    }

    @Override
    public void close() {
        exchanges.close();
    }

    /// The first words of a host's text on one line, nothing in them that a terminal acts on.
    private static String harmless(String text) {
        StringBuilder words = new StringBuilder();
        text.codePoints()
                .limit(WORDS)
                .map(point ->
                        switch (Character.getType(point)) {
                            case Character.CONTROL, Character.LINE_SEPARATOR -> ' ';
                            case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE ->
                                    '?';
                            default -> point;
                        })
                .forEach(words::appendCodePoint);
        return words.toString();
    }
}
