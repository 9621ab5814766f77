package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What a run came to, without its hosts one by one: what is told to others when it has ended.
///
/// One JSON document in pure ASCII: `{"schemaVersion":1,"text":"…","run":{…},"totals":{…},
/// "exitCode":N,"trouble":["…"]}`; `run`, `totals` and `exitCode` are those of the JSON report,
/// `text` is a sentence for a chat.
public final class SummaryJson implements ReportWriter {
    private static final int MOST_TROUBLES = 20;
    private static final int LONGEST_TROUBLE = 500;

    @Override
    public void write(RunReport report, Writer out) throws IOException {
        JsonFactory factory =
                JsonFactory.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                        .build();
        try (JsonGenerator json = factory.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
            json.writeStringField("text", sentence(report));
            ReportForm.writeRun(json, report);
            ReportForm.writeTotals(json, report.totals());
            json.writeNumberField("exitCode", ExitCode.of(report).number());
            List<Trouble> troubles = Trouble.of(report);
            Forms.texts(
                    json,
                    "trouble",
                    troubles.subList(0, Math.min(MOST_TROUBLES, troubles.size())).stream()
                            .map(trouble -> TerminalText.cut(trouble.sentence(), LONGEST_TROUBLE))
                            .toList());
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static String sentence(RunReport report) {
        RunReport.Totals totals = report.totals();
        return "fleet-logoff "
                + report.sweep().action().word()
                + (report.sweep().dryRun() ? " (dry run)" : "")
                + ": "
                + TableReport.count(totals.hosts(), "host")
                + (totals.hosts() == 0 ? "" : ": " + TableReport.counts(totals.hostsByOutcome()))
                + "; "
                + TableReport.count(totals.sessions(), "session")
                + (totals.sessions() == 0
                        ? ""
                        : ": " + TableReport.counts(totals.sessionsByOutcome()))
                + "; exit code "
                + ExitCode.of(report).number();
    }
}
