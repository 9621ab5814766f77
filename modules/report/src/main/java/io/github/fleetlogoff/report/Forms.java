package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the journal and the documents spell what both hold. An absent value is null in a document;
/// in the journal, where every byte is written once for each host, it is left out.
final class Forms {

    private Forms() {}

    /// Writes a text, or whatever else has one as its `toString`.
    static void text(JsonGenerator json, String name, @Nullable Object value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }

    /// Writes a text where there is one, else nothing.
    static void presentText(JsonGenerator json, String name, @Nullable Object value)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    static void number(JsonGenerator json, String name, @Nullable Number value) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value.longValue());
        }
    }

    /// Writes a number where there is one, else nothing.
    static void presentNumber(JsonGenerator json, String name, @Nullable Number value)
            throws IOException {
        if (value != null) {
            json.writeNumberField(name, value.longValue());
        }
    }

    static void texts(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /// The fields that a session has in the report, without the braces.
    static void sessionFields(JsonGenerator json, SessionReport report) throws IOException {
        Session session = report.session();
        json.writeNumberField("id", session.id());
        text(json, "user", session.user());
        text(json, "domain", session.domain());
        text(json, "sessionName", session.sessionName());
        text(json, "state", session.state().word());
        text(json, "idle", session.idle());
        number(json, "idleSeconds", session.idleSeconds());
        text(json, "logonTime", session.logonTime());
        text(json, "outcome", report.outcome().word());
        number(json, "exitCode", report.exitCode());
        text(json, "message", report.message());
    }
}
