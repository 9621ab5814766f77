package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Tls;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How the plan file spells a plan: what a reviewer needs to see, and what tells each logon and
/// each computer. Hosts stand by name and sessions by id, so that two plans can be compared by
/// line.
final class SurveyedPlanForm {
    private static final Comparator<String> BY_NAME =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    private SurveyedPlanForm() {}

    /// Writes the fields of a plan.
    ///
    /// @param known a host of the plan → as the inventory has it
    static void write(JsonGenerator json, SurveyedPlan plan, UnaryOperator<Host> known)
            throws IOException {
        json.writeFieldName("sweep");
        SweepForm.write(json, plan.sweep());
        json.writeFieldName("safeguards");
        SafeguardsForm.write(json, plan.safeguards());
        json.writeObjectFieldStart("budget");
        json.writeNumberField("selected", plan.budget().selected());
        json.writeNumberField("most", plan.budget().most());
        json.writeEndObject();
        json.writeArrayFieldStart("waves");
        for (SurveyedWave wave : plan.waves()) {
            json.writeStartObject();
            json.writeNumberField("number", wave.number());
            json.writeArrayFieldStart("hosts");
            for (HostPlan host : sorted(wave.hosts())) {
                write(json, host, known.apply(host.host()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        write(json, "settled", plan.settled());
        write(json, "unanswered", plan.unanswered());
    }

    private static List<HostPlan> sorted(List<HostPlan> hosts) {
        return hosts.stream()
                .sorted(Comparator.comparing(plan -> plan.host().name(), BY_NAME))
                .toList();
    }

    private static void write(JsonGenerator json, HostPlan plan, Host host) throws IOException {
        json.writeStartObject();
        json.writeStringField("host", host.name());
        json.writeStringField("address", host.connection().address());
        json.writeNumberField("port", host.connection().port());
        json.writeBooleanField("tls", host.connection().tls() != null);
        Forms.text(json, "site", host.site());
        Forms.text(json, "computerName", host.computerName());
        json.writeArrayFieldStart("sessions");
        List<PlannedSession> sessions =
                plan.sessions().stream()
                        .sorted(Comparator.comparingInt(one -> one.session().id()))
                        .toList();
        for (PlannedSession planned : sessions) {
            Session session = planned.session();
            json.writeStartObject();
            json.writeNumberField("id", session.id());
            Forms.text(json, "user", session.user());
            Forms.text(json, "logonTime", session.logonTime());
            Forms.text(json, "domain", session.domain());
            Forms.text(json, "sessionName", session.sessionName());
            json.writeStringField("state", session.state().word());
            Forms.text(json, "idle", session.idle());
            json.writeBooleanField("withinBudget", planned.withinBudget());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, List<HostReport> reports)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (HostReport report :
                reports.stream().sorted(Comparator.comparing(HostReport::host, BY_NAME)).toList()) {
            json.writeStartObject();
            json.writeStringField("host", report.host());
            json.writeStringField("outcome", report.outcome().word());
            NotAttemptedReason reason = report.reason();
            Forms.text(json, "reason", reason == null ? null : reason.word());
            Forms.text(json, "message", report.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Reads them. The connection of a host is what the file tells of it, and needs that of an
    /// inventory before it is used.
    ///
    /// @throws IllegalArgumentException where the plan cannot be
    static SurveyedPlan read(Fields fields) throws EventFormatException {
        Sweep sweep = fields.object("sweep", SweepForm::read);
        Safeguards safeguards = fields.object("safeguards", SafeguardsForm::read);
        return new SurveyedPlan(
                sweep,
                safeguards,
                fields.objects("waves", SurveyedPlanForm::readWave),
                fields.objects("settled", SurveyedPlanForm::readReport),
                fields.objects("unanswered", SurveyedPlanForm::readReport),
                fields.object(
                        "budget",
                        budget -> new Budget(budget.number("selected"), budget.number("most"))));
    }

    private static SurveyedWave readWave(Fields fields) throws EventFormatException {
        return new SurveyedWave(
                fields.number("number"), fields.objects("hosts", SurveyedPlanForm::readHost));
    }

    private static HostPlan readHost(Fields fields) throws EventFormatException {
        Connection connection =
                new Connection(
                        fields.text("address"),
                        fields.number("port"),
                        fields.flag("tls") ? new Tls(null, false) : null,
                        AuthScheme.NEGOTIATE,
                        null);
        Host host =
                new Host(
                        fields.text("host"),
                        connection,
                        fields.optionalText("site"),
                        List.of(),
                        new TreeMap<>(Map.of()),
                        fields.optionalText("computerName"));
        List<PlannedSession> sessions = fields.objects("sessions", SurveyedPlanForm::readSession);
        List<SessionReport> rows =
                sessions.stream()
                        .map(planned ->
                                new SessionReport(
                                        planned.session(),
                                        SessionOutcome.WOULD_LOG_OFF,
                                        null,
                                        null))
                        .toList();
        return new HostPlan(
                host, sessions, report(host.name(), HostOutcome.COMPLETED, null, null, rows));
    }

    private static PlannedSession readSession(Fields fields) throws EventFormatException {
        Session session =
                new Session(
                        fields.number("id"),
                        fields.optionalText("user"),
                        fields.optionalText("domain"),
                        fields.optionalText("sessionName"),
                        fields.word("state", SessionState.class),
                        fields.optionalText("idle"),
                        null,
                        fields.optionalText("logonTime"),
                        false);
        return new PlannedSession(session, fields.flag("withinBudget"));
    }

    private static HostReport readReport(Fields fields) throws EventFormatException {
        return report(
                fields.text("host"),
                fields.word("outcome", HostOutcome.class),
                fields.optionalText("message"),
                fields.optionalWord("reason", NotAttemptedReason.class),
                List.of());
    }

    private static HostReport report(
            String host,
            HostOutcome outcome,
            @Nullable String message,
            @Nullable NotAttemptedReason reason,
            List<SessionReport> sessions) {
        return new HostReport(
                host, outcome, null, HostReport.Effort.NONE, message, reason, sessions);
    }
}
