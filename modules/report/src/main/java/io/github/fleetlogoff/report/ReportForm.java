package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.util.Map;

/// How a report is spelled in JSON, as one document or line by line.
final class ReportForm {

    private ReportForm() {}

    /// Writes the field `run`.
    static void writeRun(JsonGenerator json, RunReport report) throws IOException {
        json.writeObjectFieldStart("run");
        writeWhat(json, report);
        Forms.text(json, "finishedAt", report.finishedAt());
        writeWho(json, report);
        json.writeEndObject();
    }

    /// The fields of a run that may not have ended yet, without the braces.
    static void runFields(JsonGenerator json, RunReport report) throws IOException {
        writeWhat(json, report);
        writeWho(json, report);
    }

    private static void writeWhat(JsonGenerator json, RunReport report) throws IOException {
        json.writeStringField("id", report.header().id());
        json.writeStringField("action", report.sweep().action().word());
        json.writeStringField("startedAt", report.header().startedAt().toString());
    }

    private static void writeWho(JsonGenerator json, RunReport report) throws IOException {
        RunHeader header = report.header();
        Forms.text(json, "reason", header.reason());
        json.writeBooleanField("dryRun", report.sweep().dryRun());
        json.writeStringField("operator", header.operator());
        json.writeStringField("version", header.program().version());
        json.writeStringField("scriptSha256", header.program().scriptSha256());
    }

    /// Writes the field `totals`.
    static void writeTotals(JsonGenerator json, RunReport.Totals totals) throws IOException {
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

    /// The fields of a host, without the braces.
    static void hostFields(JsonGenerator json, RunReport.Entry entry) throws IOException {
        HostReport host = entry.result();
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
    }
}
