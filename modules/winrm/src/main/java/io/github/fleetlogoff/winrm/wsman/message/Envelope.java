package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// One SOAP message that is being written. For one thread.
final class Envelope {
    /// What every client of Windows asks for; servers as they are installed take 500 KB.
    private static final String ENVELOPE_BYTES = "153600";

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final Text text;
    private final XMLStreamWriter xml;

    /// @param room characters that it will have, about
    private Envelope(int room) throws XMLStreamException {
        text = new Text(room);
        xml = FACTORY.createXMLStreamWriter(text);
    }

    /// Begins a message, its header still open.
    ///
    /// @param to the address of the service
    /// @param timeout how long the host may think
    static Envelope begin(Action action, String to, Duration timeout, int room)
            throws XMLStreamException {
        Envelope envelope = new Envelope(room);
        XMLStreamWriter xml = envelope.xml;
        xml.writeStartElement("s", "Envelope", Names.SOAP);
        xml.writeNamespace("s", Names.SOAP);
        xml.writeNamespace("a", Names.ADDRESSING);
        xml.writeNamespace("w", Names.WSMAN);
        xml.writeNamespace("p", Names.MICROSOFT);
        xml.writeNamespace("rsp", Names.SHELL);
        xml.writeStartElement("s", "Header", Names.SOAP);
        envelope.element("a", Names.ADDRESSING, "To", to);
        xml.writeStartElement("a", "ReplyTo", Names.ADDRESSING);
        envelope.required("a", Names.ADDRESSING, "Address", Names.ANONYMOUS);
        xml.writeEndElement();
        envelope.required("a", Names.ADDRESSING, "Action", action.uri());
        envelope.element("a", Names.ADDRESSING, "MessageID", "uuid:" + UUID.randomUUID());
        envelope.required("w", Names.WSMAN, "ResourceURI", Names.RESOURCE);
        envelope.required("w", Names.WSMAN, "MaxEnvelopeSize", ENVELOPE_BYTES);
        envelope.element("w", Names.WSMAN, "OperationTimeout", duration(timeout));
        envelope.language("w", Names.WSMAN, "Locale");
        envelope.language("p", Names.MICROSOFT, "DataLocale");
        return envelope;
    }

    /// `PT20.000S`, as Windows writes durations itself.
    static String duration(Duration duration) {
        String millis = Integer.toString(1000 + duration.toMillisPart());
        return "PT" + duration.toSeconds() + "." + millis.substring(1) + "S";
    }

    private void language(String prefix, String namespace, String name) throws XMLStreamException {
        xml.writeEmptyElement(prefix, name, namespace);
        xml.writeAttribute("xml:lang", "en-US");
        xml.writeAttribute("s", Names.SOAP, "mustUnderstand", "false");
    }

    private void required(String prefix, String namespace, String name, String value)
            throws XMLStreamException {
        xml.writeStartElement(prefix, name, namespace);
        xml.writeAttribute("s", Names.SOAP, "mustUnderstand", "true");
        characters(value);
        xml.writeEndElement();
    }

    private void element(String prefix, String namespace, String name, String value)
            throws XMLStreamException {
        xml.writeStartElement(prefix, name, namespace);
        characters(value);
        xml.writeEndElement();
    }

    /// Says in the header which shell is meant.
    Envelope selecting(String shellId) throws XMLStreamException {
        xml.writeStartElement("w", "SelectorSet", Names.WSMAN);
        named("w", Names.WSMAN, "Selector", "ShellId", shellId);
        xml.writeEndElement();
        return this;
    }

    /// Options in the header.
    Envelope options(String... namesAndValues) throws XMLStreamException {
        xml.writeStartElement("w", "OptionSet", Names.WSMAN);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            named("w", Names.WSMAN, "Option", namesAndValues[i], namesAndValues[i + 1]);
        }
        xml.writeEndElement();
        return this;
    }

    private void named(String prefix, String namespace, String element, String name, String value)
            throws XMLStreamException {
        xml.writeStartElement(prefix, element, namespace);
        xml.writeAttribute("Name", name);
        characters(value);
        xml.writeEndElement();
    }

    /// Ends the header.
    Envelope body() throws XMLStreamException {
        xml.writeEndElement();
        xml.writeStartElement("s", "Body", Names.SOAP);
        return this;
    }

    /// Begins an element of the shell's namespace.
    Envelope open(String name) throws XMLStreamException {
        xml.writeStartElement("rsp", name, Names.SHELL);
        return this;
    }

    Envelope attribute(String name, String value) throws XMLStreamException {
        requireLegal(value);
        xml.writeAttribute(name, value);
        return this;
    }

    Envelope close() throws XMLStreamException {
        xml.writeEndElement();
        return this;
    }

    /// A whole element of the shell's namespace.
    Envelope shell(String name, String value) throws XMLStreamException {
        element("rsp", Names.SHELL, name, value);
        return this;
    }

    Envelope variable(String name, String value) throws XMLStreamException {
        requireLegal(name);
        named("rsp", Names.SHELL, "Variable", name, value);
        return this;
    }

    /// A carriage return as such would be read as a line feed (XML 1.0, 2.11).
    Envelope characters(String value) throws XMLStreamException {
        requireLegal(value);
        int from = 0;
        for (int at = value.indexOf('\r'); at >= 0; at = value.indexOf('\r', from)) {
            xml.writeCharacters(value.substring(from, at));
            xml.writeEntityRef("#13");
            from = at + 1;
        }
        xml.writeCharacters(from == 0 ? value : value.substring(from));
        return this;
    }

    /// What cannot stand in XML (XML 1.0, 2.2).
    private static void requireLegal(String value) throws XMLStreamException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean blank = c == '\t' || c == '\n' || c == '\r';
            boolean legal = blank || (c >= ' ' && c < 0xFFFE && !Character.isSurrogate(c));
            if (!legal) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    throw new XMLStreamException("a character that XML has not got");
                }
                i++;
            }
        }
    }

    /// The whole message.
    byte[] bytes() throws XMLStreamException {
        xml.writeEndDocument();
        xml.close();
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
