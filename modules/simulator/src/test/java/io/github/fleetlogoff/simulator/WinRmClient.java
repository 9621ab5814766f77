package io.github.fleetlogoff.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A small WinRM client with Basic, for tests.
final class WinRmClient implements AutoCloseable {
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    private static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";

    private final HttpClient http;
    private final URI uri;
    private final String authorization;
    private String operationTimeout = "PT20S";
    private int maxEnvelopeSize = 153600;

    WinRmClient(HttpClient http, URI uri, String username, String password) {
        this(
                http,
                uri,
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (username + ":" + password)
                                                .getBytes(StandardCharsets.UTF_8)));
    }

    /// @param authorization the header as it is
    WinRmClient(HttpClient http, URI uri, String authorization) {
        this.http = http;
        this.uri = uri;
        this.authorization = authorization;
    }

    WinRmClient(SimulatedHost host, String username, String password) {
        this(
                HttpClient.newHttpClient(),
                URI.create("http://127.0.0.1:" + host.port() + "/wsman"),
                username,
                password);
    }

    void operationTimeout(String duration) {
        operationTimeout = duration;
    }

    void maxEnvelopeSize(int bytes) {
        maxEnvelopeSize = bytes;
    }

    record Answer(int status, String body) {
        Document xml() {
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setNamespaceAware(true);
                return factory.newDocumentBuilder().parse(new InputSource(new StringReader(body)));
            } catch (ParserConfigurationException | SAXException | IOException failure) {
                throw new AssertionError("not XML: " + body, failure);
            }
        }

        String text(String localName) {
            NodeList found = xml().getElementsByTagNameNS("*", localName);
            return found.getLength() == 0 ? "" : found.item(0).getTextContent();
        }

        String faultCode() {
            NodeList found = xml().getElementsByTagNameNS("*", "WSManFault");
            return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute("Code");
        }
    }

    record Finished(String out, String err, long exitCode, int receives) {}

    Answer create(Map<String, String> environment) {
        StringBuilder variables = new StringBuilder();
        environment.forEach((name, value) ->
                variables.append(
                        "<rsp:Variable Name=\"%s\">%s</rsp:Variable>".formatted(name, value)));
        return send(
                TRANSFER + "/Create",
                "",
                "<rsp:Shell>"
                        + (environment.isEmpty()
                                ? ""
                                : "<rsp:Environment>" + variables + "</rsp:Environment>")
                        + "<rsp:IdleTimeOut>PT60S</rsp:IdleTimeOut><rsp:InputStreams>stdin</rsp:InputStreams>"
                        + "<rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>");
    }

    Answer command(String shellId, String program, String... arguments) {
        StringBuilder line = new StringBuilder("<rsp:Command>" + program + "</rsp:Command>");
        for (String argument : arguments) {
            line.append("<rsp:Arguments>").append(argument).append("</rsp:Arguments>");
        }
        return send(SHELL + "/Command", shellId, "<rsp:CommandLine>" + line + "</rsp:CommandLine>");
    }

    Answer receive(String shellId, String commandId) {
        String attribute = commandId.isEmpty() ? "" : " CommandId=\"" + commandId + "\"";
        return send(
                SHELL + "/Receive",
                shellId,
                "<rsp:Receive><rsp:DesiredStream"
                        + attribute
                        + ">stdout stderr</rsp:DesiredStream></rsp:Receive>");
    }

    Answer signal(String shellId, String commandId) {
        return send(
                SHELL + "/Signal",
                shellId,
                "<rsp:Signal CommandId=\""
                        + commandId
                        + "\"><rsp:Code>"
                        + SHELL
                        + "/signal/terminate</rsp:Code></rsp:Signal>");
    }

    Answer sendInput(String shellId, String commandId, String base64) {
        return send(
                SHELL + "/Send",
                shellId,
                "<rsp:Send><rsp:Stream Name=\"stdin\" CommandId=\""
                        + commandId
                        + "\">"
                        + base64
                        + "</rsp:Stream></rsp:Send>");
    }

    Answer delete(String shellId) {
        return send(TRANSFER + "/Delete", shellId, "");
    }

    /// Create to Delete.
    Finished run(String program, String... arguments) {
        return run(Map.of(), program, List.of(arguments));
    }

    Finished run(Map<String, String> environment, String program, List<String> arguments) {
        String shellId = create(environment).text("ShellId");
        String commandId =
                command(shellId, program, arguments.toArray(String[]::new)).text("CommandId");
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        int receives = 0;
        while (true) {
            Answer answer = receive(shellId, commandId);
            receives++;
            if (answer.faultCode().equals("2150858793")) {
                continue;
            }
            NodeList streams = answer.xml().getElementsByTagNameNS(SHELL, "Stream");
            for (int i = 0; i < streams.getLength(); i++) {
                Element stream = (Element) streams.item(i);
                byte[] bytes = Base64.getDecoder().decode(stream.getTextContent());
                (stream.getAttribute("Name").equals("stdout") ? stdout : stderr).writeBytes(bytes);
            }
            if (!answer.text("ExitCode").isEmpty()) {
                signal(shellId, commandId);
                delete(shellId);
                return new Finished(
                        stdout.toString(StandardCharsets.UTF_8),
                        stderr.toString(StandardCharsets.UTF_8),
                        Long.parseLong(answer.text("ExitCode")),
                        receives);
            }
        }
    }

    /// Reads a resource.
    Answer get(String resource) {
        return send(TRANSFER + "/Get", resource, "", "");
    }

    Answer send(String action, String shellId, String body) {
        return send(action, SHELL + "/cmd", shellId, body);
    }

    /// @param shellId empty where there is none
    Answer send(String action, String resource, String shellId, String body) {
        String selector =
                shellId.isEmpty()
                        ? ""
                        : "<w:SelectorSet><w:Selector Name=\"ShellId\">"
                                + shellId
                                + "</w:Selector></w:SelectorSet>";
        return post(
                "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
                        + " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                        + " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" xmlns:rsp=\""
                        + SHELL
                        + "\"><s:Header>"
                        + "<a:Action s:mustUnderstand=\"true\">"
                        + action
                        + "</a:Action><a:To>"
                        + uri
                        + "</a:To>"
                        + "<a:MessageID>uuid:"
                        + UUID.randomUUID()
                        + "</a:MessageID>"
                        + "<w:ResourceURI>"
                        + resource
                        + "</w:ResourceURI>"
                        + "<w:MaxEnvelopeSize>"
                        + maxEnvelopeSize
                        + "</w:MaxEnvelopeSize>"
                        + "<w:OperationTimeout>"
                        + operationTimeout
                        + "</w:OperationTimeout>"
                        + selector
                        + "</s:Header><s:Body>"
                        + body
                        + "</s:Body></s:Envelope>");
    }

    Answer post(String envelope) {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(Duration.ofSeconds(30))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/soap+xml;charset=UTF-8")
                        .POST(HttpRequest.BodyPublishers.ofString(envelope))
                        .build();
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
