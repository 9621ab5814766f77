package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.PlannedHost;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Runs to test with.
final class Runs {
    static final Instant START = Instant.parse("2026-03-01T22:00:00Z");
    static final String ID = "20260301T220000Z-0a1b";

    private static final List<String> ODD =
            List.of(
                    "",
                    "jdoe",
                    "\"quoted\", \\ and /",
                    "line\nend\r\n",
                    "\u0000\u0007\u001b[31mred\u001b[0m",
                    "\u009b31m",
                    "\u202egnp.exe",
                    "\u2028\u2029\u200f",
                    "half \ud83d pair",
                    "\udc00",
                    "\ud83d\ude00",
                    "山田太郎",
                    "=cmd|'/c calc'!A1",
                    "a,b;c\td");

    static final RunProcess PROCESS =
            new RunProcess(4711, Instant.parse("2026-11-20T21:59:59.5Z"), "console");

    private Runs() {}

    static RunHeader header(String id, String... failOn) {
        return new RunHeader(
                id,
                START,
                null,
                "ops@console",
                new RunHeader.Program("0.1.0", "0123456789abcdef".repeat(4)),
                origin(),
                List.of(failOn));
    }

    static RunOrigin origin() {
        return new RunOrigin(
                PROCESS,
                List.of("/srv/hosts.yaml"),
                List.of("/srv/hosts.yaml"),
                new RunOrigin.Access(false, new TreeMap<>(Map.of("ops", "CORP\\svc-logoff"))),
                false,
                RunOrigin.Source.NONE);
    }

    private static RunOrigin origin(RandomGenerator chance) {
        return new RunOrigin(
                new RunProcess(
                        chance.nextLong(),
                        chance.nextBoolean() ? null : START.plusNanos(chance.nextInt()),
                        odd(chance)),
                chance.nextBoolean() ? List.of("-") : List.of(odd(chance), odd(chance)),
                chance.nextBoolean() ? List.of() : List.of(odd(chance)),
                new RunOrigin.Access(
                        chance.nextBoolean(), new TreeMap<>(Map.of("ops", odd(chance)))),
                chance.nextBoolean(),
                new RunOrigin.Source(maybe(chance), maybe(chance)));
    }

    static Sweep logoff() {
        return Sweep.logoff(Selector.ofUsers("jdoe"));
    }

    static PlannedHost planned(String host) {
        return planned(host, host + ".example.com", null);
    }

    static PlannedHost planned(String host, String address, @Nullable String site) {
        return new PlannedHost(
                new Host(
                        host,
                        new Connection(address, 5985, null, AuthScheme.NEGOTIATE, "ops"),
                        site,
                        List.of("all"),
                        new TreeMap<>(Map.of("room", "2.14")),
                        null));
    }

    static RunStarted started(Sweep sweep, String... hosts) {
        return new RunStarted(
                START,
                header(ID),
                sweep,
                Safeguards.NONE,
                Limits.DEFAULT,
                Arrays.stream(hosts).map(Runs::planned).toList());
    }

    static HostReport host(
            String host,
            HostOutcome outcome,
            @Nullable Integer exitCode,
            @Nullable String message,
            SessionReport... sessions) {
        return new HostReport(
                host,
                outcome,
                exitCode,
                new HostReport.Effort(1, Duration.ofMillis(350), 0),
                message,
                null,
                List.of(sessions));
    }

    static HostReport completed(String host, SessionReport... sessions) {
        return host(host, HostOutcome.COMPLETED, 0, null, sessions);
    }

    static SessionReport session(int id, String user, SessionOutcome outcome) {
        return new SessionReport(
                new Session(
                        id,
                        user,
                        null,
                        "rdp-tcp#" + id,
                        SessionState.ACTIVE,
                        ".",
                        0L,
                        "3/1/2026 8:02 AM",
                        false),
                outcome,
                outcome == SessionOutcome.LOGGED_OFF ? 0 : null,
                null);
    }

    /// The events as the lines of a journal.
    static String sealed(List<RunEvent> events) {
        StringBuilder lines = new StringBuilder();
        int number = 0;
        for (RunEvent event : events) {
            byte[] object = new EventCodec().encode(event).getBytes(StandardCharsets.US_ASCII);
            lines.append(new String(JournalLine.seal(object, ++number), StandardCharsets.US_ASCII));
        }
        return lines.toString();
    }

    /// The report of a run over these hosts that went through.
    static RunReport report(Sweep sweep, RunHeader header, HostReport... hosts) {
        RunFold fold = new RunFold();
        fold.emit(
                new RunStarted(
                        START,
                        header,
                        sweep,
                        Safeguards.NONE,
                        Limits.DEFAULT,
                        Arrays.stream(hosts).map(host -> planned(host.host())).toList()));
        for (HostReport host : hosts) {
            fold.emit(new HostFinished(START.plusMillis(900), host));
        }
        fold.emit(new RunFinished(START.plusMillis(1900)));
        return fold.report();
    }

    static RunReport report(HostReport... hosts) {
        return report(logoff(), header(ID), hosts);
    }

    /// Every kind of event at least once, with whatever chance puts into the fields.
    static List<RunEvent> random(RandomGenerator chance) {
        return random(chance, 1 + chance.nextInt(30));
    }

    private static Safeguards safeguards(RandomGenerator chance) {
        return chance.nextBoolean()
                ? Safeguards.NONE
                : new Safeguards(
                        new Warning(
                                "Save: {deadline}",
                                Duration.ofSeconds(1 + chance.nextInt(9000)),
                                null,
                                ZoneId.of("Europe/Berlin")),
                        WaveSizes.parse("1,5%,100%"),
                        new Guards(
                                Ceiling.parse("200,5%"),
                                Ceiling.parse("3"),
                                ChangeFactor.parse("3x"),
                                Rate.parse("20/s")),
                        Blackout.NONE);
    }

    static List<RunEvent> random(RandomGenerator chance, int hosts) {
        List<PlannedHost> planned = new ArrayList<>();
        for (int host = 0; host < hosts; host++) {
            planned.add(new PlannedHost(host(chance, "ws" + host)));
        }
        Sweep sweep = sweep(chance);
        List<RunEvent> events = new ArrayList<>();
        events.add(
                new RunStarted(
                        START,
                        new RunHeader(
                                ID,
                                START.plusNanos(chance.nextInt(1_000_000_000)),
                                maybe(chance),
                                odd(chance),
                                new RunHeader.Program("0.1.0", "0".repeat(64)),
                                origin(chance),
                                chance.nextBoolean()
                                        ? List.of()
                                        : List.of("failed", "unreachable")),
                        sweep,
                        safeguards(chance),
                        new Limits(
                                1 + chance.nextInt(1000),
                                chance.nextBoolean() ? null : 4,
                                Duration.ofMillis(1 + chance.nextInt(9000)),
                                Duration.ofMinutes(2),
                                chance.nextInt(21),
                                3),
                        planned));
        for (PlannedHost host : planned) {
            events.add(new HostStarted(START.plusSeconds(1), host.name(), 1));
            HostReport survey = result(chance, host.name());
            events.add(new RunEvent.HostSurveyed(START.plusSeconds(1), survey, maybe(chance)));
            events.add(new RunEvent.WaveBegan(START.plusSeconds(1), 1 + chance.nextInt(9)));
            events.add(new RunEvent.HostWarned(START.plusSeconds(1), survey));
            events.add(new RunEvent.GraceBegan(START.plusSeconds(1), START.plusSeconds(2)));
            events.add(
                    new HostActing(
                            START.plusSeconds(2),
                            host.name(),
                            chance.nextBoolean()
                                    ? null
                                    : survey.sessions().stream()
                                            .map(SessionReport::session)
                                            .toList()));
            events.add(new HostFinished(START.plusSeconds(3), result(chance, host.name())));
        }
        events.add(
                new RunEvent.RunStopping(
                        START.plusSeconds(4), one(chance, StopCause.values()), odd(chance)));
        events.add(new RunFinished(START.plusSeconds(5)));
        return events;
    }

    private static Host host(RandomGenerator chance, String name) {
        String address = chance.nextBoolean() ? name : "10.0.0." + chance.nextInt(256);
        return new Host(
                name,
                new Connection(
                        address,
                        1 + chance.nextInt(65535),
                        switch (chance.nextInt(3)) {
                            case 0 -> null;
                            case 1 -> new Tls(null, chance.nextBoolean());
                            default -> new Tls(Path.of("corp ü.pem"), false, "0a".repeat(32));
                        },
                        one(chance, AuthScheme.values()),
                        maybe(chance),
                        chance.nextBoolean() ? null : one(chance, Engine.values()),
                        new ServicePrincipal(
                                chance.nextBoolean() ? ServicePrincipal.HTTP : "WSMAN",
                                chance.nextBoolean() ? address : "other." + name),
                        chance.nextBoolean() ? Endpoint.WINRS : new Endpoint("FleetLogoff")),
                maybe(chance),
                chance.nextBoolean() ? List.of() : List.of("lab", odd(chance)),
                new TreeMap<>(
                        chance.nextBoolean() ? Map.of() : Map.of("room", odd(chance), "x", "y")),
                maybe(chance));
    }

    private static Sweep sweep(RandomGenerator chance) {
        Selector selector =
                new Selector(
                        List.of("CORP\\" + odd(chance), "jdoe"),
                        List.of("svc*"),
                        new Selector.Excluded(List.of(odd(chance)), List.of("adm?")),
                        List.of(chance.nextInt(1 << 17)),
                        List.of("rdp-tcp#3"),
                        one(chance, StateFilter.values()),
                        chance.nextBoolean() ? null : Duration.ofMinutes(1 + chance.nextInt(9000)),
                        chance.nextBoolean());
        return new Sweep(
                one(chance, Action.values()),
                selector,
                chance.nextBoolean(),
                new Sweep.Ending(
                        Duration.ofSeconds(1 + chance.nextInt(3600)), chance.nextBoolean()),
                chance.nextBoolean(),
                chance.nextBoolean());
    }

    private static HostReport result(RandomGenerator chance, String host) {
        HostOutcome outcome = one(chance, HostOutcome.values());
        if (outcome == HostOutcome.NOT_ATTEMPTED) {
            return HostReport.notAttempted(
                    host, one(chance, NotAttemptedReason.values()), odd(chance));
        }
        List<SessionReport> sessions = new ArrayList<>();
        for (int session = chance.nextInt(4); session > 0; session--) {
            sessions.add(
                    new SessionReport(
                            new Session(
                                    session,
                                    maybe(chance),
                                    maybe(chance),
                                    maybe(chance),
                                    one(chance, SessionState.values()),
                                    maybe(chance),
                                    chance.nextBoolean() ? null : chance.nextLong(Long.MAX_VALUE),
                                    maybe(chance),
                                    chance.nextBoolean()),
                            one(chance, SessionOutcome.values()),
                            chance.nextBoolean() ? null : chance.nextInt(),
                            maybe(chance)));
        }
        return new HostReport(
                host,
                outcome,
                chance.nextBoolean() ? null : chance.nextInt(3),
                new HostReport.Effort(
                        chance.nextInt(4),
                        Duration.ofNanos(chance.nextLong(1L << 40)),
                        chance.nextInt(3)),
                maybe(chance),
                null,
                sessions);
    }

    private static @Nullable String maybe(RandomGenerator chance) {
        return chance.nextInt(4) == 0 ? null : odd(chance);
    }

    private static String odd(RandomGenerator chance) {
        return ODD.get(chance.nextInt(ODD.size()));
    }

    private static <T> T one(RandomGenerator chance, T[] values) {
        return values[chance.nextInt(values.length)];
    }
}
