package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Wave;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Runs plans over made-up hosts and keeps what happened.
final class Fleet {
    static final Limits LIMITS =
            new Limits(50, null, Duration.ofSeconds(5), Duration.ofSeconds(60), 2, 3);

    final List<RunEvent> journal = new ArrayList<>();
    final List<RunEvent> observed = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final StopSignal stop = new StopSignal();
    Limits limits = LIMITS;
    Runner.Patience patience = Runner.Patience.DEFAULT;
    EventSink journalSink =
            event -> {
                synchronized (journal) {
                    journal.add(event);
                }
            };
    Sleeper sleeper =
            duration -> {
                synchronized (pauses) {
                    pauses.add(duration);
                }
            };
    Function<Host, Optional<String>> account = host -> Optional.empty();

    static List<Host> hosts(int count) {
        return IntStream.range(0, count).mapToObj(i -> host("h" + i, null)).toList();
    }

    static Host host(String name, @Nullable String site) {
        Connection connection =
                new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null);
        return new Host(name, connection, site, List.of(), new TreeMap<>(), null);
    }

    static Attempt done() {
        return new Attempt.Answered(HostOutcome.COMPLETED, 0, null, List.of());
    }

    static Attempt failed(HostOutcome outcome, RetryAdvice retry) {
        return new Attempt.Failed(
                outcome, "it failed", retry, outcome == HostOutcome.AUTH_FAILED ? 2 : 0);
    }

    Map<String, HostReport> run(List<Host> hosts, HostOperation operation) {
        Plan plan =
                new Plan(
                        Sweep.logoff(Selector.ofUsers("jdoe")),
                        limits,
                        hosts,
                        List.of(new Wave(1, hosts)));
        EventSink observer =
                event -> {
                    synchronized (observed) {
                        observed.add(event);
                    }
                };
        new Runner(
                        operation,
                        new Runner.Sinks(journalSink, observer),
                        Instant::now,
                        sleeper,
                        new Random(1),
                        patience)
                .run(
                        plan,
                        new RunHeader(
                                "run",
                                Instant.EPOCH,
                                null,
                                "me",
                                new RunHeader.Program("1", "0"),
                                List.of()),
                        account,
                        stop);
        return reports();
    }

    /// The outcomes by host; fails on a host that has two.
    Map<String, HostReport> reports() {
        return observed.stream()
                .filter(RunEvent.HostFinished.class::isInstance)
                .map(event -> ((RunEvent.HostFinished) event).report())
                .collect(Collectors.toMap(HostReport::host, Function.identity()));
    }

    HostReport report(String host) {
        return requireNonNull(reports().get(host), host);
    }

    long count(HostOutcome outcome) {
        return reports().values().stream().filter(report -> report.outcome() == outcome).count();
    }
}
