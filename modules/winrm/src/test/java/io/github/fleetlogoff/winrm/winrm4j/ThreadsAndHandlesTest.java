package io.github.fleetlogoff.winrm.winrm4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import io.github.fleetlogoff.simulator.SimulatedHost;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import io.github.fleetlogoff.winrm.ScriptedComputer;
import io.github.fleetlogoff.winrm.WinrmSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/// 500 hosts in flight at once, sealed: what that costs the process.
@Timeout(120)
@Isolated
class ThreadsAndHandlesTest {
    private static final int HOSTS = 500;
    private static final int MOST_THREADS = 60;
    private static final int MOST_HANDLES = 1_400;
    private static final Path HANDLES = Path.of("/proc/self/fd");
    private static final Credential CREDENTIAL =
            new Credential("ops", "CORP\\svc", Secret.of("secret".toCharArray()));

    @Test
    @EnabledOnOs(OS.LINUX)
    void keeps_500_hosts_in_flight_on_few_threads_and_handles() throws Exception {
        List<String> names = IntStream.range(0, HOSTS).mapToObj(i -> "h" + i).toList();
        FleetSettings settings =
                FleetSettings.of(
                        new SimulatorSpec(names, 1, Duration.ZERO, List.of("en"), Map.of()),
                        CREDENTIAL);
        ScriptedComputer computer = new ScriptedComputer("H");
        try (SimulatedFleet fleet = SimulatedFleet.start(settings, _ -> computer);
                Winrm4jShell shell =
                        new Winrm4jShell(
                                WinrmSettings.of(Duration.ofSeconds(20), false),
                                new Credentials(Map.of("ops", CREDENTIAL)),
                                InstantSource.system());
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ShellOutcome>> runs = new ArrayList<>();
            for (SimulatedHost host : fleet.hosts()) {
                runs.add(callers.submit(() -> run(shell, host)));
            }
            long mostThreads = 0;
            long mostHandles = 0;
            while (!runs.stream().allMatch(Future::isDone)) {
                long commands = computer.commands.get();
                mostThreads =
                        Math.max(mostThreads, ManagementFactory.getThreadMXBean().getThreadCount());
                // The fleet's own: a socket that listens for each host and one for each connection.
                long fleets = HOSTS + Math.min(commands, HOSTS);
                mostHandles = Math.max(mostHandles, handles() - fleets);
            }
            for (Future<ShellOutcome> run : runs) {
                assertThat(run.get(60, TimeUnit.SECONDS)).isInstanceOf(ShellOutcome.Answered.class);
            }
            assertThat(computer.commands).hasValue(HOSTS);
            assertThat(mostThreads).isBetween(1L, (long) MOST_THREADS);
            assertThat(mostHandles).isLessThanOrEqualTo(MOST_HANDLES);
            // The time to delete a shell has an end, which a busy machine can reach.
            assertThat(fleet.figures().openShells()).isLessThanOrEqualTo(shell.leakedShells());
            System.getLogger("figures")
                    .log(
                            System.Logger.Level.INFO,
                            "threads {0}, handles {1}, connections {2}",
                            mostThreads,
                            mostHandles,
                            fleet.figures().connections());
        }
    }

    private static ShellOutcome run(Winrm4jShell shell, SimulatedHost host) {
        Connection connection =
                new Connection(host.address(), host.port(), null, AuthScheme.NEGOTIATE, "ops");
        return shell.run(
                Host.of(host.name(), connection),
                RemoteShellContract.command("wait", "3000"),
                RecordedWatch.within(Duration.ofSeconds(60)));
    }

    private static long handles() throws IOException {
        try (Stream<Path> open = Files.list(HANDLES)) {
            return open.count();
        }
    }
}
