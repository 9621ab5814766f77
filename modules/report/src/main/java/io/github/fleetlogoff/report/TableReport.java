package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report for a person: what failed first, with its next step; hosts with the same outcome
/// folded into one line; the sessions; one line that sums it up. Nothing that a host says can steer
/// the terminal.
public final class TableReport implements ReportWriter {
    private static final String INDENT = "    ";
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final TableStyle style;

    public TableReport(TableStyle style) {
        this.style = requireNonNull(style, "style is null");
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        List<List<String>> sections = new ArrayList<>();
        sections.add(banner(report));
        sections.add(hosts(report));
        sections.add(new SessionTable(style).lines(report));
        sections.add(silent(report));
        sections.add(ending(report));
        boolean begun = false;
        for (List<String> section : sections) {
            if (section.isEmpty()) {
                continue;
            }
            if (begun) {
                out.write('\n');
            }
            for (String line : section) {
                out.write(line);
                out.write('\n');
            }
            begun = true;
        }
    }

    private List<String> banner(RunReport report) {
        List<String> lines = new ArrayList<>();
        if (report.sweep().dryRun()) {
            lines.add(Ink.STRONG.paint("Dry run: nothing was ended.", style.colour()));
        }
        for (RunStopping stop : report.stops()) {
            String text =
                    "Stopped ("
                            + stop.cause().word()
                            + "): "
                            + TerminalText.visible(stop.message());
            TerminalText.wrap(text, style.width())
                    .forEach(line -> lines.add(Ink.BAD.paint(line, style.colour())));
        }
        if (report.finishedAt() == null) {
            String text = "Unfinished: this run has no end in its journal.";
            lines.add(Ink.CAUTION.paint(text, style.colour()));
        }
        return lines;
    }

    private List<String> hosts(RunReport report) {
        @Nullable ExitCode stopped = ExitCode.ofStops(report.stops()).orElse(null);
        HostKind.FailureOf failures = host -> ExitCode.of(host, stopped);
        List<RunReport.Entry> shown =
                report.hosts().stream().filter(entry -> !listed(report, entry.result())).toList();
        List<HostKind> kinds = HostKind.of(shown, failures);
        if (kinds.isEmpty()) {
            return List.of();
        }
        // What was never tried is a consequence and stands after its causes.
        kinds.sort(
                Comparator.<HostKind, Boolean>comparing(
                                kind -> kind.first().outcome() == HostOutcome.NOT_ATTEMPTED)
                        .thenComparing(kind -> failures.of(kind.first()))
                        .thenComparingInt(kind -> -kind.names().size())
                        .thenComparing(kind -> kind.first().outcome()));
        Map<Boolean, List<HostKind>> byFailure =
                kinds.stream()
                        .collect(
                                Collectors.partitioningBy(
                                        kind -> failures.of(kind.first()) != ExitCode.DONE));
        List<HostKind> sound = new ArrayList<>(byFailure.getOrDefault(false, List.of()));
        sound.sort(
                Comparator.<HostKind, HostOutcome>comparing(kind -> kind.first().outcome())
                        .thenComparing(kind -> byNumber(kind.message())));
        Grid grid =
                new Grid(
                        List.of(
                                Grid.Column.left("OUTCOME"),
                                Grid.Column.right("HOSTS"),
                                Grid.Column.right("EXIT"),
                                Grid.Column.elastic("WHERE")));
        add(grid, byFailure.getOrDefault(true, List.of()), failures);
        add(grid, sound, failures);
        return grid.lines(style.width(), style.colour());
    }

    // Wave 2 before wave 10.
    private static String byNumber(String message) {
        return NUMBER.matcher(message).replaceAll(number -> "%12s".formatted(number.group()));
    }

    /// A host of a list that answered: its sessions tell all there is.
    private static boolean listed(RunReport report, HostReport host) {
        return report.sweep().action() == Action.LIST && host.outcome() == HostOutcome.COMPLETED;
    }

    /// Hosts of a list that answered and have no session to show.
    private List<String> silent(RunReport report) {
        List<String> names =
                report.hosts().stream()
                        .map(RunReport.Entry::result)
                        .filter(host -> listed(report, host) && host.sessions().isEmpty())
                        .map(host -> TerminalText.visible(host.host()))
                        .toList();
        String text = "No session on " + count(names.size(), "host") + ": ";
        return names.isEmpty()
                ? List.of()
                : List.of(TerminalText.cut(text + HostSet.fold(names), style.width()));
    }

    private void add(Grid grid, List<HostKind> kinds, HostKind.FailureOf failures) {
        int apart = Math.min(style.kinds(), kinds.size());
        for (HostKind kind : kinds.subList(0, apart)) {
            add(grid, kind.first(), kind.names(), kind.message(), failures);
        }
        addRest(grid, kinds.subList(apart, kinds.size()), failures);
    }

    /// The kinds beyond those that are shown apart, folded by outcome alone.
    private void addRest(Grid grid, List<HostKind> rest, HostKind.FailureOf failures) {
        Map<HostOutcome, List<HostKind>> byOutcome =
                rest.stream()
                        .collect(
                                Collectors.groupingBy(
                                        kind -> kind.first().outcome(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byOutcome.forEach((_, kinds) -> {
            List<String> names = kinds.stream().flatMap(kind -> kind.names().stream()).toList();
            String message =
                    kinds.size() == 1
                            ? kinds.getFirst().message()
                            : count(kinds.size(), "more message") + ", all of them in -o json";
            add(grid, kinds.getFirst().first(), names, message, failures);
        });
    }

    private void add(
            Grid grid,
            HostReport like,
            List<String> names,
            String message,
            HostKind.FailureOf failures) {
        Integer exitCode = like.exitCode();
        List<String> visible = names.stream().map(TerminalText::visible).toList();
        grid.add(
                List.of(
                        Grid.Cell.of(like.outcome().word(), Ink.of(failures.of(like))),
                        Grid.Cell.of(number(names.size())),
                        Grid.Cell.of(exitCode == null ? "-" : exitCode.toString()),
                        failures.of(like) == ExitCode.DONE
                                ? Grid.Cell.of(HostSet.fold(visible))
                                : Grid.Cell.whole(HostSet.fold(visible))),
                indented(message, style));
    }

    private List<String> ending(RunReport report) {
        List<String> lines = new ArrayList<>();
        if (report.refusedLogons() > 0) {
            String text =
                    count(report.refusedLogons(), "logon")
                            + " refused; a lockout policy counts every one.";
            lines.add(Ink.BAD.paint(text, style.colour()));
        }
        RunReport.Totals totals = report.totals();
        ExitCode code = ExitCode.of(report);
        String time =
                report.duration()
                        .map(spent -> " in " + DurationText.format(spent))
                        .orElse(", unfinished");
        String end = "exit code " + code.number();
        List<String> parts =
                List.of(
                        count(totals.hosts(), "host") + time + counted(totals.hostsByOutcome()),
                        count(totals.sessions(), "session") + counted(totals.sessionsByOutcome()),
                        end);
        List<String> summary = TerminalText.joined(parts, " · ", style.width());
        String last = summary.removeLast();
        lines.addAll(summary);
        lines.add(
                last.substring(0, last.length() - end.length())
                        + Ink.of(code).paint(end, style.colour()));
        return lines;
    }

    private static String counted(Map<? extends Word, Integer> counts) {
        return counts.isEmpty() ? "" : ": " + counts(counts);
    }

    /// `12 completed, 2 no-users`.
    static String counts(Map<? extends Word, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> number(count.getValue()) + " " + count.getKey().word())
                .collect(Collectors.joining(", "));
    }

    /// `1 host`, `40 hosts`.
    static String count(int number, String what) {
        return number(number) + " " + what + (number == 1 ? "" : "s");
    }

    /// `7`, `10,000`.
    static String number(int number) {
        // A format would load the settings of a language for its comma.
        StringBuilder text = new StringBuilder(Integer.toString(number));
        for (int comma = text.length() - 3; comma > 0; comma -= 3) {
            text.insert(comma, ',');
        }
        return text.toString();
    }

    /// What stands under a row: the text in indented lines, none for an empty one.
    static List<String> indented(String text, TableStyle style) {
        return text.isEmpty()
                ? List.of()
                : TerminalText.wrap(text, style.width() - INDENT.length()).stream()
                        .map(line -> INDENT + line)
                        .toList();
    }

    static boolean failed(SessionOutcome outcome) {
        return ExitCode.of(outcome) != ExitCode.DONE;
    }
}
