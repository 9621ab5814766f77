package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.DurationText;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// The timeline of the waves in the HTML report.
final class HtmlWaves {
    private final Writer out;

    HtmlWaves(Writer out) {
        this.out = out;
    }

    void write(RunReport report) throws IOException {
        Instant from = report.header().startedAt();
        Instant to = from;
        for (RunReport.Wave wave : report.waves()) {
            to = later(to, wave.latest());
            Instant grace = wave.graceEnds();
            to = grace == null ? to : later(to, grace);
        }
        Instant end = report.finishedAt();
        to = end == null ? to : later(to, end);
        out.write(
                "<section aria-labelledby=\"waves\"><h2 id=\"waves\">Waves</h2><div class=\"scroll\""
                        + " tabindex=\"0\" role=\"region\" aria-labelledby=\"waves\"><table>\n<thead><tr><th"
                        + " scope=\"col\" class=\"number\">Wave</th><th scope=\"col\" class=\"number\">Hosts</th><th"
                        + " scope=\"col\">Began</th><th scope=\"col\" class=\"number\">Grace</th><th scope=\"col\""
                        + " class=\"number\">Took</th><th scope=\"col\"><span aria-hidden=\"true\">Timeline (striped:"
                        + " grace)</span></th></tr></thead>\n<tbody>\n");
        double span = Math.max(1, Duration.between(from, to).toMillis());
        for (RunReport.Wave wave : report.waves()) {
            write(wave, from, span);
        }
        out.write("</tbody></table></div></section>\n");
    }

    private void write(RunReport.Wave wave, Instant from, double span) throws IOException {
        Instant grace = wave.graceEnds();
        Instant until = grace == null ? wave.began() : grace;
        Instant latest = later(wave.latest(), wave.began());
        out.write("<tr><th scope=\"row\" class=\"number\">" + wave.number() + "</th>");
        out.write("<td class=\"number\">" + TableReport.number(wave.hosts()) + "</td>");
        out.write("<td>" + wave.began().truncatedTo(ChronoUnit.SECONDS) + "</td>");
        out.write("<td class=\"number\">");
        out.write(grace == null ? "none" : DurationText.format(between(wave.began(), grace)));
        out.write("</td><td class=\"number\">");
        out.write(DurationText.format(between(wave.began(), latest)));
        out.write("</td><td><div class=\"track\" aria-hidden=\"true\">");
        part("", from, wave.began(), latest, span);
        if (grace != null) {
            part("grace", from, wave.began(), until.isAfter(latest) ? latest : until, span);
        }
        out.write("</div></td></tr>\n");
    }

    private void part(String kind, Instant from, Instant begin, Instant end, double span)
            throws IOException {
        out.write(
                String.format(
                        Locale.ROOT,
                        "<span class=\"%s\" style=\"left:%.2f%%;width:%.2f%%\"></span>",
                        kind,
                        100 * between(from, begin).toMillis() / span,
                        100 * between(begin, end).toMillis() / span));
    }

    private static Duration between(Instant one, Instant two) {
        return two.isBefore(one) ? Duration.ZERO : Duration.between(one, two);
    }

    private static Instant later(Instant one, Instant two) {
        return one.isAfter(two) ? one : two;
    }
}
