package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reports as an operator meets them; how they must look is in the test resources.
final class Examples {

    private Examples() {}

    /// The text of a test resource.
    static String expected(String name) {
        try (InputStream resource = Examples.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// One host with one session, one without.
    static RunReport small() {
        return Runs.report(
                Runs.completed("ws1", Runs.session(2, "jdoe", SessionOutcome.LOGGED_OFF)),
                Runs.host("ws2", HostOutcome.NO_USERS, 2, null));
    }

    /// 40 hosts, nothing wrong.
    static RunReport demo() {
        List<HostReport> hosts = new ArrayList<>();
        for (int number = 1; number <= 40; number++) {
            String name = name("lab-%02d", number);
            if (number <= 12) {
                hosts.add(Runs.completed(name, sessions(number)));
            } else {
                boolean empty = number > 38;
                hosts.add(
                        Runs.host(
                                name,
                                empty ? HostOutcome.NO_USERS : HostOutcome.NOTHING_TO_DO,
                                empty ? 2 : 0,
                                null));
            }
        }
        return Runs.report(hosts.toArray(HostReport[]::new));
    }

    private static SessionReport[] sessions(int number) {
        return switch (number) {
            case 3 ->
                    new SessionReport[] {
                        Runs.session(3, "jdoe", SessionOutcome.LOGGED_OFF),
                        new SessionReport(
                                new Session(
                                        1,
                                        "jdoe",
                                        null,
                                        "console",
                                        SessionState.ACTIVE,
                                        "none",
                                        null,
                                        "x",
                                        false),
                                SessionOutcome.SKIPPED_CONSOLE,
                                null,
                                "the console session is ended with --include-console only")
                    };
            case 7 ->
                    new SessionReport[] {
                        new SessionReport(
                                new Session(
                                        11,
                                        "jdoe",
                                        "CORP",
                                        null,
                                        SessionState.DISCONNECTED,
                                        "2+04:11",
                                        187860L,
                                        "x",
                                        false),
                                SessionOutcome.LOGGED_OFF,
                                0,
                                null)
                    };
            default -> new SessionReport[] {Runs.session(2, "jdoe", SessionOutcome.LOGGED_OFF)};
        };
    }

    /// Everything that can go wrong, each on a few hosts.
    static RunReport trouble() {
        List<HostReport> hosts = new ArrayList<>();
        for (int number = 1; number <= 12; number++) {
            String name = name("ws%02d.example.com", number);
            String address = name("127.0.0.1:%d", 41000 + number);
            hosts.add(
                    switch (number) {
                        case 1, 2, 3 ->
                                failed(
                                        name,
                                        HostOutcome.UNREACHABLE,
                                        null,
                                        "no connection to "
                                                + address
                                                + ": connection refused; is WinRM on? Run"
                                                + " Enable-PSRemoting on "
                                                + name);
                        case 4, 5 ->
                                failed(
                                        name,
                                        HostOutcome.TIMED_OUT,
                                        null,
                                        "may have acted: no answer after "
                                                + number
                                                + ".2s; look with ./fleet-logoff sessions -w "
                                                + name);
                        case 6 ->
                                failed(
                                        name,
                                        HostOutcome.WRONG_HOST,
                                        null,
                                        "PC-77 answered under this name, nothing was done; mend DNS"
                                                + " or give computerName: in the inventory");
                        case 7 ->
                                Runs.host(
                                        name,
                                        HostOutcome.FAILED,
                                        1,
                                        "1 of 2 sessions could not be ended",
                                        session(2, "jdoe", SessionOutcome.LOGGED_OFF, 0, null),
                                        session(
                                                4,
                                                "jdoe",
                                                SessionOutcome.FAILED,
                                                5,
                                                "logoff.exe: Access is denied."));
                        case 8 ->
                                failed(
                                        name,
                                        HostOutcome.ACCESS_DENIED,
                                        1,
                                        "the account is no administrator there; add it to the local"
                                                + " group Administrators");
                        case 9 ->
                                Runs.host(
                                        name,
                                        HostOutcome.FAILED,
                                        1,
                                        "1 of 2 sessions could not be ended",
                                        session(
                                                9,
                                                "\u001b[2Jevil\u202e",
                                                SessionOutcome.STUCK,
                                                0,
                                                "still there after 30s"),
                                        session(10, "山田太郎", SessionOutcome.LOGGED_OFF, 0, null));
                        case 10 ->
                                HostReport.notAttempted(
                                        name,
                                        NotAttemptedReason.STOPPED,
                                        "nothing was done: the run was stopped before its turn");
                        case 11 ->
                                new HostReport(
                                        name,
                                        HostOutcome.AUTH_FAILED,
                                        null,
                                        new HostReport.Effort(1, Duration.ofMillis(40), 2),
                                        "the logon of CORP\\svc was refused; check its password",
                                        null,
                                        List.of());
                        default ->
                                Runs.completed(
                                        name,
                                        session(2, "jdoe", SessionOutcome.LOGGED_OFF, 0, null));
                    });
        }
        RunFold fold = new RunFold();
        fold.emit(
                new RunStarted(
                        Runs.START,
                        Runs.header(Runs.ID),
                        Runs.logoff(),
                        Safeguards.NONE,
                        Limits.DEFAULT,
                        hosts.stream()
                                .map(host -> Runs.planned(host.host(), "127.0.0.1", "berlin"))
                                .toList()));
        hosts.forEach(host -> fold.emit(new HostFinished(Runs.START.plusSeconds(8), host)));
        fold.emit(
                new RunStopping(
                        Runs.START.plusSeconds(7),
                        StopCause.INTERRUPTED,
                        "Ctrl-C, no further host is begun"));
        fold.emit(new RunFinished(Runs.START.plusSeconds(12)));
        return fold.report();
    }

    /// Who is logged on.
    static RunReport list() {
        return Runs.report(
                Sweep.list(),
                Runs.header(Runs.ID),
                Runs.completed(
                        "ws1",
                        Runs.session(2, "jdoe", SessionOutcome.LISTED),
                        Runs.session(13, "山田太郎", SessionOutcome.LISTED)),
                Runs.host("ws2", HostOutcome.COMPLETED, 2, null),
                failed(
                        "ws3",
                        HostOutcome.UNREACHABLE,
                        null,
                        "no connection to ws3.example.com: timed out"),
                Runs.completed("ws4", Runs.session(2, "müller", SessionOutcome.LISTED)));
    }

    static RunReport dryRun() {
        Sweep real = Runs.logoff();
        return Runs.report(
                new Sweep(real.action(), real.selector(), true, real.ending(), false, false),
                Runs.header(Runs.ID),
                Runs.completed("ws1", Runs.session(2, "jdoe", SessionOutcome.WOULD_LOG_OFF)));
    }

    /// 10,000 hosts, a tenth of them failing, with a session on every fourth.
    static RunReport tenThousand() {
        List<HostReport> hosts = new ArrayList<>();
        for (int number = 1; number <= 10_000; number++) {
            String name = name("ws%05d", number);
            if (number % 10 == 0) {
                hosts.add(
                        failed(
                                name,
                                HostOutcome.UNREACHABLE,
                                null,
                                "no connection to "
                                        + name
                                        + ".example.com:5985 within 5."
                                        + number % 7
                                        + "s"));
            } else if (number % 100 == 1) {
                hosts.add(
                        failed(
                                name,
                                HostOutcome.PROTOCOL_ERROR,
                                null,
                                "gibberish: " + number * 31));
            } else if (number % 4 == 1) {
                hosts.add(Runs.completed(name, Runs.session(2, "jdoe", SessionOutcome.LOGGED_OFF)));
            } else {
                hosts.add(Runs.host(name, HostOutcome.NOTHING_TO_DO, 0, null));
            }
        }
        return Runs.report(hosts.toArray(HostReport[]::new));
    }

    private static HostReport failed(
            String host, HostOutcome outcome, @Nullable Integer exitCode, String message) {
        return Runs.host(host, outcome, exitCode, message);
    }

    private static SessionReport session(
            int id, String user, SessionOutcome outcome, int exitCode, @Nullable String message) {
        return new SessionReport(
                Runs.session(id, user, outcome).session(), outcome, exitCode, message);
    }

    private static String name(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
