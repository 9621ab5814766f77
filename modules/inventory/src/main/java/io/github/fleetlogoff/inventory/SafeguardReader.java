package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.BlackoutWindow;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.Selector;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What playbooks and site policies have in common.
///
/// @param section which of their maps
record SafeguardReader(Section section) {
    private static final int MOST_WINDOWS = 200;
    private static final List<String> PROTECTED_KEYS = List.of("users", "hosts");

    /// Users and hosts that are not touched.
    record Protection(Selector.Excluded users, List<String> hosts) {}

    /// A value with a form of its own; empty where the key is not there.
    <T> @Nullable T value(String key, Function<String, T> parser) {
        return section.get(key).map(node -> parsed(key, node, parser)).orElse(null);
    }

    /// A value that may be written as a list of its parts too.
    <T> @Nullable T listed(String key, Function<String, T> parser) {
        return section.get(key)
                .map(node -> {
                    String text =
                            section.items(key, node).stream()
                                    .map(item -> section.text(key, item))
                                    .collect(Collectors.joining(","));
                    return parsedAt(key, node.place(), text, parser);
                })
                .orElse(null);
    }

    <T> T parsed(String key, YamlNode node, Function<String, T> parser) {
        return parsedAt(key, node.place(), section.text(key, node), parser);
    }

    private <T> T parsedAt(String key, Place place, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String message = String.valueOf(e.getMessage());
            throw section.fault(place, message.startsWith(key) ? message : key + ": " + message);
        }
    }

    @Nullable Duration duration(String key) {
        return value(key, SafeguardReader::positive);
    }

    private static Duration positive(String text) {
        Duration duration = DurationText.parse(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("it must be longer than nothing");
        }
        return duration;
    }

    /// The texts of a list, each checked by itself.
    List<String> texts(String key, Function<String, ?> check) {
        List<String> texts = new ArrayList<>();
        section.get(key)
                .ifPresent(node ->
                        section.items(key, node)
                                .forEach(item -> {
                                    parsed(key, item, check);
                                    texts.add(item.text());
                                }));
        return texts;
    }

    List<String> hostPatterns(String key) {
        List<String> patterns = texts(key, SafeguardReader::checkPatterns);
        return patterns.stream().flatMap(list -> HostTerms.parts(list).stream()).toList();
    }

    private static String checkPatterns(String list) {
        HostTerms.parts(list).forEach(ProtectedHosts::covering);
        return list;
    }

    Selector.Excluded users(String key) {
        return Selector.Excluded.of(texts(key, word -> Selector.Excluded.of(List.of(word))));
    }

    Protection protection() {
        return section.get("protected")
                .map(node -> {
                    Section own = Section.of(node, "protected");
                    own.onlyKeys(PROTECTED_KEYS);
                    SafeguardReader reader = new SafeguardReader(own);
                    return new Protection(reader.users("users"), reader.hostPatterns("hosts"));
                })
                .orElse(new Protection(Selector.Excluded.NOBODY, List.of()));
    }

    @Nullable ZoneId zone() {
        return value("zone", SafeguardReader::zone);
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "there is no time zone "
                            + Place.quote(text)
                            + Nearest.to(text, ZoneId.getAvailableZoneIds())
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse("; write it like Europe/Berlin"),
                    e);
        }
    }

    /// @param zone whose clock counts for windows that name none
    Blackout blackout(@Nullable ZoneId zone) {
        List<BlackoutWindow> windows = new ArrayList<>();
        section.get("blackout")
                .ifPresent(node -> {
                    for (YamlNode.Scalar item : section.items("blackout", node)) {
                        if (windows.size() == MOST_WINDOWS) {
                            throw section.fault(
                                    item.place(),
                                    "blackout lists more than " + MOST_WINDOWS + " windows");
                        }
                        windows.add(
                                parsed("blackout", item, text -> BlackoutWindow.parse(text, zone)));
                    }
                });
        return new Blackout(windows);
    }
}
