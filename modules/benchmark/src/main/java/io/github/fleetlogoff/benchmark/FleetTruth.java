package io.github.fleetlogoff.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What really became of the hosts of a simulated fleet on which jdoe was to be logged off.
///
/// @param wrong what is not as it should be, by the name of the host
/// @param dead the hosts that could not be reached by anyone
/// @param loggedOff how many sessions were ended that should have been
record FleetTruth(Map<String, String> wrong, Set<String> dead, int loggedOff) {
    /// Whom every client logs off.
    static final String USER = "jdoe";

    // Of a simulated computer session 1 is its console, which is left alone unless asked for.
    private static final int CONSOLE = 1;

    FleetTruth {
        wrong = Map.copyOf(wrong);
        dead = Set.copyOf(dead);
    }

    /// Reads a file of `simulate --dump-state`.
    ///
    /// @throws IOException where it cannot be read
    static FleetTruth read(Path file) throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        Set<String> dead = new LinkedHashSet<>();
        int loggedOff = 0;
        for (JsonNode host : new ObjectMapper().readTree(file.toFile()).path("hosts")) {
            if ("dead".equals(host.path("fault").asText())) {
                dead.add(host.path("host").asText());
                continue;
            }
            for (JsonNode session : host.path("sessions")) {
                boolean meant = isMeant(session);
                boolean ended = !session.path("present").asBoolean();
                if (meant && ended && session.path("logoffCalls").asInt() == 1) {
                    loggedOff++;
                } else if (meant || ended) {
                    wrong.put(host.path("host").asText(), fault(session, meant, ended));
                }
            }
        }
        return new FleetTruth(wrong, dead, loggedOff);
    }

    /// What a client says of its failures, set right: without the dead hosts, and with those it
    /// takes for done that are not.
    Map<String, String> correct(Map<String, String> said) {
        Map<String, String> failed = new LinkedHashMap<>(said);
        failed.keySet().removeAll(dead);
        wrong.forEach(failed::putIfAbsent);
        return failed;
    }

    private static boolean isMeant(JsonNode session) {
        return session.path("id").asInt() != CONSOLE
                && USER.equalsIgnoreCase(session.path("user").asText());
    }

    private static String fault(JsonNode session, boolean meant, boolean ended) {
        String which = "session " + session.path("id").asInt() + " ";
        if (!meant) {
            return which + "was ended and should not have been";
        }
        return which
                + (ended
                        ? "was ended by " + session.path("logoffCalls").asInt() + " logoffs"
                        : "is still there");
    }
}
