package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Deals the fault words of a fleet out to its hosts: the wire's and the computers' alike, so that
/// a host that was chosen by a share has one fault only. The same seed deals the same.
public final class FaultDeal {

    private final Map<String, Set<String>> wordsByHost;

    private FaultDeal(Map<String, Set<String>> wordsByHost) {
        this.wordsByHost = wordsByHost;
    }

    /// Deals first to the hosts that are named, which may have several faults, then shares among
    /// those that have none.
    ///
    /// @throws FleetException USAGE where a fault names a host that is not simulated
    public static FaultDeal of(SimulatorSpec spec) {
        Map<String, Set<String>> words = new HashMap<>();
        Set<String> hosts = Set.copyOf(spec.hosts());
        Map<String, Double> fractions = new TreeMap<>();
        new TreeMap<>(spec.faults())
                .forEach((word, share) -> {
                    switch (share) {
                        case FaultShare.Fraction(double fraction) -> fractions.put(word, fraction);
                        case FaultShare.Named(List<String> named) -> {
                            for (String host : named) {
                                if (!hosts.contains(host)) {
                                    throw new FleetException(
                                            FleetException.Code.USAGE,
                                            "fault '"
                                                    + word
                                                    + "' names '"
                                                    + host
                                                    + "', which is no simulated host");
                                }
                                words.computeIfAbsent(host, ignored -> new TreeSet<>()).add(word);
                            }
                        }
                    }
                });
        Deque<String> free = shuffled(spec, words.keySet());
        fractions.forEach((word, fraction) -> {
            long count = Math.round(fraction * spec.hosts().size());
            for (long dealt = 0; dealt < count && !free.isEmpty(); dealt++) {
                words.put(free.pop(), Set.of(word));
            }
        });
        return new FaultDeal(words);
    }

    /// The fault words of a host, sorted; mostly empty.
    public Set<String> words(String host) {
        return wordsByHost.getOrDefault(host, Set.of());
    }

    private static Deque<String> shuffled(SimulatorSpec spec, Set<String> taken) {
        List<String> free = new ArrayList<>(spec.hosts());
        free.removeAll(taken);
        Collections.shuffle(free, new Random(spec.seed()));
        return new ArrayDeque<>(free);
    }
}
