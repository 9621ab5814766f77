package io.github.fleetlogoff.simulator.windows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request of the session script, read as loosely as PowerShell reads it: what is absent is null,
/// a single value stands for a list of one. Immutable.
final class ScriptRequest {

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final List<String> LISTS =
            List.of(
                    "users",
                    "userGlobs",
                    "excludeUsers",
                    "excludeUserGlobs",
                    "sessionIds",
                    "sessionNames");

    private final JsonNode root;
    private final @Nullable List<Expected> expect;

    private ScriptRequest(JsonNode root) {
        this.root = root;
        this.expect =
                has("expect")
                        ? elements(root.get("expect")).stream().map(Expected::of).toList()
                        : null;
    }

    /// A session that a plan names.
    record Expected(
            @Nullable Integer id,
            String user,
            String logonTime,
            @Nullable Long idleAtLeastSeconds) {
        private static Expected of(JsonNode node) {
            return new Expected(
                    node.hasNonNull("id") ? node.get("id").asInt() : null,
                    node.path("user").asText(),
                    node.path("logonTime").asText(),
                    node.hasNonNull("idleAtLeastSeconds")
                            ? node.get("idleAtLeastSeconds").asLong()
                            : null);
        }
    }

    /// What of a request the script refuses.
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /// Reads a request; one that is empty or no object has nothing in it.
    ///
    /// @throws Refused where it is not JSON
    static ScriptRequest parse(String json) {
        try {
            JsonNode read = json.isBlank() ? MissingNode.getInstance() : JSON.readTree(json);
            return new ScriptRequest(read.isArray() && read.size() == 1 ? read.get(0) : read);
        } catch (JsonProcessingException e) {
            throw new Refused("Conversion from JSON failed with error: " + e.getOriginalMessage());
        }
    }

    /// Fails closed: a request that is lost, of another version or without a selector must never
    /// mean "everybody".
    ///
    /// @throws Refused with the script's words
    void check() {
        for (String name : LISTS) {
            List<String> entries = list(name);
            if (entries != null && entries.stream().anyMatch(String::isEmpty)) {
                throw new Refused("request: '" + name + "' has an empty entry");
            }
        }
        if (!text("v").equals("1")) {
            throw new Refused("request: missing, or not of version 1");
        }
        if (!List.of("list", "logoff", "warn").contains(action())) {
            throw new Refused("request: action '" + text("action") + "' is not known");
        }
        if (has("state") && !List.of("any", "active", "disconnected").contains(state())) {
            throw new Refused("request: state '" + text("state") + "' is not known");
        }
        boolean selects =
                has("users")
                        || has("userGlobs")
                        || has("sessionIds")
                        || has("sessionNames")
                        || has("idleOverSeconds")
                        || has("expect")
                        || List.of("active", "disconnected").contains(state());
        if (!action().equals("list") && !selects) {
            throw new Refused("request: nothing selects a session");
        }
        String warnText = text("warnText").strip();
        if (action().equals("warn") && (warnText.isEmpty() || warnText.startsWith("/"))) {
            throw new Refused("request: warnText is empty or begins with /");
        }
    }

    boolean has(String name) {
        return root.hasNonNull(name);
    }

    /// A text; empty where it is absent.
    String text(String name) {
        JsonNode value = root.path(name);
        return value.isNull() ? "" : value.asText();
    }

    String action() {
        return text("action").toLowerCase(Locale.ROOT);
    }

    String state() {
        return text("state").toLowerCase(Locale.ROOT);
    }

    boolean flag(String name) {
        return root.path(name).asBoolean();
    }

    /// A number; null where it is absent.
    @Nullable Long number(String name) {
        return has(name) ? Long.valueOf(root.get(name).asLong()) : null;
    }

    /// A list, null elements as empty texts; null where it is absent.
    @Nullable List<String> list(String name) {
        return has(name)
                ? elements(root.get(name)).stream()
                        .map(each -> each.isNull() ? "" : each.asText())
                        .toList()
                : null;
    }

    /// The sessions of a plan; null where the request is of none.
    @Nullable List<Expected> expect() {
        return expect;
    }

    /// Whether services, listeners and sessions without a user are asked for.
    boolean detail() {
        return flag("detail") || has("sessionIds") || has("sessionNames");
    }

    private static List<JsonNode> elements(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node);
        }
        List<JsonNode> elements = new ArrayList<>(node.size());
        node.forEach(elements::add);
        return elements;
    }
}
