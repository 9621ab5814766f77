package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Checkup;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointAdvice;
import io.github.fleetlogoff.model.EndpointFinding;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What was found on the way to some hosts, for a person or a program. Immutable.
public final class CheckupReport {
    /// The JSON Schema of [#json], a resource of this class.
    public static final String SCHEMA_RESOURCE = "doctor.schema.json";

    private static final int SCHEMA_VERSION = 1;
    private static final String INDENT = "                     ";

    private final List<Checkup> checkups;

    public CheckupReport(List<Checkup> checkups) {
        this.checkups = List.copyOf(checkups);
    }

    /// The exit code of the program: that of a run that met the same.
    public ExitCode exitCode() {
        Set<ExitCode> apply = EnumSet.of(ExitCode.DONE);
        checkups.stream().flatMap(Checkup::failures).map(CheckupReport::code).forEach(apply::add);
        return apply.iterator().next();
    }

    private static ExitCode code(Check check) {
        return switch (check) {
            case DNS, TCP, TLS, SERVICE, CLOCK, LATENCY, ENDPOINT, QUOTA, LANGUAGE_MODE ->
                    ExitCode.UNWORKED;
            case SCHEMES, LOGON, RIGHTS -> ExitCode.REFUSED;
            case COMPUTER, QUSER -> ExitCode.FAILED;
        };
    }

    /// Writes a line for each check, and below it what to do.
    public void table(TableStyle style, Writer out) throws IOException {
        requireNonNull(style, "style is null");
        for (Checkup checkup : checkups) {
            Connection to = checkup.host().connection();
            String name = TerminalText.visible(checkup.host().name());
            out.append(Ink.STRONG.paint(name, style.colour()))
                    .append(to.tls() == null ? "  http://" : "  https://")
                    .append(TerminalText.visible(to.address()))
                    .append(":" + to.port() + "\n");
            for (Finding finding : checkup.findings()) {
                if (finding.check() == Check.ENDPOINT) {
                    endpoints(checkup.advice(), style, out);
                }
                if (!Checkup.NOT_REACHED.equals(finding.text())) {
                    line(Line.of(finding), style, out);
                }
            }
            unreached(checkup, room(style), out);
            out.append('\n');
        }
        long troubled =
                checkups.stream().filter(each -> each.failures().findAny().isPresent()).count();
        out.append(checkups.size() == 1 ? "1 host" : checkups.size() + " hosts")
                .append(troubled == 0 ? ", all well" : ", " + troubled + " with something to fix")
                .append(" · exit code " + exitCode().number() + "\n");
    }

    /// What one line says.
    private record Line(Grade grade, String word, String text, Optional<String> fix) {
        static Line of(Finding finding) {
            return new Line(finding.grade(), finding.check().word(), finding.text(), finding.fix());
        }

        /// A name that the host does not offer has its cross; whether that is bad for the host is
        /// what the check says, and counts.
        static Line of(EndpointFinding finding) {
            Grade grade =
                    switch (finding.offer()) {
                        case OFFERED -> Grade.OK;
                        case MISSING, REFUSED -> Grade.FAILED;
                        case UNKNOWN -> Grade.NOT_CHECKED;
                    };
            return new Line(
                    grade,
                    Check.ENDPOINT.word(),
                    finding.endpoint().name() + ": " + finding.text(),
                    finding.fix());
        }
    }

    private static int room(TableStyle style) {
        return Math.max(20, style.width() - INDENT.length());
    }

    private static void endpoints(EndpointAdvice advice, TableStyle style, Writer out)
            throws IOException {
        for (EndpointFinding finding : advice.endpoints()) {
            line(Line.of(finding), style, out);
        }
    }

    private static void line(Line line, TableStyle style, Writer out) throws IOException {
        int room = room(style);
        Ink ink = ink(line.grade());
        List<String> text = TerminalText.wrap(TerminalText.visible(line.text()), room);
        out.append("  ")
                .append(ink.paint(mark(line.grade()), style.colour()))
                .append("  ")
                .append(TerminalText.padRight(line.word(), INDENT.length() - 5))
                .append(String.join("\n" + INDENT, text))
                .append('\n');
        if (line.fix().isPresent()) {
            String fix = "→ " + TerminalText.visible(line.fix().get());
            out.append(INDENT)
                    .append(String.join("\n" + INDENT + "  ", TerminalText.wrap(fix, room - 2)))
                    .append('\n');
        }
    }

    /// One line for all that it did not come to.
    private static void unreached(Checkup checkup, int room, Writer out) throws IOException {
        String words =
                checkup.findings().stream()
                        .filter(finding -> Checkup.NOT_REACHED.equals(finding.text()))
                        .map(finding -> finding.check().word())
                        .collect(Collectors.joining(", "));
        if (!words.isEmpty()) {
            out.append("  -  ")
                    .append(TerminalText.padRight("not reached", INDENT.length() - 5))
                    .append(String.join("\n" + INDENT, TerminalText.wrap(words, room)))
                    .append('\n');
        }
    }

    private static String mark(Grade grade) {
        return switch (grade) {
            case OK -> "✓";
            case WARNING -> "!";
            case FAILED -> "✗";
            case NOT_CHECKED -> "-";
        };
    }

    private static Ink ink(Grade grade) {
        return switch (grade) {
            case OK -> Ink.GOOD;
            case WARNING -> Ink.CAUTION;
            case FAILED -> Ink.BAD;
            case NOT_CHECKED -> Ink.FAINT;
        };
    }

    /// Writes one document in pure ASCII: `{"schemaVersion":1,"exitCode":N,"hosts":[{"host",
    /// "address","port","tls","checks":[{"check","grade","text","fix"}],"endpoints":[{"endpoint",
    /// "offer","text","fix"}],"useEndpoint"}]}`, as the schema has it.
    public void json(Writer out) throws IOException {
        JsonFactory factory =
                JsonFactory.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                        .build();
        try (JsonGenerator json =
                factory.createGenerator(out).setPrettyPrinter(new DefaultPrettyPrinter())) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            json.writeNumberField("exitCode", exitCode().number());
            json.writeArrayFieldStart("hosts");
            for (Checkup checkup : checkups) {
                host(checkup, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void host(Checkup checkup, JsonGenerator json) throws IOException {
        Connection to = checkup.host().connection();
        json.writeStartObject();
        json.writeStringField("host", checkup.host().name());
        json.writeStringField("address", to.address());
        json.writeNumberField("port", to.port());
        json.writeBooleanField("tls", to.tls() != null);
        json.writeArrayFieldStart("checks");
        for (Finding finding : checkup.findings()) {
            json.writeStartObject();
            json.writeStringField("check", finding.check().word());
            json.writeStringField("grade", finding.grade().word());
            json.writeStringField("text", finding.text());
            Forms.text(json, "fix", finding.fix().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("endpoints");
        for (EndpointFinding finding : checkup.advice().endpoints()) {
            json.writeStartObject();
            json.writeStringField("endpoint", finding.endpoint().name());
            json.writeStringField("offer", finding.offer().word());
            json.writeStringField("text", finding.text());
            Forms.text(json, "fix", finding.fix().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
        Forms.text(json, "useEndpoint", checkup.advice().use().map(Endpoint::name).orElse(null));
        json.writeEndObject();
    }
}
