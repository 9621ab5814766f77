package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

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
            ReportForm.writeRun(json, report);
            ReportForm.writeTotals(json, report.totals());
            json.writeNumberField("exitCode", ExitCode.of(report).number());
            json.writeArrayFieldStart("hosts");
            for (RunReport.Entry entry : report.hosts()) {
                json.writeStartObject();
                ReportForm.hostFields(json, entry);
                json.writeEndObject();
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
}
