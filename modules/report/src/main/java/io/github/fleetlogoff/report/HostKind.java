package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hosts of which the same is to be said: the same outcome, the same exit code, and messages that
/// differ in nothing but the host's own name and address, durations and identifiers.
final class HostKind {
    // A duration, or a GUID: what differs from host to host without being another fault. Other
    // numbers are not among
    // them: 5 and 1722 are two errors.
    private static final Pattern VARYING =
            Pattern.compile(
                    "\\b\\d+(?:\\.\\d+)? ?(?:ms|s|m|h)\\b|\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

    private final HostReport first;
    private final List<String> names = new ArrayList<>();
    private final Wording wording;

    /// @param key what two wordings of the same kind share
    /// @param text the message with the host's name and address taken out
    /// @param values what varies in it, in order; null where it is not the same for all
    private record Wording(String key, String text, List<@Nullable String> values) {}

    private record Key(
            HostOutcome outcome, @Nullable Integer exitCode, ExitCode failure, String message) {}

    private HostKind(HostReport first, Wording wording) {
        this.first = first;
        this.wording = wording;
    }

    /// Sorts hosts into kinds, in the order in which each kind occurs first.
    ///
    /// @param failures the exit code that each host alone would give the program
    static List<HostKind> of(Collection<RunReport.Entry> entries, FailureOf failures) {
        Map<Key, HostKind> kinds = new LinkedHashMap<>();
        for (RunReport.Entry entry : entries) {
            HostReport host = entry.result();
            Wording wording = wording(entry);
            Key key = new Key(host.outcome(), host.exitCode(), failures.of(host), wording.key());
            kinds.computeIfAbsent(key, _ -> new HostKind(host, wording)).add(host.host(), wording);
        }
        return new ArrayList<>(kinds.values());
    }

    /// What a host alone makes of the program's exit code.
    @FunctionalInterface
    interface FailureOf {
        ExitCode of(HostReport host);
    }

    HostReport first() {
        return first;
    }

    List<String> names() {
        return List.copyOf(names);
    }

    /// What is to be said of all of them, visible text, empty where there is nothing. Of one host
    /// it is its own message; of several, what differs is shown as `<host>`, `<address>` or an
    /// ellipsis.
    String message() {
        if (names.size() == 1) {
            return visible(first);
        }
        int[] at = {0};
        return VARYING.matcher(wording.text()).replaceAll(found -> value(at[0]++));
    }

    private String value(int at) {
        String value = wording.values().get(at);
        return value == null ? TerminalText.ELLIPSIS : Matcher.quoteReplacement(value);
    }

    private void add(String name, Wording other) {
        names.add(name);
        for (int at = 0; at < wording.values().size(); at++) {
            if (!Objects.equals(wording.values().get(at), other.values().get(at))) {
                wording.values().set(at, null);
            }
        }
    }

    private static Wording wording(RunReport.Entry entry) {
        String text = replace(visible(entry.result()), entry.planned().name(), "<host>");
        text = replace(text, entry.planned().address(), "<address>");
        List<@Nullable String> values =
                new ArrayList<>(VARYING.matcher(text).results().map(MatchResult::group).toList());
        return new Wording(VARYING.matcher(text).replaceAll(TerminalText.ELLIPSIS), text, values);
    }

    private static String visible(HostReport host) {
        String message = host.message();
        return message == null ? "" : TerminalText.visible(message);
    }

    // Whole names only: "pc1" is neither in "pc10" nor in "pc1.example.com". A port goes with the
    // name.
    private static String replace(String text, String name, String by) {
        return Pattern.compile(
                        "(?<![\\w.-])" + Pattern.quote(name) + "(?::\\d{1,5})?(?![\\w-]|\\.\\w)",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .replaceAll(by);
    }
}
