package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.WinRm;
import io.cloudsoft.winrm4j.client.shell.CommandLine;
import io.cloudsoft.winrm4j.client.shell.ReceiveResponse;
import io.cloudsoft.winrm4j.client.shell.Shell;
import io.cloudsoft.winrm4j.client.wsman.Locale;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.Output;
import io.github.fleetlogoff.winrm.ShellClient;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;

/// The five exchanges of a remote shell with one host, each sent once. Every failure is an
/// [ExchangeException]. For one thread.
final class WsmanClient implements ShellClient {
    // How much longer than the host may think an answer may take to arrive: the hosts and paths
    // that are slowest need
    // 10 s and more (ansible PR 78869).
    private static final Duration TRAVEL = Duration.ofSeconds(15);
    // CXF takes 60,000 ms and 30,000 ms for "nothing was set" and puts another figure there.
    private static final long UNSET_RECEIVE = 60_000;
    private static final long UNSET_CONNECT = 30_000;

    private final ShellCommand command;
    private final Client client;
    private final WinRm winrm;
    private final HTTPClientPolicy policy;
    private final AnswerGate gate;
    private final ConnectionOwner owner;
    private final Locale locale = ShellMessages.english();
    private boolean broken;

    WsmanClient(
            ShellCommand command,
            Client client,
            WinRm winrm,
            HTTPClientPolicy policy,
            AnswerGate gate,
            ConnectionOwner owner) {
        this.command = command;
        this.client = client;
        this.winrm = winrm;
        this.policy = policy;
        this.gate = gate;
        this.owner = owner;
    }

    @Override
    public String create(Duration idleTimeout, Limits limits) throws ExchangeException {
        Shell shell = ShellMessages.shell(command.environment(), idleTimeout);
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
        return id.orElseThrow(
                () -> ExchangeException.unreadable("a shell without a ShellId", null));
    }

    @Override
    public String command(String shellId, Limits limits) throws ExchangeException {
        CommandLine line = ShellMessages.commandLine(command);
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
        return id.orElseThrow(
                () -> ExchangeException.unreadable("a command without a CommandId", null));
    }

    /// winrm4j has no such message; [Winrm4jShell] lets no command with input get here.
    @Override
    public void send(String shellId, String commandId, Limits limits) {
        if (command.stdin().length > 0) {
            throw new IllegalStateException("winrm4j has no Send");
        }
    }

    @Override
    public boolean receive(String shellId, String commandId, Output output, Limits limits)
            throws ExchangeException {
        ReceiveResponse response =
                exchange(
                        limits,
                        () ->
                                winrm.receive(
                                        ShellMessages.receive(commandId),
                                        ShellMessages.RESOURCE,
                                        ShellMessages.ENVELOPE_BYTES,
                                        ShellMessages.duration(limits.operation()),
                                        locale,
                                        ShellMessages.selecting(shellId)));
        return ShellMessages.take(response, output);
    }

    @Override
    public void terminate(String shellId, String commandId, Limits limits)
            throws ExchangeException {
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

    @Override
    public void delete(String shellId, Limits limits) throws ExchangeException {
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
            ExchangeException known = CxfFailures.of(failure, gate.turnedAway());
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

    @Override
    public boolean broken() {
        return broken;
    }

    private static long millis(Duration duration, long unset) {
        long millis = Math.clamp(duration.toMillis(), 1, Integer.MAX_VALUE);
        return millis == unset ? millis - 1 : millis;
    }

    @Override
    public void close() {
        owner.leave();
        owner.abort();
        client.destroy();
    }
}
