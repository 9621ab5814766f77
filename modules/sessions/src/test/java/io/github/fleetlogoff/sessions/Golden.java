package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.sessions.SessionRequest.Act;
import io.github.fleetlogoff.sessions.SessionRequest.Planned;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One exchange with the session script, recorded on a real PowerShell.
///
/// @param outcome what it makes of the host
record Golden(
        String name, ObjectNode request, ObjectNode answer, int exitCode, HostOutcome outcome) {
    static final JsonMapper JSON = new JsonMapper();

    static List<Golden> all() {
        try (InputStream goldens = resource("/goldens.json");
                InputStream outcomes = resource("/golden-outcomes.txt")) {
            JsonNode cases = JSON.readTree(goldens);
            List<String> lines =
                    new String(outcomes.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            List<Golden> all = new ArrayList<>();
            for (JsonNode one : cases) {
                String line = lines.get(all.size());
                String name = one.get("name").textValue();
                if (!line.startsWith(name + " ")) {
                    throw new IllegalStateException(
                            "golden-outcomes.txt does not follow goldens.json at " + name);
                }
                all.add(
                        new Golden(
                                name,
                                (ObjectNode) one.get("request"),
                                (ObjectNode) one.get("answer"),
                                one.get("exitCode").intValue(),
                                Word.find(HostOutcome.class, line.substring(name.length() + 1))
                                        .orElseThrow()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Golden named(String name) {
        return all().stream()
                .filter(golden -> golden.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static InputStream resource(String name) {
        InputStream in = Golden.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is missing");
        }
        return in;
    }

    byte[] stdout() {
        return frame(answer.toString());
    }

    /// What the script prints around its JSON.
    static byte[] frame(String json) {
        StringBuilder ascii = new StringBuilder();
        json.chars()
                .forEach(character -> {
                    if (character < 33 || character > 125) {
                        ascii.append("\\u%04x".formatted(character));
                    } else {
                        ascii.append((char) character);
                    }
                });
        StringBuilder out = new StringBuilder("--fleet-logoff:1:" + ascii.length() + "--\r\n");
        for (int at = 0; at < ascii.length(); at += 76) {
            out.append(ascii, at, Math.min(at + 76, ascii.length())).append("\r\n");
        }
        return out.append("--fleet-logoff:end--\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// A selector has no list that is there and empty, and no idle time of zero.
    boolean isExpressible() {
        for (JsonNode value : request) {
            if (value.isArray() && value.isEmpty()) {
                return false;
            }
        }
        return request.path("idleOverSeconds").asInt(1) > 0;
    }

    SessionRequest sessionRequest() {
        return new SessionRequest(
                act(),
                selector(),
                planned(),
                request.path("computerName").textValue(),
                truth("detail"));
    }

    private Act act() {
        Duration verify = Duration.ofSeconds(request.get("verifySeconds").intValue());
        return switch (request.get("action").textValue()) {
            case "list" -> new Act.Look();
            case "logoff" ->
                    new Act.Logoff(truth("dryRun"), new Sweep.Ending(verify, truth("resetStuck")));
            default ->
                    new Act.Warn(
                            truth("dryRun"),
                            request.get("warnText").textValue(),
                            Duration.ofSeconds(request.get("warnSeconds").intValue()));
        };
    }

    private Selector selector() {
        Duration idle =
                isExpressible() ? seconds(request, "idleOverSeconds") : Duration.ofSeconds(1);
        return new Selector(
                list("users", JsonNode::textValue),
                list("userGlobs", JsonNode::textValue),
                new Selector.Excluded(
                        list("excludeUsers", JsonNode::textValue),
                        list("excludeUserGlobs", JsonNode::textValue)),
                list("sessionIds", JsonNode::intValue),
                list("sessionNames", JsonNode::textValue),
                Word.find(StateFilter.class, request.get("state").textValue()).orElseThrow(),
                idle,
                truth("includeConsole"));
    }

    private @Nullable List<Planned> planned() {
        if (!request.has("expect")) {
            return null;
        }
        return list(
                "expect",
                one ->
                        new Planned(
                                new Session(
                                        one.get("id").intValue(),
                                        one.get("user").textValue(),
                                        null,
                                        null,
                                        SessionState.DISCONNECTED,
                                        null,
                                        null,
                                        one.get("logonTime").textValue(),
                                        false),
                                seconds(one, "idleAtLeastSeconds")));
    }

    private static @Nullable Duration seconds(JsonNode object, String field) {
        return object.path(field).isNumber()
                ? Duration.ofSeconds(object.get(field).longValue())
                : null;
    }

    private boolean truth(String field) {
        return request.path(field).booleanValue();
    }

    private <T> List<T> list(String field, Function<JsonNode, T> value) {
        List<T> values = new ArrayList<>();
        request.path(field).forEach(node -> values.add(value.apply(node)));
        return values;
    }

    @Override
    public String toString() {
        return name;
    }
}
