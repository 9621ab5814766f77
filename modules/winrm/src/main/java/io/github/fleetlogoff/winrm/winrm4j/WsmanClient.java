package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.WinRm;
import io.cloudsoft.winrm4j.client.shell.CommandLine;
import io.cloudsoft.winrm4j.client.shell.ReceiveResponse;
import io.cloudsoft.winrm4j.client.shell.Shell;
import io.cloudsoft.winrm4j.client.wsman.Locale;
import io.github.fleetlogoff.winrm.ExchangeException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;

/// The five exchanges of a remote shell with one host, each sent once. Every failure is an
/// [ExchangeException]. For one thread.
final class WsmanClient implements AutoCloseable {
    // How much longer than the host may think an answer may take to arrive: the hosts and paths
    // that are slowest need
    // 10 s and more (ansible PR 78869).
    private static final Duration TRAVEL = Duration.ofSeconds(15);
    // CXF takes 60,000 ms and 30,000 ms for "nothing was set" and puts another figure there.
    private static final long UNSET_RECEIVE = 60_000;
    private static final long UNSET_CONNECT = 30_000;

    private final Client client;
    private final WinRm winrm;
    private final HTTPClientPolicy policy;
    private final AnswerGate gate;
    private final ConnectionOwner owner;
    private final Locale locale = ShellMessages.english();
    private boolean broken;

    WsmanClient(
            Client client,
            WinRm winrm,
            HTTPClientPolicy policy,
            AnswerGate gate,
            ConnectionOwner owner) {
        this.client = client;
        this.winrm = winrm;
        this.policy = policy;
        this.gate = gate;
        this.owner = owner;
    }

    /// How long one exchange may take.
    ///
    /// @param connect for opening a connection, should the pooled one be gone
    /// @param operation how long the host may think
    /// @param most for the whole exchange
    record Limits(Duration connect, Duration operation, Duration most) {}

    /// Creates a shell and says its id.
    String create(Shell shell, Limits limits) throws ExchangeException {
        Optional<String> id =
                exchange(
                        limits,
                        () ->
                                ShellMessages.shellId(
                                        winrm.create(
                                                shell,
                                                ShellMessages.RESOURCE,
                                                ShellMessages.ENVELOPE_BYTES,
                                                ShellMessages.duration(limits.operation()),
                                                locale,
                                                ShellMessages.shellOptions())));
        return id.orElseThrow(() -> ExchangeException.incomplete("a shell without a ShellId"));
    }

    /// Starts a command and says its id. Never called twice in a conversation.
    String command(String shellId, CommandLine line, Limits limits) throws ExchangeException {
        Optional<String> id =
                exchange(
                        limits,
                        () ->
                                Optional.ofNullable(
                                        winrm.command(
                                                        line,
                                                        ShellMessages.RESOURCE,
                                                        ShellMessages.ENVELOPE_BYTES,
                                                        ShellMessages.duration(limits.operation()),
                                                        locale,
                                                        ShellMessages.selecting(shellId),
                                                        ShellMessages.commandOptions())
                                                .getCommandId()));
        return id.orElseThrow(() -> ExchangeException.incomplete("a command without a CommandId"));
    }

    /// Reads what a command has printed since the last time.
    ReceiveResponse receive(String shellId, String commandId, Limits limits)
            throws ExchangeException {
        return exchange(
                limits,
                () ->
                        winrm.receive(
                                ShellMessages.receive(commandId),
                                ShellMessages.RESOURCE,
                                ShellMessages.ENVELOPE_BYTES,
                                ShellMessages.duration(limits.operation()),
                                locale,
                                ShellMessages.selecting(shellId)));
    }

    /// Ends a command, as it must be also where it is done (MS-WSMV 3.1.4.14).
    void terminate(String shellId, String commandId, Limits limits) throws ExchangeException {
        tolerateEmpty(
                limits,
                () ->
                        winrm.signal(
                                ShellMessages.terminate(commandId),
                                ShellMessages.RESOURCE,
                                ShellMessages.ENVELOPE_BYTES,
                                ShellMessages.duration(limits.operation()),
                                locale,
                                ShellMessages.selecting(shellId)));
    }

    /// Deletes a shell and lets go of the connection.
    void delete(String shellId, Limits limits) throws ExchangeException {
        owner.leave();
        tolerateEmpty(
                limits,
                () ->
                        winrm.delete(
                                ShellMessages.RESOURCE,
                                ShellMessages.ENVELOPE_BYTES,
                                ShellMessages.duration(limits.operation()),
                                locale,
                                ShellMessages.selecting(shellId)));
    }

    /// Real hosts were seen to answer the closing messages with 204 and no body.
    private void tolerateEmpty(Limits limits, Runnable call) throws ExchangeException {
        try {
            exchange(
                    limits,
                    () -> {
                        call.run();
                        return true;
                    });
        } catch (ExchangeException failure) {
            if (!failure.isEmptySuccess()) {
                throw failure;
            }
        }
    }

    private <T> T exchange(Limits limits, Supplier<T> call) throws ExchangeException {
        gate.open();
        Duration wait = limits.operation().plus(TRAVEL);
        Duration receive = wait.compareTo(limits.most()) < 0 ? wait : limits.most();
        policy.setReceiveTimeout(millis(receive, UNSET_RECEIVE));
        policy.setConnectionTimeout(millis(limits.connect(), UNSET_CONNECT));
        policy.setConnectionRequestTimeout(millis(limits.connect(), UNSET_CONNECT));
        awaitConnection(receive);
        try {
            return call.get();
        } catch (RuntimeException failure) {
            ExchangeException known = ExchangeException.of(failure, gate.turnedAway());
            broken |= known.kind() != ExchangeException.Kind.FAULT;
            throw known;
        }
    }

    private void awaitConnection(Duration most) throws ExchangeException {
        try {
            if (owner.awaitRelease(most)) {
                return;
            }
            broken = true;
            throw ExchangeException.neverSent(new ConnectException("the last exchange goes on"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw ExchangeException.neverSent(new ConnectException("interrupted"));
        }
    }

    /// Whether an exchange ended in a way that leaves the connection or its keys of no use.
    boolean broken() {
        return broken;
    }

    private static long millis(Duration duration, long unset) {
        long millis = Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
        return millis == unset ? millis - 1 : millis;
    }

    /// Closes a connection that still waits for an answer.
    @Override
    public void close() {
        owner.leave();
        owner.abort();
        client.destroy();
    }
}
