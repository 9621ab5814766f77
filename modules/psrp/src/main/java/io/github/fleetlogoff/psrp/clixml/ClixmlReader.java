package io.github.fleetlogoff.psrp.clixml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.osgi.InputFactoryProviderImpl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads one value. Takes neither a document type nor an entity nor a processing instruction, and
/// nothing beyond its bounds. For one thread.
final class ClixmlReader {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MOST_ATTRIBUTES = 16;
    private static final int LONGEST_NAME = 64 << 10;
    private static final int BUFFER = 4096;
    // XMLInputFactory2.P_LAZY_PARSING of the stax2 API
    private static final String LAZY_PARSING = "com.ctc.wstx.lazyParsing";
    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private int depth;
    private int elements;

    private ClixmlReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = new InputFactoryProviderImpl().createInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // A name with a prefix is one more that is not known.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, BUFFER);
        // Read late, text that is no XML would be an unchecked exception.
        factory.setProperty(LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_NAME);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("an external entity");
        });
        return factory;
    }

    static boolean hasMark(byte[] text) {
        return text.length >= MARK.length
                && text[0] == MARK[0]
                && text[1] == MARK[1]
                && text[2] == MARK[2];
    }

    static Optional<Value> read(byte[] text) throws ClixmlException {
        int from = hasMark(text) ? MARK.length : 0;
        if (text.length == from) {
            return Optional.empty();
        }
        try {
            XMLStreamReader xml =
                    FACTORY.createXMLStreamReader(
                            new ByteArrayInputStream(text, from, text.length - from), UTF_8);
            ClixmlReader reader = new ClixmlReader(xml);
            if (!reader.next(0)) {
                throw new ClixmlException("no value");
            }
            Value value = reader.value();
            while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
                // Text that is cut off behind its value is cut off all the same.
                reader.event();
            }
            return Optional.of(value);
        } catch (XMLStreamException | RuntimeException failure) {
            // The parser throws more than it declares for what is no XML.
            throw new ClixmlException("text that is no XML", failure);
        }
    }

    /// Goes to the next element that stands directly in another.
    ///
    /// @param parent the depth of that other
    /// @return whether there is one; if not, the other has just ended
    private boolean next(int parent) throws XMLStreamException, ClixmlException {
        while (true) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!xml.getText().isBlank()) {
                        throw new ClixmlException("text between elements");
                    }
                }
                default -> {}
            }
            if (depth < parent) {
                return false;
            }
        }
    }

    private int event() throws XMLStreamException, ClixmlException {
        int event = xml.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > Clixml.MOST_DEPTH) {
                    throw new ClixmlException("deeper than " + Clixml.MOST_DEPTH + " elements");
                }
                if (++elements > Clixml.MOST_ELEMENTS) {
                    throw new ClixmlException("more than " + Clixml.MOST_ELEMENTS + " elements");
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD,
                    XMLStreamConstants.ENTITY_REFERENCE,
                    XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw new ClixmlException("what CLIXML has not got");
            default -> {}
        }
        return event;
    }

    private Value value() throws XMLStreamException, ClixmlException {
        String element = xml.getLocalName();
        if (!isPlain()) {
            return new Value.Opaque(markup());
        }
        return switch (element) {
            case "S" -> new Value.Text(EncodedText.decode(text()));
            case "B" -> bool(text());
            case "I32" -> new Value.Int32((int) number(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "I64" -> new Value.Int64(number(Long.MIN_VALUE, Long.MAX_VALUE));
            case "Nil" -> {
                text();
                yield Value.NIL;
            }
            case "Ref" -> {
                int refId = requiredRefId();
                text();
                yield new Value.Reference(refId);
            }
            case "Obj" -> composite();
            default ->
                    Value.Scalar.ELEMENTS.contains(element)
                            ? new Value.Scalar(element, text())
                            : new Value.Opaque(markup());
        };
    }

    /// Whether it has only the attributes that are known.
    private boolean isPlain() {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            if (!name.equals("N") && !name.equals("RefId")) {
                return false;
            }
        }
        return true;
    }

    private Value composite() throws XMLStreamException, ClixmlException {
        Integer refId = refId();
        int outer = depth;
        List<Part> parts = new ArrayList<>(4);
        while (next(outer)) {
            parts.add(part());
        }
        return new Value.Composite(refId, parts);
    }

    private Part part() throws XMLStreamException, ClixmlException {
        return switch (xml.getLocalName()) {
            case "TN" -> typeNames();
            case "TNRef" -> {
                int refId = requiredRefId();
                text();
                yield new Part.SameTypeNames(refId);
            }
            case "ToString" -> new Part.Label(EncodedText.decode(text()));
            case "LST" -> items(Part.Items.Holder.LIST);
            case "STK" -> items(Part.Items.Holder.STACK);
            case "QUE" -> items(Part.Items.Holder.QUEUE);
            case "IE" -> items(Part.Items.Holder.ENUMERABLE);
            case "DCT" -> dictionary();
            case "Props" -> properties(Part.Properties.Origin.ADAPTED);
            case "MS" -> properties(Part.Properties.Origin.EXTENDED);
            default -> new Part.Primitive(value());
        };
    }

    private Part typeNames() throws XMLStreamException, ClixmlException {
        Integer refId = refId();
        int outer = depth;
        List<String> names = new ArrayList<>(4);
        while (next(outer)) {
            if (!xml.getLocalName().equals("T")) {
                throw new ClixmlException("a type name that is none");
            }
            names.add(EncodedText.decode(text()));
        }
        return new Part.TypeNames(refId, names);
    }

    private Part items(Part.Items.Holder holder) throws XMLStreamException, ClixmlException {
        int outer = depth;
        List<Value> items = new ArrayList<>();
        while (next(outer)) {
            items.add(value());
        }
        return new Part.Items(holder, items);
    }

    private Part dictionary() throws XMLStreamException, ClixmlException {
        int outer = depth;
        List<Part.Dictionary.Entry> entries = new ArrayList<>();
        while (next(outer)) {
            if (!xml.getLocalName().equals("En")) {
                throw new ClixmlException("a dictionary with something else than entries");
            }
            entries.add(entry());
        }
        return new Part.Dictionary(entries);
    }

    private Part.Dictionary.Entry entry() throws XMLStreamException, ClixmlException {
        int outer = depth;
        Value key = null;
        Value value = null;
        while (next(outer)) {
            String name = name();
            if (name.equals("Key") && key == null) {
                key = value();
            } else if (name.equals("Value") && value == null) {
                value = value();
            } else {
                throw new ClixmlException("an entry with something else than a key and a value");
            }
        }
        if (key == null || value == null) {
            throw new ClixmlException("an entry without a key or a value");
        }
        return new Part.Dictionary.Entry(key, value);
    }

    private Part properties(Part.Properties.Origin origin)
            throws XMLStreamException, ClixmlException {
        int outer = depth;
        List<Value.Property> properties = new ArrayList<>();
        while (next(outer)) {
            String name = name();
            properties.add(new Value.Property(name, value()));
        }
        return new Part.Properties(origin, properties);
    }

    private String name() {
        String name = xml.getAttributeValue(null, "N");
        return name == null ? "" : EncodedText.decode(name);
    }

    private @Nullable Integer refId() throws ClixmlException {
        String refId = xml.getAttributeValue(null, "RefId");
        if (refId == null) {
            return null;
        }
        try {
            return Integer.valueOf(refId.strip());
        } catch (NumberFormatException none) {
            throw new ClixmlException("an id that is no number", none);
        }
    }

    private int requiredRefId() throws ClixmlException {
        Integer refId = refId();
        if (refId == null) {
            throw new ClixmlException("a reference without an id");
        }
        return refId;
    }

    private static Value bool(String text) throws ClixmlException {
        return switch (text.strip()) {
            case "true" -> new Value.Bool(true);
            case "false" -> new Value.Bool(false);
            default -> throw new ClixmlException("neither true nor false");
        };
    }

    private long number(long least, long most) throws XMLStreamException, ClixmlException {
        try {
            long number = Long.parseLong(text().strip());
            if (number < least || number > most) {
                throw new ClixmlException("a number that is too large");
            }
            return number;
        } catch (NumberFormatException none) {
            throw new ClixmlException("no number", none);
        }
    }

    /// The text of the element that has just begun, to its end.
    private String text() throws XMLStreamException, ClixmlException {
        int outer = depth;
        StringBuilder text = new StringBuilder();
        while (depth >= outer) {
            switch (event()) {
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        text.append(
                                xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.START_ELEMENT ->
                        throw new ClixmlException("an element where text should be");
                default -> {}
            }
        }
        return text.toString();
    }

    /// The element that has just begun, to its end, as it was written but for blanks in tags.
    private String markup() throws XMLStreamException, ClixmlException {
        int outer = depth;
        StringBuilder markup = new StringBuilder();
        startTag(markup);
        while (depth >= outer) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> startTag(markup);
                case XMLStreamConstants.END_ELEMENT ->
                        markup.append("</").append(xml.getLocalName()).append('>');
                case XMLStreamConstants.CHARACTERS,
                        XMLStreamConstants.CDATA,
                        XMLStreamConstants.SPACE ->
                        ClixmlWriter.escape(markup, xml.getText(), false);
                default -> {}
            }
        }
        return markup.toString();
    }

    private void startTag(StringBuilder markup) {
        markup.append('<').append(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            markup.append(' ').append(xml.getAttributeLocalName(i)).append("=\"");
            ClixmlWriter.escape(markup, xml.getAttributeValue(i), true);
            markup.append('"');
        }
        markup.append('>');
    }
}
