package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.simulator.windows.FleetGenerator;
import io.github.fleetlogoff.simulator.windows.Happening;
import io.github.fleetlogoff.simulator.windows.HostBehaviour;
import io.github.fleetlogoff.simulator.wsman.WireFault;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The words for what can be wrong with a simulated host: of its wire and of the computer behind
/// it.
public final class FaultWords {

    private FaultWords() {}

    /// All of them, sorted.
    public static NavigableSet<String> all() {
        NavigableSet<String> words = new TreeSet<>(HostBehaviour.words());
        Arrays.stream(WireFault.values()).map(WireFault::word).forEach(words::add);
        words.addAll(Happening.words());
        words.add(FleetGenerator.TWIN);
        return words;
    }

    /// Makes sure that every word is known.
    ///
    /// @throws IllegalArgumentException names the first that is not, and the nearest known one
    public static void requireKnown(Collection<String> words) {
        NavigableSet<String> known = all();
        for (String word : words) {
            if (!SimulatorSpec.isFault(word)) {
                throw new IllegalArgumentException(
                        "fault '"
                                + word
                                + "' is not known"
                                + Nearest.to(word, known)
                                        .map(near -> ", did you mean '" + near + "'?")
                                        .orElse("")
                                + " (known: "
                                + String.join(", ", known)
                                + ")");
            }
        }
    }

    /// Those that concern the wire.
    static Set<WireFault> ofWire(Collection<String> words) {
        return words.stream()
                .map(word -> Word.find(WireFault.class, word))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }
}
