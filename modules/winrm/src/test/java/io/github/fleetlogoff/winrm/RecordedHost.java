package io.github.fleetlogoff.winrm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Plays what real hosts answered: to each action its recorded answers, one after the other, the
/// ids of messages made to fit. Where nothing is recorded for an action it says 204, as hosts do to
/// the closing messages.
public final class RecordedHost implements AutoCloseable {
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>([^<]+)<");
    private static final Pattern MESSAGE_ID = Pattern.compile("MessageID[^>]*>([^<]+)<");
    private static final Pattern RELATES_TO = Pattern.compile("(RelatesTo[^>]*>)[^<]*(<)");
    private static final int IDLE_MILLIS = 20_000;

    private final Map<String, Queue<Answer>> answers = new HashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final WireMockServer server =
            new WireMockServer(
                    options()
                            .dynamicPort()
                            .bindAddress("127.0.0.1")
                            .jettyIdleTimeout((long) IDLE_MILLIS)
                            .extensions(new Play()));

    private record Answer(int status, String contentType, String body) {}

    public RecordedHost() {
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.start();
    }

    public int port() {
        return server.port();
    }

    /// The last words of the actions that were asked for, in their order.
    public List<String> actions() {
        return requests.stream().map(RecordedHost::actionOf).toList();
    }

    public List<String> requests() {
        return List.copyOf(requests);
    }

    public RecordedHost answering(String action, int status, String body) {
        return answering(action, status, "application/soap+xml;charset=UTF-8", body);
    }

    public RecordedHost answering(String action, int status, String contentType, String body) {
        answers.computeIfAbsent(action, _ -> new ArrayDeque<>())
                .add(new Answer(status, contentType, body));
        return this;
    }

    public RecordedHost playing(String resource) throws Exception {
        return resource.endsWith(".yml") ? playingPypsrp(resource) : playingWinrm4j(resource);
    }

    private RecordedHost playingPypsrp(String resource) throws IOException {
        Map<?, ?> document =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text(resource));
        for (Object each : (List<?>) Objects.requireNonNull(document.get("messages"))) {
            Map<?, ?> message = (Map<?, ?>) each;
            boolean fault = message.get("transport_error") != null;
            answering(
                    actionOf(String.valueOf(message.get("request"))),
                    fault ? 500 : 200,
                    String.valueOf(message.get("response")));
        }
        return this;
    }

    private RecordedHost playingWinrm4j(String resource) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document document =
                factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text(resource).getBytes(UTF_8)));
        NodeList items = document.getElementsByTagName("item");
        for (int i = 0; i < items.getLength(); i++) {
            Element item = (Element) items.item(i);
            Element request = (Element) item.getElementsByTagName("request").item(0);
            Element response = (Element) item.getElementsByTagName("response").item(0);
            Element envelope =
                    (Element)
                            response.getElementsByTagNameNS(
                                            "http://www.w3.org/2003/05/soap-envelope", "Envelope")
                                    .item(0);
            answering(last(request.getAttribute("action")), 200, xml(envelope));
        }
        return this;
    }

    private static String xml(Element element) throws Exception {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
        StringWriter writer = new StringWriter();
        transformer.transform(new DOMSource(element), new StreamResult(writer));
        return writer.toString();
    }

    public static String text(String resource) throws IOException {
        try (InputStream in =
                RecordedHost.class.getResourceAsStream(
                        resource.startsWith("/") ? resource : "/winrm/" + resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static String actionOf(String envelope) {
        Matcher matcher = ACTION.matcher(envelope);
        return matcher.find() ? last(matcher.group(1)) : "";
    }

    private static String last(String uri) {
        return uri.substring(uri.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        server.stop();
    }

    private final class Play implements ResponseDefinitionTransformerV2 {
        @Override
        public ResponseDefinition transform(ServeEvent event) {
            String request = event.getRequest().getBodyAsString();
            requests.add(request);
            Queue<Answer> queue = answers.getOrDefault(actionOf(request), new ArrayDeque<>());
            Answer answer = queue.poll();
            if (answer == null) {
                return ResponseDefinitionBuilder.responseDefinition().withStatus(204).build();
            }
            Matcher id = MESSAGE_ID.matcher(request);
            String relatesTo = id.find() ? id.group(1) : "";
            return ResponseDefinitionBuilder.responseDefinition()
                    .withStatus(answer.status())
                    .withHeader("Content-Type", answer.contentType())
                    .withHeader("WWW-Authenticate", "Basic realm=\"WSMAN\"")
                    .withBody(
                            RELATES_TO.matcher(answer.body()).replaceFirst("$1" + relatesTo + "$2"))
                    .build();
        }

        @Override
        public String getName() {
            return "play";
        }
    }
}
