package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Deals the faults of a spec out to its hosts: named ones first, then the shares by the seed. A
/// host has one at the most.
final class FaultDeal {

    private FaultDeal() {}

    /// Host name → fault word, for the hosts that have one.
    ///
    /// @param known every word there is
    /// @throws IllegalArgumentException for an unknown word or host, a host with two faults, or
    ///   shares above the whole
    static Map<String, String> of(SimulatorSpec spec, Collection<String> known) {
        Map<String, FaultShare> faults = new TreeMap<>(spec.faults());
        faults.keySet().forEach(word -> requireKnown("fault", word, known));
        Map<String, String> dealt = HashMap.newHashMap(spec.hosts().size() / 4);
        faults.forEach((word, share) -> {
            if (share instanceof FaultShare.Named(List<String> hosts)) {
                hosts.forEach(host -> name(dealt, word, host, spec.hosts()));
            }
        });
        List<String> rest = new ArrayList<>(spec.hosts());
        rest.removeAll(dealt.keySet());
        Collections.shuffle(rest, new SplittableRandom(spec.seed()));
        Queue<String> deck = new ArrayDeque<>(rest);
        faults.forEach((word, share) -> {
            if (share instanceof FaultShare.Fraction(double fraction)) {
                deal(dealt, word, Math.round(fraction * spec.hosts().size()), deck);
            }
        });
        return dealt;
    }

    private static void deal(
            Map<String, String> dealt, String word, long count, Queue<String> deck) {
        for (long i = 0; i < count; i++) {
            String host = deck.poll();
            if (host == null) {
                throw new IllegalArgumentException(
                        "the faults add up to more than all hosts, at '" + word + "'");
            }
            dealt.put(host, word);
        }
    }

    private static void name(
            Map<String, String> dealt, String word, String named, List<String> hosts) {
        String host =
                hosts.stream()
                        .filter(named::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> unknown("host", named, hosts));
        String before = dealt.putIfAbsent(host, word);
        if (before != null && !before.equals(word)) {
            throw new IllegalArgumentException(
                    "host '" + host + "' has two faults, '" + before + "' and '" + word + "'");
        }
    }

    private static void requireKnown(String what, String word, Collection<String> known) {
        if (!known.contains(word)) {
            throw unknown(what, word, known);
        }
    }

    private static IllegalArgumentException unknown(
            String what, String word, Collection<String> known) {
        String hint =
                Nearest.to(word.toLowerCase(Locale.ROOT), known)
                        .map(near -> ", did you mean '" + near + "'?")
                        .orElseGet(() ->
                                known.size() > 40
                                        ? ""
                                        : " (known: " + String.join(", ", known) + ")");
        return new IllegalArgumentException(what + " '" + word + "' is not known" + hint);
    }
}
