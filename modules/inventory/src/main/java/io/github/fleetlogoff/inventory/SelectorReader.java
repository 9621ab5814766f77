package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Glob;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Word;
import java.util.Arrays;
import java.util.List;

/// The `sessions` section of a playbook.
final class SelectorReader {
    private static final List<String> KEYS =
            List.of(
                    "users",
                    "userGlobs",
                    "excludeUsers",
                    "sessionNames",
                    "state",
                    "idleOver",
                    "includeConsole");
    private static final List<String> STATES =
            Arrays.stream(StateFilter.values()).map(Word::word).toList();

    private SelectorReader() {}

    static Selector read(Section sessions) {
        sessions.onlyKeys(KEYS);
        SafeguardReader reader = new SafeguardReader(sessions);
        Selector selector =
                new Selector(
                        reader.texts("users", SelectorReader::checkName),
                        reader.texts("userGlobs", SelectorReader::checkGlob),
                        reader.users("excludeUsers"),
                        List.of(),
                        reader.texts("sessionNames", name -> name),
                        state(sessions),
                        reader.duration("idleOver"),
                        sessions.get("includeConsole")
                                .map(node -> sessions.flag("includeConsole", node))
                                .orElse(false));
        if (!selector.selectsSomething()) {
            throw sessions.fault(
                    sessions.place(),
                    "nothing selects a session: name users, userGlobs, sessionNames, a state or idleOver");
        }
        return selector;
    }

    private static StateFilter state(Section sessions) {
        return sessions.get("state")
                .flatMap(node -> Word.find(StateFilter.class, sessions.word("state", node, STATES)))
                .orElse(StateFilter.ANY);
    }

    private static String checkName(String user) {
        if (Glob.isGlob(user)) {
            throw new IllegalArgumentException(
                    Place.quote(user) + " is a pattern, and users are exact names: use userGlobs");
        }
        return user;
    }

    private static String checkGlob(String glob) {
        Glob.checkOfUsers(glob);
        return glob;
    }
}
