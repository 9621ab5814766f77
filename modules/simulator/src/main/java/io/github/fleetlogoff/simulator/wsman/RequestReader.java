package io.github.fleetlogoff.simulator.wsman;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads SOAP envelopes. Knows no document types and no external entities. For one thread.
final class RequestReader {
    private static final Duration MOST_TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_ENVELOPE = 500 * 1024;
    private static final int LEAST_ENVELOPE = 8 * 1024;

    private final XMLInputFactory factory = hardened();

    private static XMLInputFactory hardened() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /// Reads a request.
    ///
    /// @throws FaultException where it is not one of the remote shell's
    WsmanRequest read(byte[] envelope) throws FaultException {
        Draft draft = new Draft();
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(envelope));
            try {
                while (xml.hasNext()) {
                    int event = xml.next();
                    if (event == XMLStreamConstants.DTD) {
                        throw new FaultException(Fault.badSchema(), "");
                    }
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        draft.element(xml);
                    }
                }
            } finally {
                xml.close();
            }
            return draft.request();
        } catch (XMLStreamException | DateTimeParseException | NumberFormatException _) {
            throw new FaultException(Fault.badSchema(), draft.messageId);
        }
    }

    /// What has been read so far. Element names are unique over the whole envelope, so their place
    /// needs no look.
    private static final class Draft {
        private boolean identify;
        private String action = "";
        private String messageId = "";
        private String to = "";
        private String resourceUri = "";
        private Duration operationTimeout = MOST_TIMEOUT;
        private int maxEnvelopeSize = MOST_ENVELOPE;
        private final Map<String, String> selectors = new LinkedHashMap<>();
        private final Map<String, String> options = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> arguments = new ArrayList<>();
        private @Nullable Duration idleTimeOut;
        private @Nullable String workingDirectory;
        private String inputStreams = "stdin";
        private String outputStreams = "stdout stderr";
        private @Nullable String program;
        private String commandId = "";
        private String shellName = "";
        private @Nullable String creation;
        private final StringBuilder input = new StringBuilder();
        private String code = "";
        private boolean lastInput;

        void element(XMLStreamReader xml) throws XMLStreamException {
            switch (String.valueOf(xml.getNamespaceURI())) {
                case Names.ADDRESSING -> addressing(xml);
                case Names.WSMAN -> wsman(xml);
                case Names.SHELL -> shell(xml);
                case Names.POWERSHELL -> {
                    if (xml.getLocalName().equals("creationXml")) {
                        creation = text(xml);
                    }
                }
                case Names.IDENTITY -> identify |= xml.getLocalName().equals("Identify");
                default -> {}
            }
        }

        private void addressing(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "Action" -> action = text(xml);
                case "To" -> to = text(xml);
                case "MessageID" -> messageId = text(xml);
                default -> {}
            }
        }

        private void wsman(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "ResourceURI" -> resourceUri = text(xml);
                case "OperationTimeout" -> operationTimeout = Duration.parse(text(xml));
                case "MaxEnvelopeSize" -> maxEnvelopeSize = Integer.parseInt(text(xml));
                case "Selector" -> selectors.put(attribute(xml, "Name"), text(xml));
                case "Option" ->
                        options.put(attribute(xml, "Name").toUpperCase(Locale.ROOT), text(xml));
                default -> {}
            }
        }

        private void shell(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "InputStreams" -> inputStreams = text(xml);
                case "OutputStreams" -> outputStreams = text(xml);
                case "IdleTimeOut" -> idleTimeOut = Duration.parse(text(xml));
                case "WorkingDirectory" -> workingDirectory = text(xml);
                case "Variable" -> environment.put(attribute(xml, "Name"), xml.getElementText());
                case "Command" -> program = xml.getElementText();
                case "Arguments" -> arguments.add(xml.getElementText());
                case "Shell" -> shellName = attribute(xml, "ShellId").toUpperCase(Locale.ROOT);
                case "DesiredStream", "Signal", "CommandLine" ->
                        commandId = attribute(xml, "CommandId").toUpperCase(Locale.ROOT);
                case "Stream" -> {
                    commandId = attribute(xml, "CommandId").toUpperCase(Locale.ROOT);
                    lastInput = attribute(xml, "End").equalsIgnoreCase("TRUE");
                    input.append(text(xml));
                }
                case "Code" -> code = text(xml);
                default -> {}
            }
        }

        WsmanRequest request() throws FaultException {
            Duration timeout =
                    operationTimeout.compareTo(MOST_TIMEOUT) > 0 || operationTimeout.isNegative()
                            ? MOST_TIMEOUT
                            : operationTimeout;
            WsmanRequest.Limits limits =
                    new WsmanRequest.Limits(
                            timeout, Math.clamp(maxEnvelopeSize, LEAST_ENVELOPE, MOST_ENVELOPE));
            String shellId = selectors.getOrDefault("ShellId", "").toUpperCase(Locale.ROOT);
            return new WsmanRequest(messageId, to, resourceUri, shellId, limits, operation());
        }

        private WsmanRequest.Operation operation() throws FaultException {
            if (identify) {
                return new WsmanRequest.Operation.Identify();
            }
            return switch (action) {
                case Names.GET -> new WsmanRequest.Operation.Get();
                case Names.CREATE ->
                        new WsmanRequest.Operation.Create(
                                Collections.unmodifiableMap(environment),
                                idleTimeOut,
                                workingDirectory,
                                inputStreams,
                                outputStreams,
                                creation == null
                                        ? null
                                        : new WsmanRequest.Operation.Pool(
                                                shellName, base64(creation)));
                case Names.COMMAND -> command();
                case Names.RECEIVE -> new WsmanRequest.Operation.Receive(commandId);
                case Names.SEND ->
                        new WsmanRequest.Operation.Send(
                                commandId, base64(input.toString()), lastInput);
                case Names.SIGNAL -> new WsmanRequest.Operation.Signal(commandId, code);
                case Names.DELETE -> new WsmanRequest.Operation.Delete();
                case "" -> throw new FaultException(Fault.badSchema(), messageId);
                default -> throw new FaultException(Fault.noSuchAction(), messageId);
            };
        }

        private WsmanRequest.Operation command() throws FaultException {
            if (program == null) {
                throw new FaultException(Fault.badSchema(), messageId);
            }
            boolean skipsCmd =
                    options.getOrDefault("WINRS_SKIP_CMD_SHELL", "FALSE").equalsIgnoreCase("TRUE");
            return new WsmanRequest.Operation.Command(
                    commandId, program, List.copyOf(arguments), !skipsCmd);
        }

        private byte[] base64(String text) throws FaultException {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException _) {
                throw new FaultException(Fault.badSchema(), messageId);
            }
        }

        private static String text(XMLStreamReader xml) throws XMLStreamException {
            return xml.getElementText().strip();
        }

        private static String attribute(XMLStreamReader xml, String name) {
            String value = xml.getAttributeValue(null, name);
            return value == null ? "" : value;
        }
    }
}
