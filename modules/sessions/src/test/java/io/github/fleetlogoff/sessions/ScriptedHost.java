package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host on which every session is selected and every logoff works. Between two conversations it
/// does what a test says.
final class ScriptedHost implements RemoteShell {
    final List<Session> there = new ArrayList<>();
    final List<JsonNode> requests = new ArrayList<>();
    private final List<Runnable> between = new ArrayList<>();
    private boolean losesAnswers;

    ScriptedHost(Session... sessions) {
        there.addAll(List.of(sessions));
    }

    static Session session(int id, String user, String logonTime) {
        return new Session(
                id, user, null, null, SessionState.DISCONNECTED, "5", 300L, logonTime, false);
    }

    /// Does this after the next conversation that has none yet.
    ScriptedHost then(Runnable change) {
        between.add(change);
        return this;
    }

    ScriptedHost losingAnswers() {
        losesAnswers = true;
        return this;
    }

    @Override
    public ShellOutcome run(Host target, RemoteCommand command, ShellWatch watch) {
        JsonNode request =
                parse(
                        switch (command) {
                            case ShellCommand shell ->
                                    shell.environment().get(SessionOperation.REQUEST_VARIABLE);
                            case PipelineCommand pipeline ->
                                    pipeline.parameters().get("RequestJson");
                        });
        if (!watch.mayDeliver()) {
            return failed(ShellFault.Kind.NOT_PERMITTED, false);
        }
        requests.add(request);
        ObjectNode answer = answer(request);
        if (between.size() >= requests.size()) {
            between.get(requests.size() - 1).run();
        }
        if (losesAnswers && !request.path("dryRun").asBoolean()) {
            return failed(ShellFault.Kind.TIMED_OUT, true);
        }
        return command instanceof PipelineCommand
                ? new ShellOutcome.Returned(List.of(answer.toString()), List.of())
                : new ShellOutcome.Answered(
                        Golden.frame(answer.toString()), new byte[0], answer.path("exit").asInt());
    }

    private static ShellOutcome failed(ShellFault.Kind kind, boolean delivered) {
        return new ShellOutcome.Failed(
                new ShellFault(kind, "lost", RetryAdvice.NEVER, delivered, 0));
    }

    private ObjectNode answer(JsonNode request) {
        ObjectNode answer = Golden.JSON.createObjectNode();
        answer.put("host", "HOST01").put("mode", "FullLanguage").putNull("elevated");
        answer.putNull("error").put("wrongHost", false).put("exit", there.isEmpty() ? 2 : 0);
        ArrayNode rows = answer.putArray("sessions");
        for (Session session : List.copyOf(there)) {
            rows.add(row(session, outcome(session, request), true));
        }
        for (JsonNode planned : request.path("expect")) {
            if (there.stream().noneMatch(session -> session.id() == planned.path("id").asInt())
                    && !holds(rows, planned.path("id").asInt())) {
                Session gone =
                        session(
                                planned.path("id").asInt(),
                                planned.path("user").asText(),
                                planned.path("logonTime").asText());
                rows.add(row(gone, "gone", false));
            }
        }
        return answer;
    }

    private static boolean holds(ArrayNode rows, int id) {
        for (JsonNode row : rows) {
            if (row.path("id").asInt() == id) {
                return true;
            }
        }
        return false;
    }

    private String outcome(Session session, JsonNode request) {
        if (request.path("dryRun").asBoolean()) {
            return "would-log-off";
        }
        if (request.has("expect")) {
            JsonNode planned = null;
            for (JsonNode one : request.path("expect")) {
                planned = one.path("id").asInt() == session.id() ? one : planned;
            }
            if (planned == null) {
                return "listed";
            }
            if (!planned.path("logonTime").asText().equals(session.logonTime())) {
                return "superseded";
            }
        }
        there.remove(session);
        return "logged-off";
    }

    private static ObjectNode row(Session session, String outcome, boolean present) {
        ObjectNode row = Golden.JSON.createObjectNode();
        row.put("id", session.id()).put("user", session.user()).putNull("domain");
        row.putNull("sessionName").put("state", present ? session.state().word() : null);
        row.put("idle", present ? session.idle() : null);
        row.put("idleSeconds", present ? session.idleSeconds() : null);
        row.put("logonTime", session.logonTime()).put("current", present ? false : null);
        row.put("selected", true).put("outcome", outcome);
        return row.putNull("exitCode").putNull("message");
    }

    private static JsonNode parse(@Nullable String request) {
        try {
            return Golden.JSON.readTree(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
