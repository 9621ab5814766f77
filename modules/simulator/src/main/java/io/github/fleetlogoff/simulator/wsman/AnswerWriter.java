package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.wsman.WsmanRequest.Operation;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes SOAP envelopes in the shape of recordings of real hosts (Server 2012 and later). For one
/// thread.
final class AnswerWriter {
    private static final String LANGUAGE = "en-US";
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    // Server 2022.
    private static final String VERSION = "10.0.20348";

    // What Windows says of a shell that carries a runspace pool, in its order.
    private static final SequencedMap<String, String> OF_POOL = ofPool();

    private final XMLOutputFactory factory = XMLOutputFactory.newDefaultFactory();
    private final Supplier<String> ids;
    private final String address;

    /// @param ids fresh identifiers, upper case
    /// @param address of the host, as faults name it
    AnswerWriter(Supplier<String> ids, String address) {
        this.ids = ids;
        this.address = address;
    }

    private static SequencedMap<String, String> ofPool() {
        SequencedMap<String, String> words = new LinkedHashMap<>();
        words.put("MaxIdleTimeOut", "PT2147483.647S");
        words.put("Locale", LANGUAGE);
        words.put("DataLocale", LANGUAGE);
        words.put("CompressionMode", "NoCompression");
        words.put("ProfileLoaded", "Yes");
        words.put("Encoding", "UTF8");
        words.put("BufferMode", "Block");
        words.put("State", "Connected");
        return words;
    }

    /// A piece of output.
    @SuppressWarnings("ArrayRecordComponent") // bytes to send: never compared
    record Block(String stream, byte[] bytes) {}

    @FunctionalInterface
    private interface Body {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    /// Who answers, told in full to who has logged on. Such an answer has no headers.
    ///
    /// @param config empty for somebody who has not: then it tells no version and no ways to log on
    byte[] identified(Optional<ServiceConfig> config) {
        StringWriter text = new StringWriter(1024);
        try {
            XMLStreamWriter xml = factory.createXMLStreamWriter(text);
            xml.writeStartElement("s", "Envelope", Names.SOAP);
            xml.writeAttribute("xml", XML, "lang", LANGUAGE);
            xml.writeNamespace("s", Names.SOAP);
            xml.writeStartElement("s", "Header", Names.SOAP);
            xml.writeEndElement();
            xml.writeStartElement("s", "Body", Names.SOAP);
            xml.writeStartElement("wsmid", "IdentifyResponse", Names.IDENTITY);
            xml.writeNamespace("wsmid", Names.IDENTITY);
            wsmid(xml, "ProtocolVersion", Names.WSMAN);
            wsmid(xml, "ProductVendor", "Microsoft Corporation");
            wsmid(
                    xml,
                    "ProductVersion",
                    "OS: " + (config.isPresent() ? VERSION : "0.0.0") + " SP: 0.0 Stack: 3.0");
            if (config.isPresent()) {
                xml.writeStartElement("wsmid", "SecurityProfiles", Names.IDENTITY);
                for (String profile : config.get().securityProfiles()) {
                    wsmid(xml, "SecurityProfileName", profile);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IllegalStateException("an answer could not be written", failure);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void wsmid(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        text(xml, "wsmid", Names.IDENTITY, name, value);
    }

    /// @param winrs only what remote shells are allowed
    byte[] configured(WsmanRequest request, ServiceConfig config, boolean winrs) {
        return envelope(
                Names.GET + "Response",
                request.messageId(),
                xml -> {
                    ConfigWriter writer =
                            new ConfigWriter(
                                    xml, config, winrs ? Names.WINRS_CONFIG : Names.CONFIG);
                    if (winrs) {
                        writer.writeWinrs();
                    } else {
                        writer.write();
                    }
                });
    }

    byte[] created(WsmanRequest request, Shell shell) {
        return envelope(
                Names.CREATE + "Response",
                request.messageId(),
                xml -> {
                    xml.writeStartElement("x", "ResourceCreated", Names.TRANSFER);
                    text(xml, "a", Names.ADDRESSING, "Address", request.to());
                    xml.writeStartElement("a", "ReferenceParameters", Names.ADDRESSING);
                    text(xml, "w", Names.WSMAN, "ResourceURI", shell.resourceUri());
                    xml.writeStartElement("w", "SelectorSet", Names.WSMAN);
                    xml.writeStartElement("w", "Selector", Names.WSMAN);
                    xml.writeAttribute("Name", "ShellId");
                    xml.writeCharacters(shell.id());
                    xml.writeEndElement();
                    xml.writeEndElement();
                    xml.writeEndElement();
                    xml.writeEndElement();
                    shell(xml, shell);
                });
    }

    private static void shell(XMLStreamWriter xml, Shell shell) throws XMLStreamException {
        Operation.Create asked = shell.asked();
        xml.writeStartElement("rsp", "Shell", Names.SHELL);
        rsp(xml, "ShellId", shell.id());
        rsp(xml, "ResourceUri", shell.resourceUri());
        rsp(xml, "Owner", shell.owner());
        rsp(xml, "ClientIP", "127.0.0.1");
        if (asked.workingDirectory() != null) {
            rsp(xml, "WorkingDirectory", asked.workingDirectory());
        }
        if (!asked.environment().isEmpty()) {
            xml.writeStartElement("rsp", "Environment", Names.SHELL);
            for (Map.Entry<String, String> variable : asked.environment().entrySet()) {
                xml.writeStartElement("rsp", "Variable", Names.SHELL);
                xml.writeAttribute("Name", variable.getKey());
                xml.writeCharacters(variable.getValue());
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        if (shell.pool().isPresent()) {
            rsp(xml, "ProcessId", "5068");
        }
        rsp(xml, "IdleTimeOut", seconds(shell.idleTimeOut()));
        rsp(xml, "InputStreams", asked.inputStreams());
        rsp(xml, "OutputStreams", asked.outputStreams());
        if (shell.pool().isPresent()) {
            for (Map.Entry<String, String> each : OF_POOL.entrySet()) {
                rsp(xml, each.getKey(), each.getValue());
            }
        }
        rsp(xml, "ShellRunTime", "P0DT0H0M0S");
        rsp(xml, "ShellInactivity", "P0DT0H0M0S");
        xml.writeEndElement();
    }

    byte[] started(WsmanRequest request, String commandId) {
        return envelope(
                Names.COMMAND + "Response",
                request.messageId(),
                xml -> {
                    xml.writeStartElement("rsp", "CommandResponse", Names.SHELL);
                    rsp(xml, "CommandId", commandId);
                    xml.writeEndElement();
                });
    }

    /// @param commandId empty = a runspace pool says it
    /// @param exitCode empty = the command has more to say
    byte[] received(
            WsmanRequest request,
            String commandId,
            List<Block> blocks,
            Optional<Integer> exitCode) {
        return envelope(
                Names.RECEIVE + "Response",
                request.messageId(),
                xml -> {
                    xml.writeStartElement("rsp", "ReceiveResponse", Names.SHELL);
                    for (Block block : blocks) {
                        stream(xml, block.stream(), commandId);
                        xml.writeCharacters(Base64.getEncoder().encodeToString(block.bytes()));
                        xml.writeEndElement();
                    }
                    if (exitCode.isPresent() && request.resourceUri().equalsIgnoreCase(Names.CMD)) {
                        for (String name : List.of("stdout", "stderr")) {
                            stream(xml, name, commandId);
                            xml.writeAttribute("End", "true");
                            xml.writeEndElement();
                        }
                    }
                    if (!commandId.isEmpty()) {
                        state(xml, commandId, exitCode);
                    }
                    xml.writeEndElement();
                });
    }

    private static void state(XMLStreamWriter xml, String commandId, Optional<Integer> exitCode)
            throws XMLStreamException {
        xml.writeStartElement("rsp", "CommandState", Names.SHELL);
        xml.writeAttribute("CommandId", commandId);
        xml.writeAttribute("State", Names.STATE + (exitCode.isPresent() ? "Done" : "Running"));
        if (exitCode.isPresent()) {
            rsp(xml, "ExitCode", Long.toString(Integer.toUnsignedLong(exitCode.get())));
        }
        xml.writeEndElement();
    }

    private static void stream(XMLStreamWriter xml, String name, String commandId)
            throws XMLStreamException {
        xml.writeStartElement("rsp", "Stream", Names.SHELL);
        xml.writeAttribute("Name", name);
        if (!commandId.isEmpty()) {
            xml.writeAttribute("CommandId", commandId);
        }
    }

    byte[] sent(WsmanRequest request) {
        return envelope(
                Names.SEND + "Response",
                request.messageId(),
                xml -> xml.writeEmptyElement("rsp", "SendResponse", Names.SHELL));
    }

    byte[] signalled(WsmanRequest request) {
        return envelope(
                Names.SIGNAL + "Response",
                request.messageId(),
                xml -> xml.writeEmptyElement("rsp", "SignalResponse", Names.SHELL));
    }

    byte[] deleted(WsmanRequest request) {
        return envelope(
                Names.DELETE + "Response", request.messageId(), xml -> xml.writeCharacters(""));
    }

    byte[] fault(Fault fault, String messageId) {
        return envelope(
                Names.FAULT_ACTION,
                messageId,
                xml -> {
                    xml.writeStartElement("s", "Fault", Names.SOAP);
                    xml.writeStartElement("s", "Code", Names.SOAP);
                    text(xml, "s", Names.SOAP, "Value", fault.sender() ? "s:Sender" : "s:Receiver");
                    xml.writeStartElement("s", "Subcode", Names.SOAP);
                    text(xml, "s", Names.SOAP, "Value", fault.subcode());
                    xml.writeEndElement();
                    xml.writeEndElement();
                    xml.writeStartElement("s", "Reason", Names.SOAP);
                    xml.writeStartElement("s", "Text", Names.SOAP);
                    xml.writeAttribute("xml", XML, "lang", LANGUAGE);
                    xml.writeCharacters(fault.text().reason());
                    xml.writeEndElement();
                    xml.writeEndElement();
                    xml.writeStartElement("s", "Detail", Names.SOAP);
                    detail(xml, fault);
                    xml.writeEndElement();
                    xml.writeEndElement();
                });
    }

    private void detail(XMLStreamWriter xml, Fault fault) throws XMLStreamException {
        if (fault.detail() != null) {
            text(xml, "w", Names.WSMAN, "FaultDetail", Names.FAULT_DETAIL + fault.detail());
        }
        xml.writeStartElement("f", "WSManFault", Names.FAULT);
        xml.writeNamespace("f", Names.FAULT);
        xml.writeAttribute("Code", Long.toString(fault.code()));
        xml.writeAttribute("Machine", address);
        xml.writeStartElement("f", "Message", Names.FAULT);
        if (fault.text().provider()) {
            xml.writeStartElement("f", "ProviderFault", Names.FAULT);
            xml.writeAttribute("provider", "Shell cmd plugin");
            xml.writeAttribute("path", "%systemroot%\\system32\\winrscmd.dll");
            xml.writeCharacters(fault.text().message());
            xml.writeEndElement();
        } else {
            xml.writeCharacters(fault.text().message());
        }
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private byte[] envelope(String action, String relatesTo, Body body) {
        // Into text first: straight into bytes the JDK's writer goes character by character.
        StringWriter text = new StringWriter(2048);
        try {
            XMLStreamWriter xml = factory.createXMLStreamWriter(text);
            xml.writeStartElement("s", "Envelope", Names.SOAP);
            xml.writeAttribute("xml", XML, "lang", LANGUAGE);
            xml.writeNamespace("s", Names.SOAP);
            xml.writeNamespace("a", Names.ADDRESSING);
            xml.writeNamespace("x", Names.TRANSFER);
            if (action.equals(Names.FAULT_ACTION)) {
                xml.writeNamespace("e", Names.EVENTING);
                xml.writeNamespace("n", Names.ENUMERATION);
            } else {
                xml.writeNamespace("rsp", Names.SHELL);
            }
            xml.writeNamespace("w", Names.WSMAN);
            xml.writeNamespace("p", Names.MICROSOFT);
            xml.writeStartElement("s", "Header", Names.SOAP);
            text(xml, "a", Names.ADDRESSING, "Action", action);
            text(xml, "a", Names.ADDRESSING, "MessageID", "uuid:" + ids.get());
            text(xml, "a", Names.ADDRESSING, "To", Names.ANONYMOUS);
            if (!relatesTo.isEmpty()) {
                text(xml, "a", Names.ADDRESSING, "RelatesTo", relatesTo);
            }
            xml.writeEndElement();
            xml.writeStartElement("s", "Body", Names.SOAP);
            body.write(xml);
            xml.writeEndElement();
            xml.writeEndElement();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IllegalStateException("an answer could not be written", failure);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void rsp(XMLStreamWriter xml, String name, String value)
            throws XMLStreamException {
        text(xml, "rsp", Names.SHELL, name, value);
    }

    private static void text(
            XMLStreamWriter xml, String prefix, String namespace, String name, String value)
            throws XMLStreamException {
        xml.writeStartElement(prefix, name, namespace);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    // Windows writes PT60.000S.
    private static String seconds(Duration duration) {
        return "PT" + BigDecimal.valueOf(duration.toMillis(), 3).toPlainString() + "S";
    }
}
