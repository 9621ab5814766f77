package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.ExchangeException.Kind;
import io.github.fleetlogoff.winrm.Output;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.wsman.message.HostFaultException;
import io.github.fleetlogoff.winrm.wsman.message.MessageException;
import io.github.fleetlogoff.winrm.wsman.message.ShellAnswers;
import io.github.fleetlogoff.winrm.wsman.message.ShellRequests;
import java.time.Duration;
import java.time.InstantSource;

/// The exchanges of a remote shell with one host, on one connection. For one thread.
final class WsmanClient implements ShellClient {
    // How much longer than the host may think an answer may take to arrive: the hosts and paths
    // that are slowest need 10 s and more (ansible PR 78869).
    private static final Duration TRAVEL = Duration.ofSeconds(15);
    // With Base64 and the envelope around it below the 150 KB that every host takes.
    private static final int INPUT_BLOCK = 96 << 10;

    private final ShellRequests requests;
    private final Dialling dialling;
    private final InstantSource clock;
    private Link link;
    private boolean broken;

    /// Makes a connection where the last one has served.
    @FunctionalInterface
    interface Dialling {
        Link dial(Duration timeout) throws ExchangeException;
    }

    /// What becomes of an answer.
    @FunctionalInterface
    private interface Reading<T> {
        T read(byte[] answer) throws MessageException, HostFaultException;
    }

    /// What is to be sent.
    @FunctionalInterface
    private interface Writing {
        byte[] message() throws MessageException;
    }

    WsmanClient(ShellRequests requests, Dialling dialling, Link link, InstantSource clock) {
        this.requests = requireNonNull(requests, "requests is null");
        this.dialling = requireNonNull(dialling, "dialling is null");
        this.link = requireNonNull(link, "link is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public String create(ShellCommand command, Duration idleTimeout, Limits limits)
            throws ExchangeException {
        return exchange(
                limits,
                () -> requests.create(command.environment(), idleTimeout, limits.operation()),
                ShellAnswers::shellId);
    }

    @Override
    public String command(String shellId, ShellCommand command, Limits limits)
            throws ExchangeException {
        return exchange(
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
    public void send(String shellId, String commandId, byte[] stdin, Limits limits)
            throws ExchangeException {
        Deadline by = Deadline.in(limits.most(), clock);
        for (int from = 0; from < stdin.length; from += INPUT_BLOCK) {
            int first = from;
            int end = Math.min(stdin.length, from + INPUT_BLOCK);
            Limits most = new Limits(limits.connect(), limits.operation(), by.left());
            try {
                exchange(
                        most,
                        () ->
                                requests.send(
                                        shellId, commandId, stdin, first, end, limits.operation()),
                        WsmanClient::acknowledged);
            } catch (ExchangeException failure) {
                // Without a seal anybody can say it, and the command would read half of its input.
                if (!failure.isEmptySuccess() || link.mustSeal()) {
                    throw failure;
                }
            }
        }
    }

    @Override
    public boolean receive(String shellId, String commandId, Output output, Limits limits)
            throws ExchangeException {
        ShellAnswers.Received received =
                exchange(
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
        acknowledge(limits, () -> requests.terminate(shellId, commandId, limits.operation()));
    }

    @Override
    public void delete(String shellId, Limits limits) throws ExchangeException {
        acknowledge(limits, () -> requests.delete(shellId, limits.operation()));
    }

    /// Real hosts were seen to answer with 204 and no body where there is nothing to say.
    private void acknowledge(Limits limits, Writing writing) throws ExchangeException {
        try {
            exchange(limits, writing, WsmanClient::acknowledged);
        } catch (ExchangeException failure) {
            if (!failure.isEmptySuccess()) {
                throw failure;
            }
        }
    }

    private static boolean acknowledged(byte[] answer) throws MessageException, HostFaultException {
        ShellAnswers.acknowledged(answer);
        return true;
    }

    private <T> T exchange(Limits limits, Writing writing, Reading<T> reading)
            throws ExchangeException {
        byte[] message = written(writing);
        Duration wait = limits.operation().plus(TRAVEL);
        Deadline by = Deadline.in(wait.compareTo(limits.most()) < 0 ? wait : limits.most(), clock);
        try {
            if (!broken && !link.isUsable()) {
                // The host has closed it after an answer that was whole.
                link.close();
                link = dialling.dial(limits.connect());
            }
            return reading.read(link.exchange(message, by));
        } catch (HostFaultException fault) {
            throw ExchangeException.fault(fault.code(), fault.subcode(), fault);
        } catch (MessageException failure) {
            broken = true;
            throw ExchangeException.unreadable(String.valueOf(failure.getMessage()), failure);
        } catch (ExchangeException failure) {
            broken |= failure.kind() != Kind.FAULT && !failure.isEmptySuccess();
            throw failure;
        }
    }

    private static byte[] written(Writing writing) throws ExchangeException {
        try {
            return writing.message();
        } catch (MessageException failure) {
            throw ExchangeException.configuration(
                    "the command cannot be sent: it holds a character that XML has not got",
                    failure);
        }
    }

    @Override
    public boolean broken() {
        return broken;
    }

    @Override
    public void close() {
        link.close();
    }
}
