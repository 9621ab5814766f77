package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;

/// The report as lines of JSON, one object each: `run` first, a `host` for every host, `end` last.
/// A reader that meets no `end` line has not seen the whole report. `report-lines.schema.json` says
/// what every field means. Pure ASCII, as [JsonReport] is.
///
/// [NdjsonStream] writes the same lines while the run goes on.
public final class NdjsonReport implements ReportWriter {
    private final JsonFactory factory =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build();

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        writeRun(report, out);
        for (RunReport.Entry entry : report.hosts()) {
            writeHost(entry, out);
        }
        writeEnd(report, out);
    }

    /// Writes who does what. When the run ended is not in it: that is not known yet.
    void writeRun(RunReport report, Writer out) throws IOException {
        line(
                "run",
                json -> {
                    json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
                    ReportForm.runFields(json, report);
                    json.writeNumberField("hosts", report.hosts().size());
                },
                out);
    }

    void writeHost(RunReport.Entry entry, Writer out) throws IOException {
        line("host", json -> ReportForm.hostFields(json, entry), out);
    }

    void writeEnd(RunReport report, Writer out) throws IOException {
        line(
                "end",
                json -> {
                    Forms.text(json, "finishedAt", report.finishedAt());
                    ReportForm.writeTotals(json, report.totals());
                    json.writeNumberField("exitCode", ExitCode.of(report).number());
                },
                out);
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private void line(String type, Fields fields, Writer out) throws IOException {
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            fields.write(json);
            json.writeEndObject();
        }
        out.write('\n');
    }
}
