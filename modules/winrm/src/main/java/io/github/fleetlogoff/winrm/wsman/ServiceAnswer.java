package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a WinRM service says to a request that logs nobody on: 401, and how one may log on
/// ([MS-WSMV] 3.1.4.1, RFC 9110 11.6.1).
record ServiceAnswer(Connection connection, Instant asked, Instant told) {
    // Kerberos takes no more (RFC 4120, 1.6; Windows' MaxClockSkew).
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);
    private static final Duration NOTABLE_SKEW = Duration.ofMinutes(1);
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final int WORDS = 40;

    void judge(HttpAnswer answer, List<Finding> found) {
        found.add(service(answer));
        if (answer.status() == 401) {
            found.add(schemes(answer));
        }
        found.add(clock(answer.date()));
        found.add(latency());
    }

    private static Finding service(HttpAnswer answer) {
        return switch (answer.status()) {
            case 401 -> Finding.ok(Check.SERVICE, "answers, and asks for a logon");
            case 404 ->
                    Finding.failed(
                            Check.SERVICE,
                            "nothing answers at /wsman (HTTP 404)",
                            "correct the port, or run Enable-PSRemoting on the host");
            case 503 ->
                    Finding.failed(
                            Check.SERVICE,
                            "not ready (HTTP 503)",
                            "wait until the host has started; else Restart-Service WinRM there");
            default ->
                    Finding.failed(
                            Check.SERVICE,
                            "HTTP " + answer.status() + " to a request without a logon",
                            "see whether it is WinRM that listens there, or a proxy is between");
        };
    }

    private Finding schemes(HttpAnswer answer) {
        Set<String> offered =
                answer.challenges().stream()
                        .map(challenge -> harmless(challenge.strip().split("[\\s,]", 2)[0]))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        String text = offered.isEmpty() ? "none is offered" : String.join(", ", offered);
        Set<String> words =
                offered.stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        AuthScheme auth = connection.auth();
        boolean fits =
                switch (auth) {
                    case NEGOTIATE -> words.contains("negotiate") || words.contains("kerberos");
                    case NTLM -> words.contains("negotiate");
                    case KERBEROS -> words.contains("kerberos") || words.contains("negotiate");
                    case BASIC -> words.contains("basic");
                    // It is asked for in the TLS handshake, and named by no header.
                    case CERTIFICATE -> true;
                };
        return fits
                ? Finding.ok(Check.SCHEMES, text)
                : Finding.failed(
                        Check.SCHEMES,
                        "the inventory asks for " + auth.word() + "; the host offers " + text,
                        "give the host an auth: that it offers, or switch this one on there: winrm set"
                                + " winrm/config/service/auth");
    }

    private Finding clock(String date) {
        Instant theirs;
        try {
            theirs = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeException _) {
            return Finding.notChecked(Check.CLOCK, "the host does not say its time");
        }
        // A Date has whole seconds.
        Duration ahead = Duration.between(told, theirs);
        Duration skew = ahead.abs();
        String text =
                skew.compareTo(Duration.ofSeconds(2)) < 0
                        ? "within 2 s of ours"
                        : skew.toSeconds()
                                + " s "
                                + (ahead.isNegative() ? "behind" : "ahead of")
                                + " ours";
        String fix =
                "see which of the two is wrong, and to its time source (on the host: w32tm /query"
                        + " /status); Kerberos fails beyond 5 minutes";
        if (skew.compareTo(MOST_SKEW) > 0) {
            return Finding.failed(Check.CLOCK, text, fix);
        }
        return skew.compareTo(NOTABLE_SKEW) > 0
                ? Finding.warning(Check.CLOCK, text, fix)
                : Finding.ok(Check.CLOCK, text);
    }

    private Finding latency() {
        String text = WireLook.millis(asked, told) + " for a request";
        return Duration.between(asked, told).compareTo(SLOW) > 0
                ? Finding.warning(
                        Check.LATENCY,
                        text,
                        "six such waits make one conversation: raise --host-timeout where hosts time"
                                + " out")
                : Finding.ok(Check.LATENCY, text);
    }

    /// A host may write what it likes into a header.
    private static String harmless(String word) {
        String kept = word.replaceAll("[^\\x21-\\x7E]", "?");
        return kept.length() > WORDS ? kept.substring(0, WORDS) : kept;
    }
}
