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
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import java.io.IOException;
import java.io.Writer;
import java.util.EnumSet;
import java.util.List;
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
            case DNS, TCP, TLS, SERVICE, CLOCK, LATENCY, QUOTA, LANGUAGE_MODE -> ExitCode.UNWORKED;
            case SCHEMES, LOGON, RIGHTS -> ExitCode.REFUSED;
            case COMPUTER, QUSER -> ExitCode.FAILED;
        };
    }

    /// Writes a line for each check, and below it what to do.
    public void table(TableStyle style, Writer out) throws IOException {
        requireNonNull(style, "style is null");
        int room = Math.max(20, style.width() - INDENT.length());
        for (Checkup checkup : checkups) {
            Connection to = checkup.host().connection();
            String name = TerminalText.visible(checkup.host().name());
            out.append(Ink.STRONG.paint(name, style.colour()))
                    .append(to.tls() == null ? "  http://" : "  https://")
                    .append(TerminalText.visible(to.address()))
                    .append(":" + to.port() + "\n");
            for (Finding finding : checkup.findings()) {
                if (!Checkup.NOT_REACHED.equals(finding.text())) {
                    line(finding, style, room, out);
                }
            }
            unreached(checkup, room, out);
            out.append('\n');
        }
        long troubled =
                checkups.stream().filter(each -> each.failures().findAny().isPresent()).count();
        out.append(checkups.size() == 1 ? "1 host" : checkups.size() + " hosts")
                .append(troubled == 0 ? ", all well" : ", " + troubled + " with something to fix")
                .append(" · exit code " + exitCode().number() + "\n");
    }

    private static void line(Finding finding, TableStyle style, int room, Writer out)
            throws IOException {
        Ink ink = ink(finding.grade());
        List<String> text = TerminalText.wrap(TerminalText.visible(finding.text()), room);
        out.append("  ")
                .append(ink.paint(mark(finding.grade()), style.colour()))
                .append("  ")
                .append(TerminalText.padRight(finding.check().word(), INDENT.length() - 5))
                .append(String.join("\n" + INDENT, text))
                .append('\n');
        if (finding.fix().isPresent()) {
            String fix = "→ " + TerminalText.visible(finding.fix().get());
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
    /// "address","port","tls","checks":[{"check","grade","text","fix"}]}]}`, as the schema has it.
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
        json.writeEndObject();
    }
}
