package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.StopCause;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.report.Journal;
import io.github.fleetlogoff.report.RunStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRunsTest {
    private static final Instant AT = Instant.parse("2026-11-21T22:00:00Z");
    private static final Sweep SWEEP = Sweep.logoff(Selector.ofUsers("jdoe"));
    private static final RunOrigin ORIGIN =
            new RunOrigin(
                    new RunProcess(1, AT, "desk"),
                    List.of("hosts.yaml"),
                    List.of(),
                    new RunOrigin.Access(false, new TreeMap<>()),
                    false,
                    new RunOrigin.Source("nightly", null));

    @TempDir private Path folder;

    @Test
    void a_run_that_ended_while_its_hosts_were_asked_is_no_history() {
        written("killed", surveyed("ws1"));
        written(
                "stopped",
                surveyed("ws1"),
                new RunEvent.RunStopping(AT, StopCause.INTERRUPTED, "Ctrl-C"),
                new RunEvent.RunFinished(AT));

        assertThat(earlier().figures()).isEmpty();

        written("whole", surveyed("ws1"), surveyed("ws2"), new RunEvent.WaveBegan(AT, 1));
        assertThat(earlier().figures())
                .singleElement()
                .satisfies(figures -> assertThat(figures.hostsReachable()).isEqualTo(2));
    }

    private EarlierRuns earlier() {
        return new EarlierRuns(new RunStore(folder, _ -> false), "own", ORIGIN, SWEEP);
    }

    private void written(String id, RunEvent... events) {
        RunHeader header =
                new RunHeader(
                        id,
                        AT,
                        null,
                        "op@desk",
                        new RunHeader.Program("0.1.0", "ab"),
                        ORIGIN,
                        List.of());
        RunEvent started =
                new RunEvent.RunStarted(
                        AT,
                        header,
                        SWEEP,
                        Safeguards.NONE,
                        new Limits(8, null, Duration.ofSeconds(5), Duration.ofMinutes(2), 2, 3),
                        Stream.of("ws1", "ws2").map(EarlierRunsTest::host).toList());
        try (Journal journal = Journal.create(folder, id)) {
            journal.emit(started);
            Stream.of(events).forEach(journal::emit);
        }
    }

    private static RunEvent surveyed(String host) {
        return new RunEvent.HostSurveyed(
                AT,
                new HostReport(
                        host,
                        HostOutcome.NO_USERS,
                        2,
                        HostReport.Effort.NONE,
                        null,
                        null,
                        List.of()),
                null);
    }

    private static RunEvent.PlannedHost host(String name) {
        return RunEvent.PlannedHost.of(
                Host.of(name, new Connection(name, 5985, null, AuthScheme.NTLM, null)));
    }
}
