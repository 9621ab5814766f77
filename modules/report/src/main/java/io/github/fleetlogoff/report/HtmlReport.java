package io.github.fleetlogoff.report;

import static io.github.fleetlogoff.report.MarkupText.escape;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The report as one HTML file for a browser, without anything from elsewhere: summary, outcomes,
/// waves, what needs a look, and every host in a table that can be filtered and sorted. Without its
/// script the table is whole and only the controls are missing.
///
/// Whatever a host says is text in it. Should that ever fail, the page's own content security
/// policy runs no script but the one whose SHA-256 it names.
public final class HtmlReport implements ReportWriter {
    private static final int MOST_KINDS = 20;

    private final String style = resource("report.css");
    private final String script = resource("report.js");
    private final String scriptSha256 = sha256(script);

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        Verdict.Judge judge = Verdict.of(report);
        head(report, out);
        top(report, out);
        out.write("<main>\n");
        new HtmlOutcomes(out).write(report, judge);
        waves(report, out);
        attention(report, judge, out);
        new HtmlHosts(out).write(report, judge);
        out.write("</main>\n<footer>fleet-logoff ");
        RunHeader header = report.header();
        out.write(escape(header.program().version()));
        out.write(" · session script ");
        out.write(escape(header.program().scriptSha256()));
        out.write("</footer>\n<script>" + script + "</script>\n</body>\n</html>\n");
    }

    private void head(RunReport report, Writer out) throws IOException {
        out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.write(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                        + " 'unsafe-inline'; script-src 'sha256-"
                        + scriptSha256
                        + "'; base-uri 'none'; form-action 'none'\">\n");
        out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.write("<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
        out.write(
                escape(
                        "fleet-logoff "
                                + report.sweep().action().word()
                                + " "
                                + report.header().id()));
        out.write("</title>\n<style>\n" + style + "</style>\n</head>\n<body>\n");
        out.write("<a class=\"skip\" href=\"#hosts\">To the hosts</a>\n");
    }

    private static void top(RunReport report, Writer out) throws IOException {
        ExitCode code = ExitCode.of(report);
        out.write("<header class=\"top\">\n<h1>fleet-logoff " + report.sweep().action().word());
        out.write(
                " <span class=\"pill "
                        + tone(code)
                        + "\">exit code "
                        + code.number()
                        + ": "
                        + words(code)
                        + "</span></h1>\n<dl class=\"meta\">");
        RunHeader header = report.header();
        fact(out, "run", header.id());
        fact(out, "by", header.operator());
        fact(out, "began", header.startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        fact(out, "took", report.duration().map(DurationText::format).orElse("no end"));
        fact(out, "reason", header.reason());
        out.write("</dl>\n");
        if (report.sweep().dryRun()) {
            notice(out, "left", "Dry run: nothing was ended.");
        }
        for (RunStopping stop : report.stops()) {
            notice(out, "failed", "Stopped (" + stop.cause().word() + "): " + stop.message());
        }
        if (report.finishedAt() == null) {
            notice(out, "reach", "Unfinished: this run has no end in its journal.");
        }
        if (report.refusedLogons() > 0) {
            notice(
                    out,
                    "failed",
                    TableReport.count(report.refusedLogons(), "logon")
                            + " refused; a lockout policy counts every one.");
        }
        out.write("</header>\n");
    }

    private static void fact(Writer out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.write("<div><dt>" + name + "</dt><dd>" + escape(value) + "</dd></div>");
        }
    }

    private static void notice(Writer out, String tone, String text) throws IOException {
        out.write("<p class=\"notice " + tone + "\">" + escape(text) + "</p>\n");
    }

    private static void waves(RunReport report, Writer out) throws IOException {
        if (!report.waves().isEmpty()) {
            new HtmlWaves(out).write(report);
        }
    }

    private static void attention(RunReport report, Verdict.Judge judge, Writer out)
            throws IOException {
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
        out.write(
                "<section aria-labelledby=\"look\"><h2 id=\"look\">What to look at</h2><div"
                        + " class=\"scroll\" tabindex=\"0\" role=\"region\""
                        + " aria-labelledby=\"look\"><table class=\"stacked\">\n<thead><tr><th scope=\"col\">Outcome</th>"
                        + "<th scope=\"col\" class=\"number\">Hosts</th><th scope=\"col\">Where</th><th"
                        + " scope=\"col\">What</th></tr></thead>\n<tbody>\n");
        for (HostKind kind : kinds.subList(0, Math.min(MOST_KINDS, kinds.size()))) {
            attention(kind, judge, out);
        }
        out.write("</tbody></table></div>\n");
        if (kinds.size() > MOST_KINDS) {
            out.write(
                    "<p>… and "
                            + TableReport.count(kinds.size() - MOST_KINDS, "more message")
                            + " in the table below.</p>");
        }
        out.write("</section>\n");
    }

    private static void attention(HostKind kind, Verdict.Judge judge, Writer out)
            throws IOException {
        List<String> names = kind.names().stream().map(TerminalText::visible).toList();
        String set = HostSet.fold(names);
        String brief = TerminalText.cut(set, 100);
        out.write("<tr><td>" + pill(judge.of(kind.first()), kind.first().outcome().word()));
        out.write("</td><td class=\"number\">" + TableReport.number(names.size()));
        out.write("</td><td class=\"name\">");
        if (brief.equals(set)) {
            out.write(breakable(set));
        } else {
            out.write(
                    "<details><summary>"
                            + breakable(brief)
                            + "</summary>"
                            + breakable(set)
                            + "</details>");
        }
        out.write("</td><td class=\"what\">" + escape(kind.message()) + "</td></tr>\n");
    }

    /// A set of hosts that is broken after a comma rather than inside a name.
    private static String breakable(String set) {
        return escape(set).replace(",", ",<wbr>");
    }

    /// An outcome as a coloured word.
    static String pill(Verdict verdict, String word) {
        return "<span class=\"pill " + tone(verdict) + "\">" + word + "</span>";
    }

    /// The class that colours it.
    static String tone(Verdict verdict) {
        return switch (verdict) {
            case SOUND -> "sound";
            case LEFT -> "left";
            case OUT_OF_REACH -> "reach";
            case FAILED -> "failed";
        };
    }

    private static String tone(ExitCode code) {
        return switch (code) {
            case DONE -> "sound";
            case UNWORKED, INTERRUPTED, TERMINATED -> "reach";
            case INTERNAL, GUARD, FAILED, REFUSED, USAGE, LOCKED -> "failed";
        };
    }

    private static String words(ExitCode code) {
        return switch (code) {
            case DONE -> "done";
            case INTERNAL -> "internal error";
            case INTERRUPTED -> "interrupted";
            case TERMINATED -> "terminated";
            case GUARD -> "stopped by a guard";
            case FAILED -> "failed";
            case REFUSED -> "credentials or rights refused";
            case UNWORKED -> "hosts not worked";
            case USAGE -> "usage";
            case LOCKED -> "locked";
        };
    }

    /// Seconds with one digit behind the point, for durations that are compared.
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String resource(String name) {
        try (InputStream resource = HtmlReport.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing in the program");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder()
                    .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
