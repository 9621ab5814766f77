package io.github.fleetlogoff.simulator.windows;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a simulated computer goes wrong, by the word of an inventory's `simulator: faults:`. It
/// concerns every session of the computer.
public enum HostBehaviour {
    /// logoff.exe is denied access.
    REFUSING("refusing", Behaviour.REFUSE),
    /// logoff.exe reports success and the session stays.
    LYING("lying", Behaviour.LIE),
    /// logoff.exe reports success, and only rwinsta.exe ends the session.
    STUCK("stuck", Behaviour.RESET),
    /// logoff.exe never returns and the session stays; rwinsta.exe ends it.
    HANGING("hanging", Behaviour.HANG),
    /// After a logoff nobody can list sessions any more.
    GONE_SILENT("gone-silent", Behaviour.BLIND),
    /// The user is logged on again at once under the same id.
    BACK("back", Behaviour.AGAIN),
    /// A logoff takes a second.
    SLOW_LOGOFF("slow-logoff", Behaviour.SLOW),
    /// Another computer answers under the host's name.
    WRONG_HOST("wrong-host", Behaviour.OK),
    /// The account is no administrator there: it may list nobody.
    NOT_ELEVATED("not-elevated", Behaviour.OK);

    private final String word;
    private final Behaviour behaviour;

    HostBehaviour(String word, Behaviour behaviour) {
        this.word = word;
        this.behaviour = behaviour;
    }

    /// The word in inventories and on the command line.
    public String word() {
        return word;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /// The behaviour of a word; empty where the word is none of these.
    public static Optional<HostBehaviour> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
    }

    /// All words, sorted.
    public static Set<String> words() {
        Set<String> words = new TreeSet<>();
        for (HostBehaviour each : values()) {
            words.add(each.word);
        }
        return words;
    }
}
