package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Word;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the session script's answer. A host is not trusted: sizes are bounded, every field is
/// checked, and an outcome that the request cannot have led to is refused. Thread-safe.
final class AnswerReader {
    private static final int MOST_CHARACTERS = 8_000_000;
    private static final int MOST_SESSIONS = 10_000;
    private static final int MOST_TEXT = 4_096;
    private static final int DEPTH = 5;

    private static final Set<SessionOutcome> NEVER_FROM_A_HOST =
            EnumSet.of(SessionOutcome.NOT_REACHED);
    private static final Set<SessionOutcome> NOTHING_ENDED =
            EnumSet.of(
                    SessionOutcome.LISTED,
                    SessionOutcome.WOULD_LOG_OFF,
                    SessionOutcome.SKIPPED_CONSOLE,
                    SessionOutcome.PROTECTED,
                    SessionOutcome.CAME_BACK,
                    SessionOutcome.GONE,
                    SessionOutcome.SUPERSEDED,
                    SessionOutcome.UNVERIFIED,
                    SessionOutcome.FAILED);

    private static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxStringLength(MOST_TEXT)
                                                    .maxNumberLength(20)
                                                    .maxDocumentLength(MOST_CHARACTERS)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private AnswerReader() {}

    /// Reads the answer to a sweep.
    ///
    /// @throws AnswerException where the output holds none, or one that cannot be
    static SessionAnswer read(byte[] stdout, Sweep sweep) throws AnswerException {
        JsonNode json;
        try {
            json = JSON.readTree(AnswerFrame.text(stdout));
        } catch (JsonProcessingException e) {
            throw new AnswerException(
                    "the answer of the session script is not the JSON it should be");
        }
        if (json == null || !json.isObject()) {
            throw new AnswerException("the answer of the session script is not an object");
        }
        int exit = integer(json, "exit", 0, 2);
        return new SessionAnswer(
                text(json, "host"),
                flag(json, "elevated"),
                textOrNull(json, "error"),
                Boolean.TRUE.equals(flag(json, "wrongHost")),
                exit,
                rows(json.path("sessions"), sweep));
    }

    private static List<SessionAnswer.Row> rows(JsonNode sessions, Sweep sweep)
            throws AnswerException {
        if (!sessions.isArray()) {
            throw wrong("sessions");
        }
        if (sessions.size() > MOST_SESSIONS) {
            throw new AnswerException("the answer names more than " + MOST_SESSIONS + " sessions");
        }
        List<SessionAnswer.Row> rows = new ArrayList<>();
        Set<String> identities = new HashSet<>();
        for (JsonNode session : sessions) {
            SessionAnswer.Row row = row(session);
            if (!possible(row.outcome(), sweep)) {
                throw new AnswerException(
                        "the answer says '"
                                + row.outcome().word()
                                + "' of session "
                                + row.session().id()
                                + ", which was not asked for");
            }
            String user = row.session().user();
            String identity =
                    row.session().id()
                            + "\n"
                            + (user == null ? "" : user.toLowerCase(Locale.ROOT))
                            + "\n"
                            + row.session().logonTime();
            if (!identities.add(identity)) {
                throw new AnswerException(
                        "the answer names session " + row.session().id() + " twice");
            }
            rows.add(row);
        }
        return rows;
    }

    private static boolean possible(SessionOutcome outcome, Sweep sweep) {
        if (NEVER_FROM_A_HOST.contains(outcome)) {
            return false;
        }
        return switch (sweep.action()) {
            case LIST -> outcome == SessionOutcome.LISTED;
            case WARN -> outcome == SessionOutcome.WARNED || NOTHING_ENDED.contains(outcome);
            case LOGOFF ->
                    sweep.dryRun()
                            ? NOTHING_ENDED.contains(outcome)
                            : outcome != SessionOutcome.WARNED
                                    && outcome != SessionOutcome.WOULD_LOG_OFF
                                    && (outcome != SessionOutcome.RESET
                                            || sweep.ending().resetStuck());
        };
    }

    private static SessionAnswer.Row row(JsonNode json) throws AnswerException {
        if (!json.isObject()) {
            throw wrong("sessions");
        }
        String word = textOrNull(json, "state");
        SessionState state =
                word == null
                        ? null
                        : Word.find(SessionState.class, word).orElseThrow(() -> wrong("state"));
        SessionOutcome outcome =
                Word.find(SessionOutcome.class, text(json, "outcome"))
                        .orElseThrow(() -> wrong("outcome"));
        Session session =
                new Session(
                        integer(json, "id", 0, Integer.MAX_VALUE),
                        emptyAsNull(textOrNull(json, "user")),
                        textOrNull(json, "domain"),
                        emptyAsNull(textOrNull(json, "sessionName")),
                        state,
                        textOrNull(json, "idle"),
                        numberOrNull(json, "idleSeconds", 0),
                        textOrNull(json, "logonTime"),
                        Boolean.TRUE.equals(flag(json, "current")));
        Long exitCode = numberOrNull(json, "exitCode", Integer.MIN_VALUE);
        return new SessionAnswer.Row(
                session,
                Boolean.TRUE.equals(flag(json, "selected")),
                outcome,
                exitCode == null ? null : Math.toIntExact(Math.min(exitCode, Integer.MAX_VALUE)),
                textOrNull(json, "message"));
    }

    private static int integer(JsonNode json, String name, int least, int most)
            throws AnswerException {
        JsonNode value = json.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < least
                || value.intValue() > most) {
            throw wrong(name);
        }
        return value.intValue();
    }

    private static @Nullable Long numberOrNull(JsonNode json, String name, long least)
            throws AnswerException {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least) {
            throw wrong(name);
        }
        return value.longValue();
    }

    private static @Nullable Boolean flag(JsonNode json, String name) throws AnswerException {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isBoolean()) {
            throw wrong(name);
        }
        return value.booleanValue();
    }

    private static String text(JsonNode json, String name) throws AnswerException {
        String value = textOrNull(json, name);
        if (value == null || value.isEmpty()) {
            throw wrong(name);
        }
        return value;
    }

    private static @Nullable String textOrNull(JsonNode json, String name) throws AnswerException {
        JsonNode value = json.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrong(name);
        }
        return value.textValue();
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static AnswerException wrong(String field) {
        return new AnswerException(
                "the answer of the session script has no usable '" + field + "'");
    }
}
