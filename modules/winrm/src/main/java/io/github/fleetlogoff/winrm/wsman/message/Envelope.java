package io.github.fleetlogoff.winrm.wsman.message;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// One SOAP message that is being written. For one thread.
final class Envelope {
    // What is the same in all of them is written once: the pieces between the texts of the header.
    private static final byte[] BEFORE_TO =
            Markup.ascii(
                    "<s:Envelope xmlns:s=\""
                            + Names.SOAP
                            + "\" xmlns:a=\""
                            + Names.ADDRESSING
                            + "\" xmlns:w=\""
                            + Names.WSMAN
                            + "\" xmlns:p=\""
                            + Names.MICROSOFT
                            + "\" xmlns:rsp=\""
                            + Names.SHELL
                            + "\"><s:Header><a:To>");
    private static final List<String> OPEN = List.of("s:Envelope", "s:Header");
    private static final byte[] BEFORE_ACTION =
            Markup.ascii(
                    "</a:To><a:ReplyTo><a:Address s:mustUnderstand=\"true\">"
                            + Names.ANONYMOUS
                            + "</a:Address></a:ReplyTo><a:Action s:mustUnderstand=\"true\">");
    private static final byte[] BEFORE_ID = Markup.ascii("</a:Action><a:MessageID>uuid:");
    private static final byte[] BEFORE_RESOURCE =
            Markup.ascii("</a:MessageID><w:ResourceURI s:mustUnderstand=\"true\">");
    // The size that every client of Windows asks for; servers as they are installed take 500 KB.
    private static final byte[] BEFORE_TIMEOUT =
            Markup.ascii(
                    "</w:ResourceURI>"
                            + "<w:MaxEnvelopeSize s:mustUnderstand=\"true\">153600</w:MaxEnvelopeSize>"
                            + "<w:OperationTimeout>");
    private static final byte[] BEHIND_TIMEOUT =
            Markup.ascii("</w:OperationTimeout>" + language("w:Locale") + language("p:DataLocale"));
    private static final byte[] BEFORE_SHELL =
            Markup.ascii("<w:SelectorSet><w:Selector Name=\"ShellId\">");
    private static final byte[] BEHIND_SHELL = Markup.ascii("</w:Selector></w:SelectorSet>");
    private static final UUID PROCESS = UUID.randomUUID();
    private static final int SMALL = 1024;

    private final Markup xml;

    /// @param room bytes that its own will have, about
    private Envelope(int room) {
        xml = Markup.from(BEFORE_TO, OPEN, room);
    }

    private static String language(String name) {
        return "<" + name + " xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>";
    }

    /// What is meant.
    ///
    /// @param to the address of the WinRM service
    /// @param resource what of it
    record Service(String to, String resource) {}

    /// Begins a message of a few short texts, its header still open.
    ///
    /// @param timeout how long the host may think
    static Envelope begin(Action action, Service service, Duration timeout)
            throws MessageException {
        return begin(action, service, timeout, 0);
    }

    /// The same for a longer message.
    ///
    /// @param room bytes that it will have beyond that, about
    static Envelope begin(Action action, Service service, Duration timeout, int room)
            throws MessageException {
        Envelope envelope = new Envelope(SMALL + room);
        envelope.xml
                .text(service.to())
                .ready(BEFORE_ACTION)
                .text(action.uri())
                .ready(BEFORE_ID)
                .text(id().toString())
                .ready(BEFORE_RESOURCE)
                .text(service.resource())
                .ready(BEFORE_TIMEOUT)
                .text(duration(timeout))
                .ready(BEHIND_TIMEOUT);
        return envelope;
    }

    /// One that no other message has. Nobody needs to be kept from guessing it, which is what
    /// [UUID#randomUUID] takes its time for.
    private static UUID id() {
        long low = ThreadLocalRandom.current().nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(PROCESS.getMostSignificantBits(), low);
    }

    /// `PT20.000S`, as Windows writes durations itself.
    static String duration(Duration duration) {
        String millis = Integer.toString(1000 + duration.toMillisPart());
        return "PT" + duration.toSeconds() + "." + millis.substring(1) + "S";
    }

    private void element(String name, String value) throws MessageException {
        xml.start(name).text(value).end();
    }

    /// Says in the header which shell is meant.
    Envelope selecting(String shellId) throws MessageException {
        xml.ready(BEFORE_SHELL).text(shellId).ready(BEHIND_SHELL);
        return this;
    }

    /// Options in the header.
    Envelope options(String... namesAndValues) throws MessageException {
        xml.start("w:OptionSet");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            named("w:Option", namesAndValues[i], namesAndValues[i + 1]);
        }
        xml.end();
        return this;
    }

    private void named(String element, String name, String value) throws MessageException {
        xml.start(element).attribute("Name", name).text(value).end();
    }

    /// Ends the header.
    Envelope body() {
        xml.end();
        xml.start("s:Body");
        return this;
    }

    /// Begins an element of the shell's namespace.
    Envelope open(String name) {
        xml.start("rsp:" + name);
        return this;
    }

    Envelope attribute(String name, String value) throws MessageException {
        xml.attribute(name, value);
        return this;
    }

    Envelope close() {
        xml.end();
        return this;
    }

    /// A whole element of the shell's namespace.
    Envelope shell(String name, String value) throws MessageException {
        element("rsp:" + name, value);
        return this;
    }

    /// A whole element of another namespace.
    Envelope foreign(String name, String namespace, String value) throws MessageException {
        xml.start(name).attribute("xmlns", namespace).text(value).end();
        return this;
    }

    Envelope variable(String name, String value, FleetTexts texts) throws MessageException {
        if (FleetTexts.isLong(value)) {
            xml.start("rsp:Variable").attribute("Name", name).shared(texts.escaped(value)).end();
        } else {
            named("rsp:Variable", name, value);
        }
        return this;
    }

    Envelope characters(String value) throws MessageException {
        xml.text(value);
        return this;
    }

    /// What ends a command or a pipeline of a shell ([MS-WSMV] 3.1.4.12).
    ///
    /// @param code how
    static Message signal(
            Service service, String shellId, String commandId, String code, Duration timeout)
            throws MessageException {
        return begin(Action.SIGNAL, service, timeout)
                .selecting(shellId)
                .body()
                .open("Signal")
                .attribute("CommandId", commandId)
                .shell("Code", code)
                .close()
                .message();
    }

    /// What deletes a shell (3.1.4.4).
    static Message deletion(Service service, String shellId, Duration timeout)
            throws MessageException {
        return begin(Action.DELETE, service, timeout).selecting(shellId).body().message();
    }

    /// The whole message.
    Message message() {
        return xml.document();
    }
}
