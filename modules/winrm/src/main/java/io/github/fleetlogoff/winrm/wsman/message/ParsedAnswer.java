package io.github.fleetlogoff.winrm.wsman.message;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.osgi.InputFactoryProviderImpl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Walks through any answer. Takes neither a document type nor an entity nor a processing
/// instruction, of which SOAP has none (SOAP 1.2, 5). For one thread.
final class ParsedAnswer extends AnswerCursor {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int MOST_ATTRIBUTES = 64;
    private static final int BUFFER = 1024;
    // XMLInputFactory2.P_LAZY_PARSING of the stax2 API
    private static final String LAZY_PARSING = "com.ctc.wstx.lazyParsing";
    // XMLInputFactory2.P_INTERN_NS_URIS
    private static final String INTERN_NAMESPACES = "org.codehaus.stax2.internNsUris";
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;

    /// @param answer in UTF-8, which is what was asked for
    ParsedAnswer(byte[] answer) throws XMLStreamException {
        super(answer);
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
        return factory;
    }

    @Override
    Event read() throws XMLStreamException {
        return switch (xml.next()) {
            case XMLStreamConstants.START_ELEMENT -> Event.START;
            case XMLStreamConstants.END_ELEMENT -> Event.END;
            case XMLStreamConstants.CHARACTERS,
                    XMLStreamConstants.CDATA,
                    XMLStreamConstants.SPACE ->
                    Event.TEXT;
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw new XMLStreamException("what SOAP has not got");
            default -> Event.OTHER;
        };
    }

    @Override
    boolean is(String namespace, String name) {
        return xml.getLocalName().equals(name) && namespace.equals(xml.getNamespaceURI());
    }

    @Override
    @Nullable String attribute(String name) {
        return xml.getAttributeValue("", name);
    }

    @Override
    void appendTo(StringBuilder text) {
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }
}
