package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.report.EventFormatException.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/// An event as one line of JSON, and back.
///
/// Every line is an object with `v` (the version of the format), `type`, `at` (UTC, ISO-8601) and
/// the fields of its type. A line is pure ASCII: whatever a host puts into a name, even half a
/// surrogate pair, comes back as it was, and a line cut between two bytes is never cut inside a
/// character. Reading ignores fields that it does not know. Immutable and thread-safe.
public final class EventCodec {
    /// The version of the format that is written.
    public static final int VERSION = 2;

    // Buffers kept by thread would wait with each host in flight for its answer.
    private static final JsonFactory WRITER =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build();

    /// Made when the first line is read: a run only writes, and a mapper takes a tenth of its
    /// start.
    private static final class Reader {
        private static final JsonMapper MAPPER =
                JsonMapper.builder(
                                JsonFactory.builder()
                                        .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                                        .build())
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
    }

    /// The event as one line, without a line end.
    public String encode(RunEvent event) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = WRITER.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("v", VERSION);
            json.writeStringField("type", type(event));
            json.writeStringField("at", event.at().toString());
            writeFields(json, event);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        return line.toString();
    }

    /// The event of a line.
    ///
    /// @throws EventFormatException where the line holds no event that this version knows; says
    ///   what and which field
    public RunEvent decode(String line) throws EventFormatException {
        JsonNode node = parse(line);
        Fields fields = Fields.of(node);
        Integer version = fields.optionalNumber("v");
        if (version == null || version != VERSION) {
            throw new EventFormatException(
                    Kind.UNKNOWN_VERSION,
                    "format version "
                            + version
                            + " is not "
                            + VERSION
                            + "; read it with the fleet-logoff that wrote it",
                    null);
        }
        try {
            return read(fields.text("type"), fields);
        } catch (IllegalArgumentException e) {
            throw new EventFormatException(Kind.BAD_FIELD, String.valueOf(e.getMessage()), e);
        }
    }

    private JsonNode parse(String line) throws EventFormatException {
        JsonNode node;
        try {
            node = Reader.MAPPER.readTree(line);
        } catch (JacksonException e) {
            throw new EventFormatException(Kind.NOT_JSON, "not JSON: " + e.getOriginalMessage(), e);
        }
        if (!node.isObject()) {
            throw new EventFormatException(Kind.NOT_JSON, "not a JSON object", null);
        }
        return node;
    }

    private static String type(RunEvent event) {
        return switch (event) {
            case RunStarted _ -> "run-started";
            case HostStarted _ -> "host-started";
            case HostSurveyed _ -> "host-surveyed";
            case WaveBegan _ -> "wave-began";
            case HostWarned _ -> "host-warned";
            case GraceBegan _ -> "grace-began";
            case HostActing _ -> "host-acting";
            case HostFinished _ -> "host-finished";
            case RunStopping _ -> "run-stopping";
            case RunResumed _ -> "run-resumed";
            case RunFinished _ -> "run-finished";
        };
    }

    private static void writeFields(JsonGenerator json, RunEvent event) throws IOException {
        switch (event) {
            case RunStarted started -> writeStarted(json, started);
            case HostStarted(var _, String host, int attempt) -> {
                json.writeStringField("host", host);
                json.writeNumberField("attempt", attempt);
            }
            case HostSurveyed(var _, var survey, var computer) -> {
                writeReport(json, survey);
                Forms.text(json, "computer", computer);
            }
            case WaveBegan(var _, int number) -> json.writeNumberField("wave", number);
            case HostWarned(var _, var warning) -> writeReport(json, warning);
            case GraceBegan(var _, Instant ends) -> json.writeStringField("ends", ends.toString());
            case HostActing(var _, String host, var sessions) -> {
                json.writeStringField("host", host);
                if (sessions != null) {
                    HostReportForm.writeSessions(json, sessions);
                }
            }
            case HostFinished(var _, var report) -> writeReport(json, report);
            case RunStopping(var _, StopCause cause, String message) -> {
                json.writeStringField("cause", cause.word());
                json.writeStringField("message", message);
            }
            case RunResumed(var _, String operator, var process) -> {
                json.writeStringField("operator", operator);
                json.writeFieldName("process");
                OriginForm.write(json, process);
            }
            case RunFinished _ -> {}
        }
    }

    private static RunEvent read(String type, Fields fields) throws EventFormatException {
        return switch (type) {
            case "run-started" -> readStarted(fields);
            case "host-started" ->
                    new HostStarted(
                            fields.instant("at"), fields.text("host"), fields.number("attempt"));
            case "host-surveyed" ->
                    new HostSurveyed(
                            fields.instant("at"),
                            readReport(fields),
                            fields.optionalText("computer"));
            case "wave-began" -> new WaveBegan(fields.instant("at"), fields.number("wave"));
            case "host-warned" -> new HostWarned(fields.instant("at"), readReport(fields));
            case "grace-began" -> new GraceBegan(fields.instant("at"), fields.instant("ends"));
            case "host-acting" ->
                    new HostActing(
                            fields.instant("at"),
                            fields.text("host"),
                            HostReportForm.readSessions(fields));
            case "host-finished" -> new HostFinished(fields.instant("at"), readReport(fields));
            case "run-stopping" ->
                    new RunStopping(
                            fields.instant("at"),
                            fields.word("cause", StopCause.class),
                            fields.text("message"));
            case "run-resumed" ->
                    new RunResumed(
                            fields.instant("at"),
                            fields.text("operator"),
                            fields.object("process", OriginForm::readProcess));
            case "run-finished" -> new RunFinished(fields.instant("at"));
            default ->
                    throw new EventFormatException(
                            Kind.UNKNOWN_TYPE,
                            "an event of a type that this version does not know: " + type,
                            null);
        };
    }

    private static void writeReport(JsonGenerator json, HostReport report) throws IOException {
        json.writeFieldName("report");
        HostReportForm.write(json, report);
    }

    private static HostReport readReport(Fields fields) throws EventFormatException {
        return fields.object("report", HostReportForm::read);
    }

    private static void writeStarted(JsonGenerator json, RunStarted event) throws IOException {
        RunHeader header = event.header();
        json.writeObjectFieldStart("header");
        json.writeStringField("id", header.id());
        json.writeStringField("startedAt", header.startedAt().toString());
        Forms.text(json, "reason", header.reason());
        json.writeStringField("operator", header.operator());
        json.writeStringField("version", header.program().version());
        json.writeStringField("scriptSha256", header.program().scriptSha256());
        json.writeFieldName("origin");
        OriginForm.write(json, header.origin());
        Forms.texts(json, "failOn", header.failOn());
        json.writeEndObject();
        json.writeFieldName("sweep");
        SweepForm.write(json, event.sweep());
        json.writeFieldName("safeguards");
        SafeguardsForm.write(json, event.safeguards());
        json.writeFieldName("limits");
        SweepForm.write(json, event.limits());
        HostTable.write(json, event.hosts().stream().map(PlannedHost::host).toList());
    }

    private static RunStarted readStarted(Fields fields) throws EventFormatException {
        return new RunStarted(
                fields.instant("at"),
                fields.object("header", EventCodec::readHeader),
                fields.object("sweep", SweepForm::read),
                fields.object("safeguards", SafeguardsForm::read),
                fields.object("limits", SweepForm::readLimits),
                HostTable.read(fields).stream().map(PlannedHost::of).toList());
    }

    private static RunHeader readHeader(Fields fields) throws EventFormatException {
        return new RunHeader(
                fields.text("id"),
                fields.instant("startedAt"),
                fields.optionalText("reason"),
                fields.text("operator"),
                new RunHeader.Program(fields.text("version"), fields.text("scriptSha256")),
                fields.object("origin", OriginForm::read),
                fields.texts("failOn"));
    }
}
