package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Recorded requests as the sweeps they came from.
final class Requests {

    private Requests() {}

    static Host host(String name) {
        return Host.of(
                name, new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null));
    }

    /// A request of a plan (`expect`) selects by it alone; a sweep has no such thing yet, so any
    /// state stands in.
    static Sweep sweepOf(JsonNode request) {
        Action action = Word.find(Action.class, request.path("action").asText()).orElseThrow();
        Selector selector =
                new Selector(
                        texts(request, "users"),
                        texts(request, "userGlobs"),
                        new Selector.Excluded(
                                texts(request, "excludeUsers"), texts(request, "excludeUserGlobs")),
                        numbers(request, "sessionIds"),
                        texts(request, "sessionNames"),
                        Word.find(StateFilter.class, request.path("state").asText("any"))
                                .orElseThrow(),
                        request.path("idleOverSeconds").asInt(0) == 0
                                ? null
                                : Duration.ofSeconds(request.path("idleOverSeconds").asInt()),
                        request.path("includeConsole").asBoolean());
        boolean acts = action != Action.LIST && !selector.selectsSomething();
        return new Sweep(
                action,
                acts ? Selector.ofUsers("nobody") : selector,
                request.path("dryRun").asBoolean(),
                new Sweep.Ending(
                        Duration.ofSeconds(request.path("verifySeconds").asInt(30)),
                        request.path("resetStuck").asBoolean()),
                request.path("detail").asBoolean(),
                false);
    }

    private static List<String> texts(JsonNode request, String name) {
        List<String> texts = new ArrayList<>();
        request.path(name).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<Integer> numbers(JsonNode request, String name) {
        List<Integer> numbers = new ArrayList<>();
        request.path(name).forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
