package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The `simulator` section of an inventory.
final class SimulatorReader {
    private static final List<String> KEYS =
            List.of("hosts", "seed", "think", "languages", "faults", "endpoints", "oneMessage");
    private static final Duration THINK = Duration.ofMillis(300);
    private static final Duration LONGEST_THINK = Duration.ofHours(1);
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?%");

    private final Section section;

    SimulatorReader(Section section) {
        this.section = section;
        section.onlyKeys(KEYS);
    }

    /// The names that the section itself makes, where the inventory names no host.
    List<String> ownHosts() {
        YamlNode node =
                section.get("hosts")
                        .orElseThrow(() ->
                                section.fault(
                                        section.place(),
                                        "the inventory has no hosts; write 'hosts: 40' here, or name hosts in it"));
        String count = Long.toString(section.number("hosts", node, 1, HostSet.LIMIT));
        int width = Math.max(4, count.length());
        return HostSet.expand(
                "pc-["
                        + "0".repeat(width - 1)
                        + "1-"
                        + "0".repeat(width - count.length())
                        + count
                        + "]");
    }

    /// Refuses a number of hosts where the inventory names them itself.
    void noOwnHosts() {
        section.get("hosts")
                .ifPresent(node -> {
                    throw section.fault(
                            node.place(),
                            "the inventory names hosts and each is simulated: leave 'hosts' out here, or name none in it");
                });
    }

    /// @param hosts every host of the inventory
    SimulatorSpec spec(List<String> hosts) {
        long seed =
                section.get("seed")
                        .map(node -> section.number("seed", node, Long.MIN_VALUE, Long.MAX_VALUE))
                        .orElse(1L);
        Duration think = section.get("think").map(this::think).orElse(THINK);
        List<String> languages =
                section.get("languages")
                        .map(node ->
                                section.items("languages", node).stream()
                                        .map(this::language)
                                        .toList())
                        .orElse(List.of("en"));
        if (languages.isEmpty()) {
            throw section.fault(section.place(), "languages is empty; leave it out for English");
        }
        return new SimulatorSpec(hosts, seed, think, languages, faults(hosts), endpoints());
    }

    private Endpoints endpoints() {
        boolean oneMessage =
                section.get("oneMessage")
                        .map(node -> section.flag("oneMessage", node))
                        .orElse(false);
        Optional<YamlNode> node = section.get("endpoints");
        List<String> offered =
                node.map(list ->
                                section.items("endpoints", list).stream()
                                        .map(item -> section.text("endpoints", item))
                                        .toList())
                        .orElse(Endpoints.ALL.offered());
        try {
            return new Endpoints(offered, oneMessage);
        } catch (IllegalArgumentException e) {
            throw section.fault(
                    node.map(YamlNode::place).orElse(section.place()),
                    "endpoints: " + e.getMessage());
        }
    }

    private String language(YamlNode.Scalar item) {
        String text = section.text("languages", item);
        return SimulatorSpec.LANGUAGES.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        section.fault(
                                item.place(), unknown("language", text, SimulatorSpec.LANGUAGES)));
    }

    private static String unknown(String what, String word, List<String> known) {
        return what
                + " "
                + Place.quote(word)
                + " is not known"
                + Nearest.to(word, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; there are " + String.join(", ", known));
    }

    private Duration think(YamlNode node) {
        String text = section.text("think", node);
        try {
            Duration think = DurationText.parse(text);
            if (!think.isNegative() && think.compareTo(LONGEST_THINK) <= 0) {
                return think;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // falls through to the one message for all that is no such duration
        }
        throw section.fault(
                node.place(),
                "think is "
                        + Place.quote(text)
                        + "; it must be a duration like 300ms, from 0s to 1h");
    }

    private Map<String, FaultShare> faults(List<String> hosts) {
        Section faults =
                section.get("faults")
                        .map(node -> Section.of(node, "simulator, faults"))
                        .orElseGet(() ->
                                new Section(
                                        new YamlNode.Mapping(section.place(), Map.of()),
                                        "simulator, faults"));
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        hosts.forEach(host -> known.put(host, host));
        Map<String, FaultShare> shares = new LinkedHashMap<>();
        faults.entries()
                .forEach((word, entry) -> {
                    if (!SimulatorSpec.isFault(word)) {
                        throw faults.fault(
                                entry.place(), unknown("fault", word, SimulatorSpec.FAULTS));
                    }
                    shares.put(word, share(faults, word, entry.value(), known));
                });
        return shares;
    }

    private static FaultShare share(
            Section faults, String word, YamlNode node, Map<String, String> known) {
        if (!(node instanceof YamlNode.Sequence)) {
            return fraction(faults, word, node);
        }
        Set<String> named = new LinkedHashSet<>();
        for (YamlNode.Scalar item : faults.items(word, node)) {
            for (String name : faults.hostNames(item.text(), item.place())) {
                String host = known.get(name);
                if (host == null) {
                    throw faults.fault(
                            item.place(),
                            word
                                    + " names "
                                    + Place.quote(name)
                                    + ", which is no host of this inventory"
                                    + Nearest.to(name, known.values())
                                            .map(nearest -> "; did you mean '" + nearest + "'?")
                                            .orElse(""));
                }
                named.add(host);
            }
        }
        return new FaultShare.Named(new ArrayList<>(named));
    }

    private static FaultShare fraction(Section faults, String word, YamlNode node) {
        String text = faults.text(word, node).toLowerCase(Locale.ROOT);
        double percent =
                PERCENT.matcher(text).matches()
                        ? Double.parseDouble(text.substring(0, text.length() - 1))
                        : Double.NaN;
        if (!(percent <= 100)) {
            throw faults.fault(
                    node.place(),
                    word
                            + " is "
                            + Place.quote(text)
                            + "; it must be a share like 5%, or a list of host sets");
        }
        return new FaultShare.Fraction(percent / 100);
    }
}
