package io.github.fleetlogoff.winrm.wsman.message;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.osgi.InputFactoryProviderImpl;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Walks through the elements of an answer. Takes neither a document type nor an entity nor a
/// processing instruction, of which SOAP has none (SOAP 1.2, 5), and no more depth than any answer
/// has. For one thread.
final class AnswerCursor {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int MOST_DEPTH = 32;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int BUFFER = 1024;
    private static final int LONGEST_NAME = 1024;
    // XMLInputFactory2.P_LAZY_PARSING of the stax2 API
    private static final String LAZY_PARSING = "com.ctc.wstx.lazyParsing";
    // XMLInputFactory2.P_INTERN_NS_URIS
    private static final String INTERN_NAMESPACES = "org.codehaus.stax2.internNsUris";
    // Those that hosts use in answers, prefixes and attributes among them.
    private static final String NAMES =
            "s a x w p rsp xmlns lang Envelope Header Action MessageID To RelatesTo Body"
                    + " ResourceCreated Address ReferenceParameters ResourceURI SelectorSet"
                    + " Selector Name Shell ShellId ResourceUri Owner ClientIP IdleTimeOut"
                    + " InputStreams OutputStreams ShellRunTime ShellInactivity CommandResponse"
                    + " CommandId ReceiveResponse Stream End CommandState State ExitCode"
                    + " SignalResponse";
    private static final XMLInputFactory FACTORY = factory();

    private static final byte[] ENVELOPE_END = ":Envelope>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FAULT = "Fault".getBytes(StandardCharsets.US_ASCII);

    private final byte[] answer;
    private final XMLStreamReader xml;
    private int depth;
    private boolean wanted = true;

    /// @param answer in UTF-8, which is what was asked for
    AnswerCursor(byte[] answer) throws XMLStreamException {
        this.answer = answer;
        xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(answer), UTF_8);
    }

    // Woodstox: the JDK's own parser takes three times as long for an answer, most of it to get
    // ready, and its decoder writes to stderr where an answer is no UTF-8.
    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryProviderImpl().createInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // Kept by thread, and a virtual thread waits with them for its host.
        factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, BUFFER);
        // One cache for all threads, behind a lock.
        factory.setProperty(INTERN_NAMESPACES, false);
        // Read late, text that is no XML would be an unchecked exception.
        factory.setProperty(LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("an external entity");
        });
        learn(factory);
        return factory;
    }

    /// Lets the names of answers be known: for the sake of one that is not, each answer would have
    /// a copy of the table of names.
    private static void learn(XMLInputFactory factory) {
        String names = "<s><" + NAMES.replace(" ", "/><") + "/></s>";
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(names));
            while (xml.hasNext()) {
                xml.next();
            }
            // Hands the table over.
            xml.close();
        } catch (XMLStreamException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Leaves what is to come of the answer unread, of which is only looked at whether it ends as
    /// an envelope does.
    ///
    /// @return whether it does; if not, it must be read to find out why
    boolean leaveRest() {
        wanted = !endsAsEnvelope(answer);
        return !wanted;
    }

    /// Whether an answer ends as an envelope does and the word that every fault has is nowhere in
    /// it; if not, it must be read to find out what it is.
    static boolean isPlainSuccess(byte[] answer) {
        for (int i = 0; i <= answer.length - FAULT.length; i++) {
            if (answer[i] == FAULT[0]
                    && Arrays.equals(answer, i, i + FAULT.length, FAULT, 0, FAULT.length)) {
                return false;
            }
        }
        return endsAsEnvelope(answer);
    }

    private static boolean endsAsEnvelope(byte[] answer) {
        int end = answer.length;
        while (end > 0 && answer[end - 1] <= ' ' && answer[end - 1] > 0) {
            end--;
        }
        int from = end - ENVELOPE_END.length;
        return from >= 0 && Arrays.equals(answer, from, end, ENVELOPE_END, 0, ENVELOPE_END.length);
    }

    /// Whether the rest of the answer is to be read.
    boolean isWanted() {
        return wanted;
    }

    /// How many elements are open.
    int depth() {
        return depth;
    }

    /// Goes to the next element that begins within another, at any depth.
    ///
    /// @param parent the depth of that other
    /// @return whether there is one; if not, the other has just ended
    boolean next(int parent) throws XMLStreamException {
        while (depth >= parent) {
            if (event() == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
        }
        return false;
    }

    private int event() throws XMLStreamException {
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > MOST_DEPTH) {
                    throw new XMLStreamException("deeper than any answer");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw new XMLStreamException("what SOAP has not got");
            default -> {}
        }
        return event;
    }

    boolean is(String namespace, String name) {
        return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
    }

    /// The value of an attribute without a namespace.
    @Nullable String attribute(String name) {
        return xml.getAttributeValue(null, name);
    }

    /// The text of the element that has just begun, to its end; what stands in elements within it
    /// is left out.
    StringBuilder text() throws XMLStreamException {
        int outer = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= outer) {
            int event = event();
            boolean isText =
                    event == XMLStreamConstants.CHARACTERS
                            || event == XMLStreamConstants.CDATA
                            || event == XMLStreamConstants.SPACE;
            if (isText && depth == outer) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
        return text;
    }

    /// The text of an element that holds a name or a number.
    String word() throws XMLStreamException {
        StringBuilder text = text();
        if (text.length() > LONGEST_NAME) {
            throw new XMLStreamException("longer than any name");
        }
        return text.toString().strip();
    }
}
