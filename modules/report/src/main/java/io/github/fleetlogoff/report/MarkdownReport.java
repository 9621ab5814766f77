package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The report in GitHub Flavored Markdown, for a step summary or the comment of a merge request:
/// what needs a look, folded; hosts and sessions in sections that are opened with a click.
///
/// It is never longer than [#MOST_BYTES], so that it fits the smallest of these places, a comment
/// on GitHub (65,536 characters). What has no room is counted, with the format that has it.
public final class MarkdownReport implements ReportWriter {
    /// The length in UTF-8 that no report exceeds.
    public static final int MOST_BYTES = 60_000;

    // What each part must leave for those after it, in bytes.
    private static final int AFTER_KINDS = 26_000;
    private static final int AFTER_SESSIONS = 20_000;
    private static final int AFTER_HOSTS = 12_000;

    private static final int MOST_KINDS = 40;
    private static final int MOST_SESSIONS = 400;
    private static final int WIDEST_SET = 150;
    private static final int WIDEST_LIST = 8_000;
    private static final int LONGEST_MESSAGE = 400;

    private record Row(RunReport.Entry host, SessionReport session) {}

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        MarkdownDraft draft = new MarkdownDraft(MOST_BYTES);
        heading(report, draft);
        outcomes(report, draft);
        attention(report, draft);
        sessions(report, draft);
        hosts(report, draft);
        out.write(draft.text());
    }

    private static void heading(RunReport report, MarkdownDraft draft) {
        ExitCode code = ExitCode.of(report);
        Verdict.Judge judge = Verdict.of(report);
        long trouble =
                report.hosts().stream()
                        .filter(entry -> judge.of(entry.result()) != Verdict.SOUND)
                        .count();
        String hosts = TableReport.count(report.hosts().size(), "host");
        String verdict =
                trouble == 0
                        ? hosts + ", nothing to look at"
                        : TableReport.number((int) trouble) + " of " + hosts + " to look at";
        String sign = code == ExitCode.DONE && trouble == 0 ? "✅" : trouble == 0 ? "⚠️" : "❌";
        draft.line(
                "### " + sign + " fleet-logoff " + report.sweep().action().word() + ": " + verdict);
        draft.line("");
        String time =
                report.duration()
                        .map(spent -> "in " + DurationText.format(spent))
                        .orElse("unfinished");
        draft.line(
                time
                        + " · "
                        + TableReport.count(report.totals().sessions(), "session")
                        + " · exit code **"
                        + code.number()
                        + "** · run "
                        + MarkdownText.code(report.header().id())
                        + " by "
                        + MarkdownText.code(cut(report.header().operator())));
        draft.line("");
        if (report.sweep().dryRun()) {
            note(draft, "Dry run: nothing was ended.");
        }
        for (RunStopping stop : report.stops()) {
            note(
                    draft,
                    "Stopped ("
                            + stop.cause().word()
                            + "): "
                            + MarkdownText.text(cut(stop.message())));
        }
        if (report.finishedAt() == null) {
            note(draft, "Unfinished: this run has no end in its journal.");
        }
        if (report.refusedLogons() > 0) {
            note(
                    draft,
                    TableReport.count(report.refusedLogons(), "logon")
                            + " refused; a lockout policy counts every one.");
        }
    }

    private static void note(MarkdownDraft draft, String text) {
        draft.line("> " + text);
        draft.line("");
    }

    private static void outcomes(RunReport report, MarkdownDraft draft) {
        RunReport.Totals totals = report.totals();
        draft.table("| | |", "|---|---|");
        draft.line("| hosts | " + counts(totals.hostsByOutcome()) + " |");
        draft.line("| sessions | " + counts(totals.sessionsByOutcome()) + " |");
        draft.line("");
    }

    private static String counts(Map<? extends Word, Integer> counts) {
        return counts.isEmpty() ? "none" : TableReport.counts(counts);
    }

    private static void attention(RunReport report, MarkdownDraft draft) {
        Verdict.Judge judge = Verdict.of(report);
        List<RunReport.Entry> trouble =
                report.hosts().stream()
                        .filter(entry -> judge.of(entry.result()) != Verdict.SOUND)
                        .toList();
        if (trouble.isEmpty()) {
            return;
        }
        ExitCode stopped = ExitCode.ofStops(report.stops()).orElse(null);
        List<HostKind> kinds = HostKind.of(trouble, host -> ExitCode.of(host, stopped));
        kinds.sort(
                Comparator.comparing((HostKind kind) -> judge.of(kind.first()))
                        .reversed()
                        .thenComparingInt(kind -> -kind.names().size()));
        draft.table("| outcome | hosts | where | what |", "|---|--:|---|---|");
        int shown = 0;
        for (HostKind kind : kinds.subList(0, Math.min(MOST_KINDS, kinds.size()))) {
            boolean fits =
                    draft.row(
                            "| **"
                                    + kind.first().outcome().word()
                                    + "** | "
                                    + TableReport.number(kind.names().size())
                                    + " | "
                                    + MarkdownText.code(set(kind.names(), WIDEST_SET))
                                    + " | "
                                    + MarkdownText.text(cut(kind.message()))
                                    + " |",
                            AFTER_KINDS);
            if (!fits) {
                break;
            }
            shown++;
        }
        draft.line("");
        beyond(draft, kinds.size() - shown, "more message");
    }

    private static void sessions(RunReport report, MarkdownDraft draft) {
        List<Row> rows = new ArrayList<>();
        for (RunReport.Entry entry : report.hosts()) {
            entry.result().sessions().forEach(session -> rows.add(new Row(entry, session)));
        }
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(Comparator.comparing(row -> !TableReport.failed(row.session().outcome())));
        draft.open(TableReport.count(rows.size(), "session"));
        draft.table(
                "| host | id | user | state | idle | outcome | note |",
                "|---|--:|---|---|---|---|---|");
        int shown = 0;
        while (shown < Math.min(MOST_SESSIONS, rows.size())
                && draft.row(row(rows.get(shown)), AFTER_SESSIONS)) {
            shown++;
        }
        draft.line("");
        beyond(draft, rows.size() - shown, "more session");
        draft.close();
    }

    private static String row(Row row) {
        Session session = row.session().session();
        String idle = session.idle();
        String note = row.session().message();
        return "| "
                + String.join(
                        " | ",
                        MarkdownText.code(row.host().planned().name()),
                        Integer.toString(session.id()),
                        MarkdownText.code(cut(SessionText.user(session))),
                        session.state().word(),
                        MarkdownText.text(idle == null ? "" : cut(idle)),
                        row.session().outcome().word(),
                        MarkdownText.text(note == null ? "" : cut(note)))
                + " |";
    }

    private static void hosts(RunReport report, MarkdownDraft draft) {
        Map<HostOutcome, List<String>> byOutcome =
                report.hosts().stream()
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.result().outcome(),
                                        TreeMap::new,
                                        Collectors.mapping(
                                                entry -> entry.planned().name(),
                                                Collectors.toList())));
        draft.open("every host by outcome");
        draft.table("| outcome | hosts | where |", "|---|--:|---|");
        byOutcome.forEach((outcome, names) -> {
            String before =
                    "| " + outcome.word() + " | " + TableReport.number(names.size()) + " | ";
            if (!draft.row(
                    before + MarkdownText.code(set(names, WIDEST_LIST)) + " |", AFTER_HOSTS)) {
                draft.line(before + MarkdownText.code(set(names, WIDEST_SET)) + " |");
            }
        });
        draft.line("");
        draft.close();
    }

    private static void beyond(MarkdownDraft draft, int count, String what) {
        if (count > 0) {
            draft.line(
                    "… and " + TableReport.count(count, what) + ": `-o csv` or `-o json` has all.");
            draft.line("");
        }
    }

    private static String set(List<String> names, int widest) {
        List<String> visible = names.stream().map(TerminalText::visible).toList();
        return TerminalText.cut(HostSet.fold(visible), widest);
    }

    private static String cut(String text) {
        return TerminalText.cut(TerminalText.visible(text), LONGEST_MESSAGE);
    }
}
