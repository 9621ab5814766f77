package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/// The section of the HTML report that counts outcomes, as bars and in words.
final class HtmlOutcomes {
    private final Writer out;

    HtmlOutcomes(Writer out) {
        this.out = out;
    }

    void write(RunReport report, Verdict.Judge judge) throws IOException {
        RunReport.Totals totals = report.totals();
        Map<HostOutcome, Verdict> verdicts = new EnumMap<>(HostOutcome.class);
        for (RunReport.Entry entry : report.hosts()) {
            verdicts.merge(
                    entry.result().outcome(),
                    judge.of(entry.result()),
                    (one, two) -> one.compareTo(two) > 0 ? one : two);
        }
        out.write("<section aria-labelledby=\"sum\">");
        out.write("<h2 id=\"sum\">" + TableReport.count(totals.hosts(), "host") + "</h2>\n");
        bar(
                totals.hostsByOutcome(),
                outcome -> verdicts.getOrDefault(outcome, Verdict.SOUND),
                true);
        out.write("<h2>" + TableReport.count(totals.sessions(), "session") + "</h2>\n");
        bar(totals.sessionsByOutcome(), HtmlOutcomes::verdict, false);
        out.write("</section>\n");
    }

    private <W extends Word> void bar(
            Map<W, Integer> counts, Function<W, Verdict> verdicts, boolean filters)
            throws IOException {
        if (counts.isEmpty()) {
            return;
        }
        out.write("<div class=\"bar\" aria-hidden=\"true\">");
        int place = 0;
        for (Map.Entry<W, Integer> count : counts.entrySet()) {
            out.write(
                    "<span class=\""
                            + HtmlReport.tone(verdicts.apply(count.getKey()))
                            + (place++ % 2 == 1 ? " alt" : "")
                            + "\" style=\"flex:"
                            + count.getValue()
                            + "\" title=\""
                            + TableReport.number(count.getValue())
                            + " "
                            + count.getKey().word()
                            + "\"></span>");
        }
        out.write("</div>\n<ul class=\"legend\">");
        place = 0;
        for (Map.Entry<W, Integer> count : counts.entrySet()) {
            String word = count.getKey().word();
            String tone = HtmlReport.tone(verdicts.apply(count.getKey()));
            String dot = place++ % 2 == 1 ? "<i class=\"alt\"></i>" : "<i></i>";
            String text = dot + TableReport.number(count.getValue()) + " " + word;
            out.write(
                    filters
                            ? "<li><button type=\"button\" class=\""
                                    + tone
                                    + "\" aria-pressed=\"false\" data-outcome=\""
                                    + word
                                    + "\">"
                                    + text
                                    + "</button></li>"
                            : "<li><span class=\"count " + tone + "\">" + text + "</span></li>");
        }
        out.write("</ul>\n");
    }

    /// What a session's outcome means.
    static Verdict verdict(SessionOutcome outcome) {
        if (TableReport.failed(outcome)) {
            return Verdict.FAILED;
        }
        return switch (Ink.of(outcome)) {
            case GOOD, PLAIN, STRONG -> Verdict.SOUND;
            case CAUTION -> Verdict.OUT_OF_REACH;
            case FAINT -> Verdict.LEFT;
            case BAD -> Verdict.FAILED;
        };
    }
}
