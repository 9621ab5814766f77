package io.github.fleetlogoff.winrm.wsman.message;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The messages that carry a runspace pool and its pipelines on one host, in UTF-8 ([MS-PSRP]
/// 3.1.5.3; what of PSRP is in them is bytes here). Immutable.
public final class PoolRequests {
    private final Envelope.Service service;

    /// @param to the address of its WinRM service
    /// @param configuration the name of the session configuration
    public PoolRequests(String to, String configuration) {
        this.service =
                new Envelope.Service(
                        requireNonNull(to, "to is null"), Names.POWERSHELL + "/" + configuration);
    }

    /// Creates the shell that is the pool.
    ///
    /// @param pool its id, which is that of the shell
    /// @param opening the fragments that open it
    /// @param idleTimeout after which the host deletes it by itself
    /// @param timeout how long the host may think; so of all messages
    public Message create(UUID pool, byte[] opening, Duration idleTimeout, Duration timeout)
            throws MessageException {
        String block = Base64.getEncoder().encodeToString(opening);
        return Envelope.begin(Action.CREATE, service, timeout, block.length())
                .options("protocolversion", "2.3")
                .body()
                .open("Shell")
                .attribute("ShellId", id(pool))
                .attribute("Name", "fleet-logoff")
                .shell("InputStreams", "stdin pr")
                .shell("OutputStreams", "stdout")
                .shell("IdleTimeOut", Envelope.duration(idleTimeout))
                .foreign("creationXml", Names.POWERSHELL, block)
                .close()
                .message();
    }

    /// Starts a pipeline.
    ///
    /// @param first the first fragment of what creates it
    public Message command(String shellId, UUID pipeline, byte[] first, Duration timeout)
            throws MessageException {
        String block = Base64.getEncoder().encodeToString(first);
        return Envelope.begin(Action.COMMAND, service, timeout, block.length())
                .selecting(shellId)
                .options("WINRS_SKIP_CMD_SHELL", "FALSE")
                .body()
                .open("CommandLine")
                .attribute("CommandId", id(pipeline))
                .shell("Command", "")
                .shell("Arguments", block)
                .close()
                .message();
    }

    /// Hands a fragment over.
    ///
    /// @param commandId of the pipeline, empty for the pool
    /// @param stream `stdin`, or `pr` for answers of the host
    public Message send(
            String shellId,
            Optional<String> commandId,
            String stream,
            byte[] fragment,
            Duration timeout)
            throws MessageException {
        String block = Base64.getEncoder().encodeToString(fragment);
        Envelope envelope =
                Envelope.begin(Action.SEND, service, timeout, block.length())
                        .selecting(shellId)
                        .body()
                        .open("Send")
                        .open("Stream")
                        .attribute("Name", stream);
        if (commandId.isPresent()) {
            envelope.attribute("CommandId", commandId.get());
        }
        return envelope.characters(block).close().close().message();
    }

    /// Asks for what there is to read.
    ///
    /// @param commandId of the pipeline, empty for the pool
    public Message receive(String shellId, Optional<String> commandId, Duration timeout)
            throws MessageException {
        Envelope envelope =
                Envelope.begin(Action.RECEIVE, service, timeout)
                        .selecting(shellId)
                        .options("WSMAN_CMDSHELL_OPTION_KEEPALIVE", "TRUE")
                        .body()
                        .open("Receive")
                        .open("DesiredStream");
        if (commandId.isPresent()) {
            envelope.attribute("CommandId", commandId.get());
        }
        return envelope.characters("stdout").close().close().message();
    }

    /// Stops a pipeline.
    public Message stop(String shellId, String commandId, Duration timeout)
            throws MessageException {
        return Envelope.signal(service, shellId, commandId, Names.STOP_PIPELINE, timeout);
    }

    /// Deletes the pool.
    public Message delete(String shellId, Duration timeout) throws MessageException {
        return Envelope.deletion(service, shellId, timeout);
    }

    /// An id as it stands in a message.
    public String id(UUID id) {
        return id.toString().toUpperCase(Locale.ROOT);
    }
}
