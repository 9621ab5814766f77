package io.github.fleetlogoff.report;

import static io.github.fleetlogoff.report.MarkupText.escape;

import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;
import java.io.IOException;
import java.io.Writer;
import java.util.SortedSet;
import java.util.TreeSet;

/// The table of all hosts in the HTML report.
final class HtmlHosts {
    private final Writer out;

    HtmlHosts(Writer out) {
        this.out = out;
    }

    void write(RunReport report, Verdict.Judge judge) throws IOException {
        out.write("<section aria-labelledby=\"every\"><h2 id=\"every\">Every host</h2>\n");
        controls(report);
        out.write(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"every\"><table"
                        + " id=\"hosts\"><caption class=\"hidden\">Every host, its outcome and its"
                        + " sessions</caption>\n<thead><tr><th scope=\"col\">Host</th><th scope=\"col\""
                        + " class=\"spare\">Site</th><th scope=\"col\">Outcome</th><th scope=\"col\""
                        + " class=\"number spare\" data-number>Exit</th><th scope=\"col\" class=\"number spare\""
                        + " data-number>Tries</th><th scope=\"col\" class=\"number spare\" data-number>Took</th><th"
                        + " scope=\"col\" data-number>Sessions and message</th></tr></thead>\n<tbody>\n");
        for (RunReport.Entry entry : report.hosts()) {
            write(entry, judge.of(entry.result()));
        }
        out.write(
                "</tbody></table></div>\n<p class=\"more\" hidden><button type=\"button\""
                        + " id=\"more\">Show 200 more</button> <button type=\"button\" id=\"all\">Show"
                        + " all</button></p></section>\n");
    }

    private void controls(RunReport report) throws IOException {
        out.write(
                "<form id=\"filter\" class=\"controls\" hidden><label>Find (press /)<input id=\"find\""
                        + " type=\"search\" autocomplete=\"off\" placeholder=\"host, user,"
                        + " message\"></label>\n<label>Outcome<select id=\"outcome\"><option"
                        + " value=\"\">all</option><option value=\"!\">to look at</option>");
        for (var outcome : report.totals().hostsByOutcome().keySet()) {
            option(outcome.word(), outcome.word());
        }
        out.write(
                "</select></label>\n<label>Site<select id=\"site\"><option value=\"\">all</option>");
        SortedSet<String> sites = new TreeSet<>();
        for (RunReport.Entry entry : report.hosts()) {
            sites.add(site(entry));
        }
        for (String site : sites) {
            option("=" + site, site.isEmpty() ? "none" : site);
        }
        out.write(
                "</select></label>\n<button type=\"reset\">Clear</button>\n<span id=\"shown\""
                        + " role=\"status\" tabindex=\"-1\"></span></form>\n");
    }

    private void option(String value, String text) throws IOException {
        out.write("<option value=\"" + escape(value) + "\">" + escape(text) + "</option>");
    }

    private static String site(RunReport.Entry entry) {
        String site = entry.planned().site();
        return site == null ? "" : site;
    }

    private void write(RunReport.Entry entry, Verdict verdict) throws IOException {
        HostReport host = entry.result();
        Integer exitCode = host.exitCode();
        String exit = exitCode == null ? "" : exitCode.toString();
        long millis = host.effort().duration().toMillis();
        String word = host.outcome().word();
        out.write("<tr data-outcome=\"" + word + "\" data-verdict=\"" + HtmlReport.tone(verdict));
        out.write("\" data-site=\"" + escape(site(entry)) + "\"><th scope=\"row\" class=\"name\">");
        out.write(escape(entry.planned().name()));
        out.write("</th><td class=\"name spare\">" + escape(site(entry)) + "</td>");
        out.write("<td data-value=\"" + verdict.weight() + " " + word + "\">");
        out.write(HtmlReport.pill(verdict, word));
        out.write("</td><td class=\"number spare\" data-value=\"" + exit + "\">");
        out.write(exit.isEmpty() ? "-" : exit);
        out.write("</td><td class=\"number spare\">" + host.effort().attempts());
        out.write("</td><td class=\"number spare\" data-value=\"" + millis + "\">");
        out.write(HtmlReport.seconds(host.effort().duration()));
        out.write("</td><td class=\"what\" data-value=\"" + host.sessions().size() + "\">");
        String message = host.message();
        out.write(message == null ? "" : escape(message));
        sessions(host);
        out.write("</td></tr>\n");
    }

    private void sessions(HostReport host) throws IOException {
        if (host.sessions().isEmpty()) {
            return;
        }
        boolean trouble =
                host.sessions().stream().anyMatch(session -> TableReport.failed(session.outcome()));
        out.write("<details" + (trouble ? " open" : "") + "><summary>");
        out.write(TableReport.count(host.sessions().size(), "session") + "</summary><ul>");
        for (SessionReport session : host.sessions()) {
            write(session);
        }
        out.write("</ul></details>");
    }

    private void write(SessionReport report) throws IOException {
        Session session = report.session();
        String name = session.sessionName();
        String idle = session.idle();
        String message = report.message();
        out.write("<li><span class=\"name\">" + escape(SessionText.user(session)) + "</span> ");
        out.write(HtmlReport.pill(HtmlOutcomes.verdict(report.outcome()), report.outcome().word()));
        out.write(" session " + session.id());
        out.write(name == null ? "" : " (<span class=\"name\">" + escape(name) + "</span>)");
        out.write(", " + session.state().word());
        Long idleSeconds = session.idleSeconds();
        boolean busy = idleSeconds != null && idleSeconds == 0;
        out.write(idle != null && !busy ? ", idle " + escape(idle) : "");
        out.write(message == null ? "" : ": " + escape(message));
        out.write("</li>");
    }
}
