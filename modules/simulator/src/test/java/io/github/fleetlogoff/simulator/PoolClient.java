package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.psrp.Defragmenter;
import io.github.fleetlogoff.psrp.Fragment;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// A runspace pool over [WinRmClient], for tests.
final class PoolClient implements AutoCloseable {
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";

    private final WinRmClient http;
    private final String resource;
    private final UUID id = UUID.randomUUID();
    private final Fragmenter outgoing;
    private final Defragmenter incoming = new Defragmenter();

    /// What a pipeline came to.
    ///
    /// @param receives how many Receives it took
    record Ended(List<Message> messages, int receives) {
        PipelineState state() {
            return change().state();
        }

        String errorId() {
            var error = change().error();
            return error == null ? "" : error.errorId();
        }

        private Message.PipelineStateChange change() {
            return (Message.PipelineStateChange) messages.getLast();
        }

        List<String> output() {
            return messages.stream()
                    .filter(Message.PipelineOutput.class::isInstance)
                    .map(message -> ((Message.PipelineOutput) message).output())
                    .map(value -> value instanceof Value.Text(String text) ? text : "?")
                    .toList();
        }
    }

    /// @param fragmentBytes the most of a fragment that is sent
    PoolClient(SimulatedHost host, String endpoint, int fragmentBytes) {
        this.http = new WinRmClient(host, Fleets.USER, Fleets.PASSWORD);
        this.resource = "http://schemas.microsoft.com/powershell/" + endpoint;
        this.outgoing = new Fragmenter(fragmentBytes);
    }

    String shellId() {
        return id.toString().toUpperCase(Locale.ROOT);
    }

    WinRmClient http() {
        return http;
    }

    WinRmClient.Answer create() {
        byte[] creation =
                outgoing.together(
                        List.of(
                                Message.SessionCapability.OURS.to(
                                        RawMessage.Destination.SERVER, id, RawMessage.NONE),
                                new Message.InitRunspacePool(1, 1)
                                        .to(RawMessage.Destination.SERVER, id, RawMessage.NONE)));
        return create(creation);
    }

    WinRmClient.Answer create(byte[] creation) {
        return http.send(
                TRANSFER + "/Create",
                resource,
                "",
                "<rsp:Shell ShellId=\""
                        + shellId()
                        + "\"><rsp:InputStreams>stdin pr</rsp:InputStreams><rsp:OutputStreams>stdout</rsp:OutputStreams>"
                        + "<creationXml xmlns=\"http://schemas.microsoft.com/powershell\">"
                        + base64(creation)
                        + "</creationXml></rsp:Shell>");
    }

    /// Opens it.
    ///
    /// @return how many Receives it took
    int open() throws PsrpException {
        create();
        int receives = 0;
        while (true) {
            receives++;
            for (Message message : messages(receive(""))) {
                if (message instanceof Message.RunspacePoolStateChange) {
                    return receives;
                }
            }
        }
    }

    /// Runs a pipeline to its end.
    Ended run(Message.Command... commands) throws PsrpException {
        String command = UUID.randomUUID().toString().toUpperCase(Locale.ROOT);
        start(command, commands);
        return read(command);
    }

    void start(String command, Message.Command... commands) {
        List<Fragment> fragments =
                outgoing.cut(
                        new Message.CreatePipeline(true, List.of(commands))
                                .to(RawMessage.Destination.SERVER, id, UUID.fromString(command)));
        http.send(
                SHELL + "/Command",
                resource,
                shellId(),
                "<rsp:CommandLine CommandId=\""
                        + command
                        + "\"><rsp:Command /><rsp:Arguments>"
                        + base64(fragments.getFirst().bytes())
                        + "</rsp:Arguments></rsp:CommandLine>");
        for (Fragment fragment : fragments.subList(1, fragments.size())) {
            send("stdin", " CommandId=\"" + command + "\"", fragment.bytes());
        }
    }

    /// Sends a message of the pool.
    WinRmClient.Answer send(Message message) {
        return send(
                "pr",
                "",
                outgoing.together(
                        List.of(message.to(RawMessage.Destination.SERVER, id, RawMessage.NONE))));
    }

    private WinRmClient.Answer send(String stream, String command, byte[] bytes) {
        return http.send(
                SHELL + "/Send",
                resource,
                shellId(),
                "<rsp:Send><rsp:Stream Name=\""
                        + stream
                        + "\""
                        + command
                        + ">"
                        + base64(bytes)
                        + "</rsp:Stream></rsp:Send>");
    }

    Ended read(String command) throws PsrpException {
        List<Message> messages = new ArrayList<>();
        int receives = 0;
        while (messages.isEmpty() || !(messages.getLast() instanceof Message.PipelineStateChange)) {
            receives++;
            messages.addAll(messages(receive(" CommandId=\"" + command + "\"")));
        }
        return new Ended(messages, receives);
    }

    /// @param command empty = of the pool
    WinRmClient.Answer receive(String command) {
        return http.send(
                SHELL + "/Receive",
                resource,
                shellId(),
                "<rsp:Receive><rsp:DesiredStream"
                        + command
                        + ">stdout</rsp:DesiredStream></rsp:Receive>");
    }

    WinRmClient.Answer signal(String command, String code) {
        return http.send(
                SHELL + "/Signal",
                resource,
                shellId(),
                "<rsp:Signal CommandId=\""
                        + command
                        + "\"><rsp:Code>"
                        + code
                        + "</rsp:Code></rsp:Signal>");
    }

    List<Message> messages(WinRmClient.Answer answer) throws PsrpException {
        List<Message> messages = new ArrayList<>();
        NodeList streams = answer.xml().getElementsByTagNameNS(SHELL, "Stream");
        for (int i = 0; i < streams.getLength(); i++) {
            String text = ((Element) streams.item(i)).getTextContent();
            for (RawMessage raw : incoming.accept(Base64.getDecoder().decode(text))) {
                messages.add(Message.of(raw));
            }
        }
        return messages;
    }

    WinRmClient.Answer delete() {
        return http.send(TRANSFER + "/Delete", resource, shellId(), "");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        http.close();
    }
}
