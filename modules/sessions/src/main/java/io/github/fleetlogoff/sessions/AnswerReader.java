package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.sessions.SessionRequest.Planned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what a host printed. It is hostile input: bounded in every way, and refused wherever the
/// session script, asked what it was asked, could not have answered it. Immutable; never throws for
/// what a host sent.
public final class AnswerReader {
    private static final int MOST_ROWS = 10_000;
    // A row has 13 fields of 2 tokens; what a later script may add has room.
    private static final int MOST_TOKENS = MOST_ROWS * 40;
    private static final int DEEPEST = 16;
    // Longer than any field may be; messages of this length are cut, not refused.
    private static final int LONGEST_STRING = 1 << 20;
    private static final int LONGEST_NUMBER = 20;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(LONGEST_STRING)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .maxTokenCount(MOST_TOKENS)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final SessionRequest request;

    /// A reader of answers to this request.
    public AnswerReader(SessionRequest request) {
        this.request = requireNonNull(request, "request is null");
    }

    /// Loads what reading takes, for which the first answer would have to wait some 10 ms: the
    /// program has nothing else to do while its first host thinks. Thread-safe.
    public static void getReady() {
        try {
            parse("{}");
        } catch (RefusedAnswer e) {
            throw new IllegalStateException(e);
        }
    }

    /// Reads an answer out of what a command printed.
    ///
    /// @param processExit the exit code of PowerShell, absent where none is known
    public AnswerOrFault read(byte[] stdout, @Nullable Integer processExit) {
        try {
            Optional<String> json = AnswerFrame.unpack(stdout);
            if (json.isEmpty()) {
                return new AnswerOrFault.Missing();
            }
            SessionAnswer answer = plausible(json.get());
            if (processExit != null && processExit != answer.exit()) {
                throw new RefusedAnswer(
                        "its exit code "
                                + answer.exit()
                                + " is not that of the command, "
                                + processExit);
            }
            return new AnswerOrFault.Answer(answer);
        } catch (RefusedAnswer e) {
            return new AnswerOrFault.Refused(e.why());
        }
    }

    /// Reads an answer that a pipeline gave: one object, the JSON text without sentinels. Of one
    /// that did not run to its end the answer is what was done, and not that all is well.
    AnswerOrFault read(ShellOutcome.Returned returned) {
        List<String> objects = returned.objects();
        if (objects.isEmpty()) {
            return new AnswerOrFault.Missing();
        }
        try {
            if (objects.size() > 1) {
                throw new RefusedAnswer("there is more than one object");
            }
            SessionAnswer answer = plausible(objects.getFirst());
            return new AnswerOrFault.Answer(
                    returned.completed() ? answer : answer.cutOff(why(returned.errors())));
        } catch (RefusedAnswer e) {
            return new AnswerOrFault.Refused(e.why());
        }
    }

    private static String why(List<ShellOutcome.RemoteError> errors) {
        return "its pipeline did not run to its end after the answer"
                + (errors.isEmpty() ? "" : ": " + errors.getLast().message());
    }

    private SessionAnswer plausible(String json) throws RefusedAnswer {
        SessionAnswer answer = answer(parse(json));
        new Plausibility(request).check(answer);
        return answer;
    }

    private static JsonNode parse(String json) throws RefusedAnswer {
        try (JsonParser parser = JSON.createParser(json)) {
            return AnswerTree.read(parser);
        } catch (IOException e) {
            throw new RefusedAnswer("it is not JSON within the bounds");
        }
    }

    private SessionAnswer answer(JsonNode root) throws RefusedAnswer {
        AnswerFields fields = AnswerFields.of(root, "answer");
        Optional<String> error = fields.message("error");
        JsonNode sessions = fields.array("sessions");
        if (sessions.size() > MOST_ROWS) {
            throw new RefusedAnswer("it has more than " + MOST_ROWS + " sessions");
        }
        List<SessionAnswer.Row> rows = new ArrayList<>(sessions.size());
        for (JsonNode session : sessions) {
            rows.add(
                    row(
                            AnswerFields.of(session, "sessions[" + rows.size() + "]"),
                            error.isPresent()));
        }
        refuseDoubles(rows);
        return new SessionAnswer(
                fields.text("host"),
                fields.text("mode"),
                fields.truthOrNone("elevated").orElse(null),
                error.orElse(null),
                fields.truth("wrongHost"),
                fields.integer("exit", 0, 2),
                rows);
    }

    private SessionAnswer.Row row(AnswerFields fields, boolean inError) throws RefusedAnswer {
        SessionOutcome outcome =
                fields.wordOrNone("outcome", SessionOutcome.class)
                        .orElseThrow(() -> fields.wrong("outcome", "a word"));
        Session session = session(fields, outcome);
        Optional<Boolean> selected = fields.truthOrNone("selected");
        if (selected.isEmpty() && !inError) {
            // An error may strike before the script came to this session.
            throw fields.wrong("selected", "true or false");
        }
        SessionReport report =
                new SessionReport(
                        session,
                        outcome,
                        fields.integerOrNone("exitCode", Integer.MIN_VALUE, Integer.MAX_VALUE)
                                .orElse(null),
                        fields.message("message")
                                .filter(message -> !message.isBlank())
                                .orElse(null));
        return new SessionAnswer.Row(report, selected.orElse(false));
    }

    private Session session(AnswerFields fields, SessionOutcome outcome) throws RefusedAnswer {
        int id = fields.integer("id", 0, Integer.MAX_VALUE);
        Optional<String> user = fields.textOrNone("user");
        Optional<String> domain = fields.textOrNone("domain");
        Optional<String> sessionName = fields.textOrNone("sessionName");
        Optional<SessionState> state = fields.wordOrNone("state", SessionState.class);
        Optional<String> idle = fields.textOrNone("idle");
        Optional<Integer> idleSeconds = fields.integerOrNone("idleSeconds", 0, Integer.MAX_VALUE);
        Optional<String> logonTime = fields.textOrNone("logonTime");
        Optional<Boolean> current = fields.truthOrNone("current");
        if (state.isEmpty()) {
            return planned(id, user.orElse(null), logonTime.orElse(null))
                    .filter(_ ->
                            outcome == SessionOutcome.GONE || outcome == SessionOutcome.UNVERIFIED)
                    .orElseThrow(() -> fields.wrong("state", "a word"));
        }
        return new Session(
                id,
                user.orElse(null),
                domain.orElse(null),
                sessionName.orElse(null),
                state.get(),
                idle.orElse(null),
                idleSeconds.map(Integer::longValue).orElse(null),
                logonTime.orElse(null),
                current.orElseThrow(() -> fields.wrong("current", "true or false")));
    }

    /// The planned session of this identity, as it was surveyed: of one that left the host knows
    /// nothing more.
    private Optional<Session> planned(int id, @Nullable String user, @Nullable String logonTime) {
        List<Planned> planned = request.planned();
        return planned == null
                ? Optional.empty()
                : planned.stream()
                        .map(Planned::session)
                        .filter(session ->
                                session.id() == id
                                        && Objects.equals(session.user(), user)
                                        && Objects.equals(session.logonTime(), logonTime))
                        .findFirst();
    }

    private static void refuseDoubles(List<SessionAnswer.Row> rows) throws RefusedAnswer {
        record Identity(int id, String user, @Nullable String logonTime) {}

        Set<Identity> seen = new HashSet<>();
        for (SessionAnswer.Row row : rows) {
            Session session = row.report().session();
            String user = session.user() == null ? "" : session.user().toLowerCase(Locale.ROOT);
            if (!seen.add(new Identity(session.id(), user, session.logonTime()))) {
                throw new RefusedAnswer("it has the same session twice");
            }
        }
    }
}
