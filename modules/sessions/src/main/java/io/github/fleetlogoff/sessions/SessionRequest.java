package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// What the session script is asked, as one ASCII-only JSON object. What was not asked is left out:
/// to the script a list that is given selects what is in it, so an empty one would select nobody.
final class SessionRequest {
    private static final int VERSION = 1;
    // CreateProcess: 32,767 characters for one variable, its name and the closing NUL included.
    private static final int MOST_CHARACTERS = 32_000;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private SessionRequest() {}

    /// The request for one host.
    ///
    /// @throws FleetException with [FleetException.Code#USAGE] where the sweep names too much to
    ///   travel
    static String of(Sweep sweep, Host host) {
        ObjectNode request = JSON.createObjectNode();
        request.put("v", VERSION);
        request.put("action", sweep.action().word());
        request.put("dryRun", sweep.dryRun());
        select(request, sweep.selector());
        if (sweep.action() == Action.LOGOFF) {
            request.put("verifySeconds", seconds(sweep.ending().verifyTimeout()));
            request.put("resetStuck", sweep.ending().resetStuck());
        }
        if (sweep.detail()) {
            request.put("detail", true);
        }
        if (!sweep.anyComputerName()) {
            host.expectedComputerName().ifPresent(name -> request.put("computerName", name));
        }
        return written(request);
    }

    private static void select(ObjectNode request, Selector selector) {
        strings(request, "users", selector.users());
        strings(request, "userGlobs", escaped(selector.userGlobs()));
        strings(request, "excludeUsers", selector.excluded().users());
        strings(request, "excludeUserGlobs", escaped(selector.excluded().globs()));
        if (!selector.sessionIds().isEmpty()) {
            ArrayNode ids = request.putArray("sessionIds");
            selector.sessionIds().forEach(ids::add);
        }
        strings(request, "sessionNames", selector.sessionNames());
        request.put("state", selector.state().word());
        Duration idle = selector.idleOver();
        if (idle != null) {
            request.put("idleOverSeconds", seconds(idle));
        }
        request.put("includeConsole", selector.includeConsole());
    }

    private static void strings(ObjectNode request, String name, Collection<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = request.putArray(name);
            values.forEach(array::add);
        }
    }

    // To PowerShell's -like, brackets and the backtick mean something; to our globs they do not.
    private static List<String> escaped(List<String> globs) {
        return globs.stream().map(glob -> glob.replaceAll("[\\[\\]`]", "`$0")).toList();
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }

    private static String written(ObjectNode request) {
        try {
            String text = JSON.writeValueAsString(request);
            if (text.length() > MOST_CHARACTERS) {
                throw new FleetException(
                        FleetException.Code.USAGE,
                        "the selection is "
                                + text.length()
                                + " characters long and at most "
                                + MOST_CHARACTERS
                                + " travel to a host: name fewer users, or use --user-glob");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new FleetException(
                    FleetException.Code.INTERNAL, "the request cannot be written", e);
        }
    }
}
