package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellQuota;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.Output;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.wsman.message.ShellAnswers;
import io.github.fleetlogoff.winrm.wsman.message.ShellRequests;
import java.time.Duration;
import java.util.Optional;

/// The exchanges of a remote shell with one host, on one connection. For one thread.
final class WsmanClient implements ShellClient {
    // With Base64 and the envelope around it below the 150 KB that every host takes.
    private static final int INPUT_BLOCK = 96 << 10;

    private final ShellCommand command;
    private final ShellRequests requests;
    private final Exchanges exchanges;
    private final EndpointKnock knock;

    WsmanClient(
            ShellCommand command,
            ShellRequests requests,
            Exchanges exchanges,
            EndpointKnock knock) {
        this.command = requireNonNull(command, "command is null");
        this.requests = requireNonNull(requests, "requests is null");
        this.exchanges = requireNonNull(exchanges, "exchanges is null");
        this.knock = requireNonNull(knock, "knock is null");
    }

    @Override
    public String create(Duration idleTimeout, Limits limits) throws ExchangeException {
        return exchanges.exchange(
                limits,
                () -> requests.create(command.environment(), idleTimeout, limits.operation()),
                ShellAnswers::shellId);
    }

    @Override
    public String command(String shellId, Limits limits) throws ExchangeException {
        return exchanges.exchange(
                limits,
                () ->
                        requests.command(
                                shellId,
                                command.program(),
                                command.arguments(),
                                command.stdin().length > 0,
                                limits.operation()),
                ShellAnswers::commandId);
    }

    @Override
    public void send(String shellId, String commandId, Limits limits) throws ExchangeException {
        byte[] stdin = command.stdin();
        Deadline by = exchanges.in(limits.most());
        for (int from = 0; from < stdin.length; from += INPUT_BLOCK) {
            int first = from;
            int end = Math.min(stdin.length, from + INPUT_BLOCK);
            exchanges.deliver(
                    new Limits(limits.connect(), limits.operation(), by.left()),
                    () -> requests.send(shellId, commandId, stdin, first, end, limits.operation()));
        }
    }

    @Override
    public boolean receive(String shellId, String commandId, Output output, Limits limits)
            throws ExchangeException {
        ShellAnswers.Received received =
                exchanges.exchange(
                        limits,
                        () -> requests.receive(shellId, commandId, limits.operation()),
                        ShellAnswers::received);
        for (ShellAnswers.Block block : received.blocks()) {
            output.add(block.stream(), block.bytes());
        }
        if (received.done()) {
            output.end(received.exitCode());
        }
        return received.done() || !received.blocks().isEmpty();
    }

    @Override
    public void terminate(String shellId, String commandId, Limits limits)
            throws ExchangeException {
        exchanges.acknowledge(
                limits, () -> requests.terminate(shellId, commandId, limits.operation()));
    }

    @Override
    public Optional<ShellQuota> quota(Limits limits) throws ExchangeException {
        exchanges.stay();
        return Optional.of(
                exchanges.exchange(
                        limits, () -> requests.quota(limits.operation()), ShellAnswers::quota));
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
}
