package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.model.Word;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/// What users do on a simulated computer between two conversations with it, by the word of an
/// inventory's `simulator: faults:`. It concerns everybody who is logged on.
public enum Happening implements Word {
    /// Users are at work again: active, no idle time, the same logon.
    CAME_BACK("came-back"),
    /// Users log off and on again: the same id, another logon.
    NEW_LOGON("new-logon"),
    /// Users leave, and others get their ids.
    ID_REUSE("id-reuse"),
    /// Users leave.
    LEAVES("leaves"),
    /// Each user does one of these or nothing, by chance, between every two conversations.
    RESTLESS("restless"),
    /// Users disconnect, and keep their sessions.
    DISCONNECTS("disconnects");

    private final String word;

    Happening(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }

    /// All words, sorted.
    public static NavigableSet<String> words() {
        NavigableSet<String> words = new TreeSet<>();
        for (Happening each : values()) {
            words.add(each.word);
        }
        return words;
    }

    static Optional<Happening> of(String word) {
        return Word.find(Happening.class, word);
    }
}
