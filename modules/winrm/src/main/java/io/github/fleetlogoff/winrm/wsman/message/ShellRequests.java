package io.github.fleetlogoff.winrm.wsman.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The messages of a remote shell on one host, in UTF-8. Immutable.
public final class ShellRequests {
    private final Envelope.Service service;
    private final FleetTexts texts;

    /// @param to the address of its WinRM service
    /// @param texts those that go to other hosts as well
    public ShellRequests(String to, FleetTexts texts) {
        this.service = new Envelope.Service(requireNonNull(to, "to is null"), Names.RESOURCE);
        this.texts = requireNonNull(texts, "texts is null");
    }

    /// Creates a shell (3.1.4.5.2) without a profile, with the code page UTF-8.
    ///
    /// @param environment its variables
    /// @param idleTimeout after which the host deletes it by itself; Windows takes 60 s at the
    ///   least
    /// @param timeout how long the host may think; so of all messages
    /// @throws MessageException where a variable has characters that XML has not got
    public Message create(Map<String, String> environment, Duration idleTimeout, Duration timeout)
            throws MessageException {
        int room = 0;
        for (String value : environment.values()) {
            room += FleetTexts.isLong(value) ? 0 : 2 * value.length();
        }
        Envelope envelope =
                Envelope.begin(Action.CREATE, service, timeout, room)
                        .options("WINRS_NOPROFILE", "TRUE", "WINRS_CODEPAGE", "65001")
                        .body()
                        .open("Shell")
                        .shell("InputStreams", "stdin")
                        .shell("OutputStreams", "stdout stderr")
                        .shell("IdleTimeOut", Envelope.duration(idleTimeout));
        if (!environment.isEmpty()) {
            envelope.open("Environment");
            List<Map.Entry<String, String>> variables = new ArrayList<>(environment.entrySet());
            variables.sort((one, other) -> one.getKey().compareTo(other.getKey()));
            for (Map.Entry<String, String> variable : variables) {
                envelope.variable(variable.getKey(), variable.getValue(), texts);
            }
            envelope.close();
        }
        return envelope.close().message();
    }

    /// Starts a program (3.1.4.11) as it is: no cmd.exe reads the line before.
    ///
    /// @param hasInput whether it is given a pipe as its standard input, not a console
    public Message command(
            String shellId,
            String program,
            List<String> arguments,
            boolean hasInput,
            Duration timeout)
            throws MessageException {
        Envelope envelope =
                Envelope.begin(Action.COMMAND, service, timeout)
                        .selecting(shellId)
                        .options(
                                "WINRS_CONSOLEMODE_STDIN",
                                hasInput ? "FALSE" : "TRUE",
                                "WINRS_SKIP_CMD_SHELL",
                                "TRUE")
                        .body()
                        .open("CommandLine")
                        .shell("Command", program);
        for (String argument : arguments) {
            envelope.shell("Arguments", argument);
        }
        return envelope.close().message();
    }

    /// Hands input over (3.1.4.13).
    ///
    /// @param from the first of the bytes that go out with this message
    /// @param end one behind the last
    public Message send(
            String shellId, String commandId, byte[] input, int from, int end, Duration timeout)
            throws MessageException {
        String block = Base64.getEncoder().encodeToString(Arrays.copyOfRange(input, from, end));
        Envelope envelope =
                Envelope.begin(Action.SEND, service, timeout, block.length())
                        .selecting(shellId)
                        .body()
                        .open("Send")
                        .open("Stream")
                        .attribute("Name", "stdin")
                        .attribute("CommandId", commandId);
        if (end == input.length) {
            envelope.attribute("End", "true");
        }
        return envelope.characters(block).close().close().message();
    }

    /// Asks for what a command has printed (3.1.4.14).
    public Message receive(String shellId, String commandId, Duration timeout)
            throws MessageException {
        return Envelope.begin(Action.RECEIVE, service, timeout)
                .selecting(shellId)
                .body()
                .open("Receive")
                .open("DesiredStream")
                .attribute("CommandId", commandId)
                .characters("stdout stderr")
                .close()
                .close()
                .message();
    }

    /// Ends a command (3.1.4.12).
    public Message terminate(String shellId, String commandId, Duration timeout)
            throws MessageException {
        return Envelope.signal(service, shellId, commandId, Names.TERMINATE, timeout);
    }

    /// Reads what the host allows remote shells (WS-Transfer Get; 2.2.4.42).
    public Message quota(Duration timeout) throws MessageException {
        return Envelope.begin(
                        Action.GET, new Envelope.Service(service.to(), Names.WINRS_CONFIG), timeout)
                .body()
                .message();
    }

    /// Deletes a shell (3.1.4.4).
    public Message delete(String shellId, Duration timeout) throws MessageException {
        return Envelope.deletion(service, shellId, timeout);
    }
}
