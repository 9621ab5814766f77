package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.SessionReport;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The report as test results, for the test tab of a pipeline: a suite per site, a case per host.
/// Where no site is named the suite is the host's first group.
///
/// A host whose session should be gone and is not is a failure; one that could not be worked or
/// refused us is an error; one that was never tried is skipped. `--fail-on` narrows it as it does
/// the exit code. The form is that of junit-10.xsd of the Jenkins xUnit plugin; attributes beyond
/// it are not written, since other readers refuse what they do not know.
public final class JunitReport implements ReportWriter {
    private static final String ALL = "all";

    private record Suite(String name, List<RunReport.Entry> cases, Map<Verdict, Integer> counts) {
        int count(Verdict verdict) {
            return counts.getOrDefault(verdict, 0);
        }

        Duration time() {
            return cases.stream()
                    .map(entry -> entry.result().effort().duration())
                    .reduce(Duration.ZERO, Duration::plus);
        }
    }

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        Verdict.Judge judge = Verdict.of(report);
        List<Suite> suites = suites(report, judge);
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"fleet-logoff\"");
        attribute(out, "tests", Integer.toString(report.hosts().size()));
        attribute(out, "failures", total(suites, Verdict.FAILED));
        attribute(out, "errors", total(suites, Verdict.OUT_OF_REACH));
        attribute(out, "time", seconds(report.duration().orElse(Duration.ZERO)));
        out.write(">\n");
        for (Suite suite : suites) {
            write(report, suite, judge, out);
        }
        out.write("</testsuites>\n");
    }

    private static List<Suite> suites(RunReport report, Verdict.Judge judge) {
        Map<String, Suite> suites = new LinkedHashMap<>();
        for (RunReport.Entry entry : report.hosts()) {
            Suite suite =
                    suites.computeIfAbsent(
                            name(entry.planned().host()),
                            name -> new Suite(name, new ArrayList<>(), new LinkedHashMap<>()));
            suite.cases().add(entry);
            suite.counts().merge(judge.of(entry.result()), 1, Integer::sum);
        }
        return List.copyOf(suites.values());
    }

    private static String name(Host host) {
        String site = host.site();
        if (site != null && !site.isBlank()) {
            return site;
        }
        return host.groups().stream().filter(group -> !group.equals(ALL)).findFirst().orElse(ALL);
    }

    private static String total(List<Suite> suites, Verdict verdict) {
        return Integer.toString(suites.stream().mapToInt(suite -> suite.count(verdict)).sum());
    }

    private static void write(RunReport report, Suite suite, Verdict.Judge judge, Writer out)
            throws IOException {
        out.write("  <testsuite");
        attribute(out, "name", suite.name());
        attribute(out, "tests", Integer.toString(suite.cases().size()));
        attribute(out, "failures", Integer.toString(suite.count(Verdict.FAILED)));
        attribute(out, "errors", Integer.toString(suite.count(Verdict.OUT_OF_REACH)));
        attribute(out, "skipped", Integer.toString(suite.count(Verdict.LEFT)));
        attribute(out, "time", seconds(suite.time()));
        attribute(
                out,
                "timestamp",
                report.header().startedAt().truncatedTo(ChronoUnit.SECONDS).toString());
        out.write(">\n    <properties>\n");
        RunHeader header = report.header();
        property(out, "run", header.id());
        property(out, "action", report.sweep().action().word());
        property(out, "dryRun", Boolean.toString(report.sweep().dryRun()));
        property(out, "operator", header.operator());
        property(out, "version", header.program().version());
        property(out, "exitCode", Integer.toString(ExitCode.of(report).number()));
        out.write("    </properties>\n");
        for (RunReport.Entry entry : suite.cases()) {
            write(suite.name(), entry, judge.of(entry.result()), out);
        }
        out.write("  </testsuite>\n");
    }

    private static void write(String suite, RunReport.Entry entry, Verdict verdict, Writer out)
            throws IOException {
        HostReport host = entry.result();
        out.write("    <testcase");
        attribute(out, "name", entry.planned().name());
        attribute(out, "classname", suite);
        attribute(out, "time", seconds(host.effort().duration()));
        out.write(">\n");
        switch (verdict) {
            case SOUND -> {}
            case LEFT -> trouble(out, "skipped", host);
            case OUT_OF_REACH -> trouble(out, "error", host);
            case FAILED -> trouble(out, "failure", host);
        }
        out.write("      <system-out>");
        out.write(MarkupText.escape(outcome(host)));
        for (SessionReport session : host.sessions()) {
            out.write('\n');
            out.write(MarkupText.escape(SessionText.line(session)));
        }
        out.write("</system-out>\n    </testcase>\n");
    }

    private static void trouble(Writer out, String element, HostReport host) throws IOException {
        String message = host.message();
        out.write("      <" + element);
        attribute(out, "type", host.outcome().word());
        attribute(out, "message", message == null ? host.outcome().word() : message);
        out.write(">");
        List<String> lines = new ArrayList<>();
        lines.add(outcome(host));
        for (SessionReport session : host.sessions()) {
            if (TableReport.failed(session.outcome())) {
                lines.add(SessionText.line(session));
            }
        }
        out.write(String.join("\n", lines.stream().map(MarkupText::escape).toList()));
        out.write("</" + element + ">\n");
    }

    private static String outcome(HostReport host) {
        String message = host.message();
        return host.outcome().word() + (message == null ? "" : ": " + message);
    }

    private static void property(Writer out, String name, String value) throws IOException {
        out.write("      <property");
        attribute(out, "name", name);
        attribute(out, "value", value);
        out.write("/>\n");
    }

    private static void attribute(Writer out, String name, String value) throws IOException {
        out.write(" " + name + "=\"" + MarkupText.escape(value) + "\"");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1000.0);
    }
}
