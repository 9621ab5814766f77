package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the journal spells what became of a host.
final class HostReportForm {

    private HostReportForm() {}

    static void write(JsonGenerator json, HostReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", report.host());
        json.writeStringField("outcome", report.outcome().word());
        Forms.presentNumber(json, "exitCode", report.exitCode());
        json.writeNumberField("attempts", report.effort().attempts());
        json.writeStringField("duration", report.effort().duration().toString());
        json.writeNumberField("refusedLogons", report.effort().refusedLogons());
        Forms.presentText(json, "message", report.message());
        NotAttemptedReason reason = report.reason();
        Forms.presentText(json, "reason", reason == null ? null : reason.word());
        json.writeArrayFieldStart("sessions");
        for (SessionReport session : report.sessions()) {
            write(json, session);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, SessionReport report) throws IOException {
        json.writeStartObject();
        writeFields(json, report.session());
        json.writeStringField("outcome", report.outcome().word());
        Forms.presentNumber(json, "exitCode", report.exitCode());
        Forms.presentText(json, "message", report.message());
        json.writeEndObject();
    }

    /// Writes the field `sessions` of sessions without an outcome.
    static void writeSessions(JsonGenerator json, List<Session> sessions) throws IOException {
        json.writeArrayFieldStart("sessions");
        for (Session session : sessions) {
            json.writeStartObject();
            writeFields(json, session);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Reads it; absent where it is.
    static @Nullable List<Session> readSessions(Fields fields) throws EventFormatException {
        return fields.has("sessions")
                ? fields.objects("sessions", HostReportForm::readFields)
                : null;
    }

    private static void writeFields(JsonGenerator json, Session session) throws IOException {
        json.writeNumberField("id", session.id());
        Forms.presentText(json, "user", session.user());
        Forms.presentText(json, "domain", session.domain());
        Forms.presentText(json, "sessionName", session.sessionName());
        json.writeStringField("state", session.state().word());
        Forms.presentText(json, "idle", session.idle());
        Forms.presentNumber(json, "idleSeconds", session.idleSeconds());
        Forms.presentText(json, "logonTime", session.logonTime());
        if (session.current()) {
            json.writeBooleanField("current", true);
        }
    }

    static HostReport read(Fields fields) throws EventFormatException {
        return new HostReport(
                fields.text("host"),
                fields.word("outcome", HostOutcome.class),
                fields.optionalNumber("exitCode"),
                new HostReport.Effort(
                        fields.number("attempts"),
                        fields.duration("duration"),
                        fields.number("refusedLogons")),
                fields.optionalText("message"),
                fields.optionalWord("reason", NotAttemptedReason.class),
                fields.objects("sessions", HostReportForm::readSession));
    }

    private static SessionReport readSession(Fields fields) throws EventFormatException {
        return new SessionReport(
                readFields(fields),
                fields.word("outcome", SessionOutcome.class),
                fields.optionalNumber("exitCode"),
                fields.optionalText("message"));
    }

    private static Session readFields(Fields fields) throws EventFormatException {
        return new Session(
                fields.number("id"),
                fields.optionalText("user"),
                fields.optionalText("domain"),
                fields.optionalText("sessionName"),
                fields.word("state", SessionState.class),
                fields.optionalText("idle"),
                fields.optionalLong("idleSeconds"),
                fields.optionalText("logonTime"),
                fields.isSet("current"));
    }
}
