package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What users are told before their sessions end, and how long they have.
///
/// @param text 1 to 1,000 characters in one line, not beginning with `/`, which `msg.exe` takes for
///   a switch. `{grace}` stands for the time left, `{deadline}` for the time of day, `{reason}` for
///   the reason of the run
/// @param grace from the warning to the end, 1 s to 24 h
/// @param again how long before the end the warning is repeated; at least 1 s, shorter than the
///   grace; absent = it is not
/// @param zone whose clock the text tells the time by
public record Warning(String text, Duration grace, @Nullable Duration again, ZoneId zone) {
    /// The grace where a warning is asked for without one.
    public static final Duration GRACE = Duration.ofMinutes(15);

    private static final int LENGTH = 1_000;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofHours(24);
    private static final List<String> WORDS = List.of("grace", "deadline", "reason");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm '(UTC'xxx')'", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm '(UTC'xxx')'", Locale.ROOT);

    public Warning {
        requireNonNull(text, "text is null");
        requireNonNull(grace, "grace is null");
        requireNonNull(zone, "zone is null");
        checkText(text);
        if (grace.compareTo(SECOND) < 0 || grace.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(
                    "the grace is from 1s to 24h, not " + DurationText.format(grace));
        }
        if (again != null && (again.compareTo(SECOND) < 0 || again.compareTo(grace) >= 0)) {
            throw new IllegalArgumentException(
                    "the second warning comes at least 1s before the end and within the grace of "
                            + DurationText.format(grace)
                            + ", not "
                            + DurationText.format(again)
                            + " before it");
        }
    }

    /// Refuses a text that no warning can have.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is wrong
    public static void checkText(String text) {
        if (text.isBlank() || text.length() > LENGTH) {
            throw new IllegalArgumentException("the text of a warning has 1 to 1000 characters");
        }
        if (text.strip().startsWith("/")) {
            throw new IllegalArgumentException(
                    "the text of a warning does not begin with '/': msg.exe takes that for a switch");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the text of a warning is one line without control characters");
        }
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String word = matcher.group(1);
            if (!WORDS.contains(word)) {
                throw new IllegalArgumentException(
                        "the text of a warning knows {grace}, {deadline} and {reason}, not {"
                                + word
                                + "}"
                                + Nearest.to(word, WORDS)
                                        .map(near -> ": did you mean {" + near + "}?")
                                        .orElse(""));
            }
        }
    }

    /// Whether the text cannot be sent without a reason.
    public boolean needsReason() {
        return text.contains("{reason}");
    }

    /// The text as a user reads it. The same in every language: `15 min`, `22:15 (UTC+01:00)`, the
    /// date too where the end is on another day.
    ///
    /// @param sent when it is sent
    /// @param deadline when the sessions end
    /// @throws IllegalArgumentException where the text needs a reason and there is none
    public String render(Instant sent, Instant deadline, @Nullable String reason) {
        if (needsReason() && reason == null) {
            throw new IllegalArgumentException(
                    "the text of the warning has {reason} and the run has none: give --reason");
        }
        ZonedDateTime now = sent.atZone(zone);
        ZonedDateTime end = deadline.atZone(zone);
        boolean sameDay = end.toLocalDate().equals(now.toLocalDate());
        // One pass: what a reason holds is no placeholder.
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(
                                switch (match.group(1)) {
                                    case "grace" -> left(Duration.between(now, end));
                                    case "deadline" -> (sameDay ? TIME : DATE_AND_TIME).format(end);
                                    case "reason" -> String.valueOf(reason);
                                    default -> match.group();
                                }));
    }

    // Minutes are rounded down from two minutes on: nobody is promised more than there is.
    private static String left(Duration left) {
        if (left.compareTo(Duration.ofMinutes(2)) < 0) {
            return Math.max(0, left.toSeconds()) + " s";
        }
        List<String> parts = new ArrayList<>();
        if (left.toHours() > 0) {
            parts.add(left.toHours() + " h");
        }
        if (left.toMinutesPart() > 0) {
            parts.add(left.toMinutesPart() + " min");
        }
        return String.join(" ", parts);
    }
}
