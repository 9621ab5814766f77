package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Playbook.ReportTarget;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Playbooks as YAML files: `docs/schema/playbook.schema.json`.
public final class PlaybookFile {
    private static final List<String> KEYS =
            List.of(
                    "description",
                    "inventory",
                    "hosts",
                    "exclude",
                    "sessions",
                    "protected",
                    "warn",
                    "limits",
                    "blackout",
                    "zone",
                    "ending",
                    "reason",
                    "reports");
    private static final List<String> WARN_KEYS = List.of("text", "grace", "again");
    private static final List<String> LIMIT_KEYS =
            List.of(
                    "waves",
                    "maxLogoffs",
                    "maxFailures",
                    "maxChange",
                    "concurrency",
                    "siteConcurrency",
                    "rate");
    private static final List<String> ENDING_KEYS = List.of("verifyTimeout", "resetStuck");
    private static final List<String> FORMATS =
            List.of("table", "json", "ndjson", "csv", "junit", "markdown", "html");
    private static final int MOST_AT_ONCE = 100_000;

    private final Section top;
    private final SafeguardReader reader;
    private final Path folder;
    private final ZoneId systemZone;

    private PlaybookFile(Section top, Path folder, ZoneId systemZone) {
        this.top = top;
        this.reader = new SafeguardReader(top);
        this.folder = folder;
        this.systemZone = systemZone;
    }

    /// Reads a playbook. Inventories in it are relative to its folder, reports to the folder in
    /// which the program runs.
    ///
    /// @param systemZone whose clock warnings tell the time by where it names none
    /// @throws FleetException with code `INVENTORY`: what is wrong, at which file, line and column,
    ///   and what to write
    public static Playbook load(Path file, ZoneId systemZone) {
        String text = SourceText.read(file, "playbook");
        Path folder = file.toAbsolutePath().getParent();
        return parse(
                text, file.toString(), folder == null ? file.toAbsolutePath() : folder, systemZone);
    }

    /// Reads a playbook from its text.
    ///
    /// @param name of its file: what errors call it
    /// @param folder what inventories in it are relative to
    /// @throws FleetException as [#load]
    public static Playbook parse(String text, String name, Path folder, ZoneId systemZone) {
        Section top = Section.top(text, name, "playbook", "sessions");
        top.onlyKeys(KEYS);
        return new PlaybookFile(top, folder, systemZone).playbook(shortName(name));
    }

    private static String shortName(String file) {
        String last = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return last.replaceFirst("(?i)(?<=.)\\.ya?ml$", "");
    }

    private Playbook playbook(String name) {
        SafeguardReader.Protection protection = reader.protection();
        Selector selector = selector().sparing(protection.users());
        ZoneId zone = reader.zone();
        Section limits = part("limits", LIMIT_KEYS);
        return new Playbook(
                name,
                new Playbook.Hosts(
                        paths("inventory"),
                        reader.hostPatterns("hosts"),
                        reader.hostPatterns("exclude"),
                        protection.hosts()),
                new Sweep(Action.LOGOFF, selector, false, ending(), false, false),
                new Safeguards(
                        warning(zone),
                        Objects.requireNonNullElse(
                                new SafeguardReader(limits).listed("waves", WaveSizes::parse),
                                WaveSizes.ONE),
                        guards(new SafeguardReader(limits), selector),
                        reader.blackout(zone)),
                new Playbook.Pace(atOnce(limits, "concurrency"), atOnce(limits, "siteConcurrency")),
                new Playbook.Papers(text("description"), text("reason"), reports()));
    }

    private Selector selector() {
        Section sessions =
                top.get("sessions")
                        .map(node -> Section.of(node, "sessions"))
                        .orElseThrow(() ->
                                top.fault(
                                        top.place(),
                                        "the playbook selects no session; say under 'sessions' which ones"));
        return SelectorReader.read(sessions);
    }

    private Sweep.Ending ending() {
        Section ending = part("ending", ENDING_KEYS);
        Duration timeout = new SafeguardReader(ending).duration("verifyTimeout");
        boolean reset =
                ending.get("resetStuck").map(node -> ending.flag("resetStuck", node)).orElse(false);
        try {
            return new Sweep.Ending(
                    timeout == null ? Sweep.Ending.DEFAULT.verifyTimeout() : timeout, reset);
        } catch (IllegalArgumentException e) {
            throw ending.fault(placeOf(ending, "verifyTimeout"), "verifyTimeout is from 1s to 1h");
        }
    }

    private @Nullable Warning warning(@Nullable ZoneId zone) {
        if (top.get("warn").isEmpty()) {
            return null;
        }
        Section warn = part("warn", WARN_KEYS);
        SafeguardReader parts = new SafeguardReader(warn);
        String text =
                parts.value(
                        "text",
                        words -> {
                            Warning.checkText(words);
                            return words;
                        });
        if (text == null) {
            throw warn.fault(warn.place(), "a warning needs a text");
        }
        Duration grace = parts.duration("grace");
        Duration again = parts.duration("again");
        try {
            return new Warning(
                    text,
                    grace == null ? Warning.GRACE : grace,
                    again,
                    zone == null ? systemZone : zone);
        } catch (IllegalArgumentException e) {
            throw warn.fault(
                    placeOf(warn, again == null ? "grace" : "again"),
                    String.valueOf(e.getMessage()));
        }
    }

    private static Guards guards(SafeguardReader limits, Selector selector) {
        ChangeFactor change = limits.value("maxChange", ChangeFactor::parse);
        // Where users are named there is no usual number to stay near.
        boolean brake = change == null && !selector.namesUsersOrSessions();
        return new Guards(
                limits.listed("maxLogoffs", Ceiling::parse),
                limits.listed("maxFailures", Ceiling::parse),
                brake ? ChangeFactor.USUAL : change,
                limits.value("rate", Rate::parse));
    }

    private static @Nullable Integer atOnce(Section limits, String key) {
        return limits.get(key)
                .map(node -> (int) limits.number(key, node, 1, MOST_AT_ONCE))
                .orElse(null);
    }

    private List<ReportTarget> reports() {
        List<ReportTarget> targets = new ArrayList<>();
        Section reports = part("reports", FORMATS);
        reports.entries()
                .forEach((format, entry) -> {
                    for (YamlNode.Scalar item : reports.items(format, entry.value())) {
                        targets.add(new ReportTarget(format, path(reports, format, item)));
                    }
                });
        return targets;
    }

    private List<Path> paths(String key) {
        Optional<YamlNode> node = top.get(key);
        return node.isEmpty()
                ? List.of()
                : top.items(key, node.get()).stream()
                        .map(item -> folder.resolve(path(top, key, item)))
                        .toList();
    }

    private static Path path(Section section, String key, YamlNode node) {
        String text = section.text(key, node);
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw section.fault(node.place(), key + " is " + Place.quote(text) + ", no file name");
        }
    }

    private @Nullable String text(String key) {
        return top.get(key).map(node -> top.text(key, node)).orElse(null);
    }

    private Section part(String key, List<String> keys) {
        Section part =
                top.get(key)
                        .map(node -> Section.of(node, key))
                        .orElseGet(() -> Section.empty(top.place(), key));
        part.onlyKeys(keys);
        return part;
    }

    private static Place placeOf(Section section, String key) {
        return section.get(key).map(YamlNode::place).orElse(section.place());
    }
}
