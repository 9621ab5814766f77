package io.github.fleetlogoff.winrm.wsman.message;

import java.time.Duration;
import java.util.UUID;

/// One SOAP message that is being written. For one thread.
final class Envelope {
    /// What every client of Windows asks for; servers as they are installed take 500 KB.
    private static final String ENVELOPE_BYTES = "153600";

    private final Markup xml;

    /// @param room bytes that it will have, about
    private Envelope(int room) {
        xml = new Markup(room);
    }

    /// Begins a message, its header still open.
    ///
    /// @param to the address of the service
    /// @param timeout how long the host may think
    static Envelope begin(Action action, String to, Duration timeout, int room)
            throws MessageException {
        return begin(action, new Service(to, Names.RESOURCE), timeout, room);
    }

    /// What is meant.
    ///
    /// @param to the address of the WinRM service
    /// @param resource what of it
    record Service(String to, String resource) {}

    /// The same for another resource than the shell of cmd.
    static Envelope begin(Action action, Service service, Duration timeout, int room)
            throws MessageException {
        Envelope envelope = new Envelope(room);
        envelope.xml
                .start("s:Envelope")
                .attribute("xmlns:s", Names.SOAP)
                .attribute("xmlns:a", Names.ADDRESSING)
                .attribute("xmlns:w", Names.WSMAN)
                .attribute("xmlns:p", Names.MICROSOFT)
                .attribute("xmlns:rsp", Names.SHELL)
                .start("s:Header");
        envelope.element("a:To", service.to());
        envelope.xml.start("a:ReplyTo");
        envelope.required("a:Address", Names.ANONYMOUS);
        envelope.xml.end();
        envelope.required("a:Action", action.uri());
        envelope.element("a:MessageID", "uuid:" + UUID.randomUUID());
        envelope.required("w:ResourceURI", service.resource());
        envelope.required("w:MaxEnvelopeSize", ENVELOPE_BYTES);
        envelope.element("w:OperationTimeout", duration(timeout));
        envelope.language("w:Locale");
        envelope.language("p:DataLocale");
        return envelope;
    }

    /// `PT20.000S`, as Windows writes durations itself.
    static String duration(Duration duration) {
        String millis = Integer.toString(1000 + duration.toMillisPart());
        return "PT" + duration.toSeconds() + "." + millis.substring(1) + "S";
    }

    private void language(String name) throws MessageException {
        xml.start(name).attribute("xml:lang", "en-US").attribute("s:mustUnderstand", "false").end();
    }

    private void required(String name, String value) throws MessageException {
        xml.start(name).attribute("s:mustUnderstand", "true").text(value).end();
    }

    private void element(String name, String value) throws MessageException {
        xml.start(name).text(value).end();
    }

    /// Says in the header which shell is meant.
    Envelope selecting(String shellId) throws MessageException {
        xml.start("w:SelectorSet");
        named("w:Selector", "ShellId", shellId);
        xml.end();
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
            xml.start("rsp:Variable").attribute("Name", name).ready(texts.escaped(value)).end();
        } else {
            named("rsp:Variable", name, value);
        }
        return this;
    }

    Envelope characters(String value) throws MessageException {
        xml.text(value);
        return this;
    }

    /// The whole message.
    byte[] bytes() {
        return xml.document();
    }
}
