package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/// The report as one JSON document; `report.schema.json` beside this class says what every field
/// means. Pure ASCII, so that it survives any terminal and any pipe, and nothing that a host says
/// can steer either.
public final class JsonReport implements ReportWriter {
    /// The version of the document's shape; it grows when a field goes or changes its meaning, not
    /// when one is added.
    public static final int SCHEMA_VERSION = 1;

    /// The resource beside this class that holds the JSON Schema.
    public static final String SCHEMA_RESOURCE = "report.schema.json";

    private final JsonFactory factory =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build();

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        try (JsonGenerator json = open(out)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", SCHEMA_VERSION);
            writeRun(json, report);
            writeTotals(json, report.totals());
            json.writeNumberField("exitCode", ExitCode.of(report).number());
            json.writeArrayFieldStart("hosts");
            for (RunReport.Entry entry : report.hosts()) {
                writeHost(json, entry);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    /// Writes the list of runs, in the order in which they are given, as `runs -o json` prints it.
    public void write(List<RunSummary> runs, Writer out) throws IOException {
        try (JsonGenerator json = open(out)) {
            json.writeStartArray();
            for (RunSummary run : runs) {
                json.writeStartObject();
                json.writeStringField("id", run.id());
                json.writeStringField("action", run.action().word());
                json.writeStringField("state", run.state().word());
                json.writeStringField("startedAt", run.startedAt().toString());
                Forms.text(json, "finishedAt", run.finishedAt());
                json.writeNumberField("hosts", run.hosts());
                Forms.number(json, "exitCode", run.exitCode());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        out.write('\n');
    }

    private JsonGenerator open(Writer out) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        Separators separators =
                Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator("");
        return factory.createGenerator(out)
                .setPrettyPrinter(
                        new DefaultPrettyPrinter(separators)
                                .withObjectIndenter(lines)
                                .withArrayIndenter(lines));
    }

    private static void writeRun(JsonGenerator json, RunReport report) throws IOException {
        RunHeader header = report.header();
        json.writeObjectFieldStart("run");
        json.writeStringField("id", header.id());
        json.writeStringField("action", report.sweep().action().word());
        json.writeStringField("startedAt", header.startedAt().toString());
        Forms.text(json, "finishedAt", report.finishedAt());
        Forms.text(json, "reason", header.reason());
        json.writeBooleanField("dryRun", report.sweep().dryRun());
        json.writeStringField("operator", header.operator());
        json.writeStringField("version", header.program().version());
        json.writeStringField("scriptSha256", header.program().scriptSha256());
        json.writeEndObject();
    }

    private static void writeTotals(JsonGenerator json, RunReport.Totals totals)
            throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("hosts", totals.hosts());
        writeCounts(json, "hostsByOutcome", totals.hostsByOutcome());
        json.writeNumberField("sessions", totals.sessions());
        writeCounts(json, "sessionsByOutcome", totals.sessionsByOutcome());
        json.writeEndObject();
    }

    private static void writeCounts(
            JsonGenerator json, String name, Map<? extends Word, Integer> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<? extends Word, Integer> count : counts.entrySet()) {
            json.writeNumberField(count.getKey().word(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void writeHost(JsonGenerator json, RunReport.Entry entry) throws IOException {
        HostReport host = entry.result();
        json.writeStartObject();
        json.writeStringField("host", entry.planned().name());
        json.writeStringField("address", entry.planned().address());
        Forms.text(json, "site", entry.planned().site());
        json.writeStringField("outcome", host.outcome().word());
        Forms.number(json, "exitCode", host.exitCode());
        json.writeNumberField("attempts", host.effort().attempts());
        json.writeNumberField("durationMillis", host.effort().duration().toMillis());
        Forms.text(json, "message", host.message());
        json.writeArrayFieldStart("sessions");
        for (SessionReport session : host.sessions()) {
            json.writeStartObject();
            Forms.sessionFields(json, session);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
