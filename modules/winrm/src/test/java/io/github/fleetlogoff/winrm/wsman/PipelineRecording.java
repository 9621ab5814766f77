package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.winrm.RecordedHost;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// One recorded conversation of PowerShell remoting, of which each pipeline can be played: what the
/// pool was answered before the first, and what that one was answered.
record PipelineRecording(String name, JsonNode content) {
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>[^<]*/([^/<]+)<");
    private static final Pattern COMMAND_ID = Pattern.compile("CommandId=\"([^\"]+)\"");

    static PipelineRecording named(String name) {
        boolean yaml = name.startsWith("test_");
        String file = "/psrp/" + name + (yaml ? ".yml" : ".json");
        try (InputStream in =
                requireNonNull(PipelineRecording.class.getResourceAsStream(file), name)) {
            return new PipelineRecording(
                    name, yaml ? ofPypsrp(in) : new ObjectMapper().readTree(in));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode ofPypsrp(InputStream in) {
        ObjectNode content = new ObjectMapper().createObjectNode();
        ArrayNode exchanges = content.putArray("exchanges");
        Map<?, ?> document =
                (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        for (Object each : (List<?>) requireNonNull(document.get("messages"))) {
            Map<?, ?> message = (Map<?, ?>) each;
            String request = String.valueOf(message.get("request"));
            Matcher action = ACTION.matcher(request);
            exchanges
                    .addObject()
                    .put("action", action.find() ? action.group(1) : "")
                    .put("status", message.get("transport_error") == null ? 200 : 500)
                    .put("request", request)
                    .put("response", String.valueOf(message.get("response")));
        }
        return content;
    }

    /// What came of each pipeline, as its recorder wrote it down.
    List<JsonNode> outcomes() {
        List<JsonNode> outcomes = new ArrayList<>();
        collect(content.path("result"), outcomes);
        return outcomes;
    }

    private static void collect(JsonNode node, List<JsonNode> outcomes) {
        if (node.has("output")) {
            outcomes.add(node);
        } else {
            node.forEach(child -> collect(child, outcomes));
        }
    }

    /// Answers as the recorded server did.
    ///
    /// @param pipeline which of the pipelines, from 0
    void play(RecordedHost host, int pipeline) {
        String wanted = pipelines().get(pipeline);
        boolean begun = false;
        for (JsonNode exchange : content.path("exchanges")) {
            String action = exchange.path("action").asText();
            String request = exchange.path("request").asText();
            boolean whole =
                    switch (action) {
                        case "Create" -> true;
                        case "Command" -> {
                            begun = true;
                            yield commandId(request).equals(wanted);
                        }
                        case "Receive" ->
                                commandId(request).isEmpty()
                                        ? !begun
                                        : commandId(request).equals(wanted);
                        default -> false;
                    };
            if (whole) {
                host.answering(
                        action,
                        exchange.path("status").asInt(),
                        exchange.path("response").asText());
            }
        }
    }

    /// The ids of the pipelines, in the order in which they were started.
    List<String> pipelines() {
        List<String> ids = new ArrayList<>();
        for (JsonNode exchange : content.path("exchanges")) {
            if (exchange.path("action").asText().equals("Command")) {
                ids.add(commandId(exchange.path("request").asText()));
            }
        }
        return ids.isEmpty() ? List.of("") : ids;
    }

    private static String commandId(String request) {
        Matcher id = COMMAND_ID.matcher(request);
        return id.find() ? id.group(1) : "";
    }
}
