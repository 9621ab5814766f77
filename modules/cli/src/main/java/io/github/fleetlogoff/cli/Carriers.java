package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import java.util.List;

/// How many threads of the platform carry the virtual ones, which the JDK reads once, when the
/// first virtual thread is made. What was chosen at the start of Java stays.
///
/// Hosts are waited for, not computed. Carriers that have little to do wake each other up for every
/// answer: one takes a tenth of the CPU time less than two for 1,000 hosts, and does 600 hosts a
/// second. TLS takes five times as long to compute, and the client of `winrm4j` may hold its
/// carrier up.
final class Carriers {
    private static final String JDK = "jdk.virtualThreadScheduler.parallelism";
    private static final String OURS = "fleetlogoff.carriers";
    private static final int ENOUGH = 2;
    private static final int MOST_HOSTS_OF_ONE = 2_000;

    private Carriers() {}

    /// Chooses as many as any command can do with, before the first virtual thread.
    static void bound() {
        if (System.getProperty(JDK) == null) {
            System.setProperty(OURS, "true");
            use(Math.min(ENOUGH, Runtime.getRuntime().availableProcessors()));
        }
    }

    /// Chooses for a run that works these hosts.
    static void suit(List<Host> hosts) {
        if (Boolean.getBoolean(OURS)
                && !isTalkative()
                && hosts.size() <= MOST_HOSTS_OF_ONE
                && hosts.stream()
                        .map(Host::connection)
                        .noneMatch(connection ->
                                connection.tls() != null || connection.speaker() != Engine.WSMAN)) {
            use(1);
        }
    }

    // Hosts write what they log themselves; where it is not read, they wait.
    private static boolean isTalkative() {
        return List.of("INFO", "DEBUG").contains(System.getProperty(LogConfigurator.LEVEL, ""));
    }

    private static void use(int carriers) {
        System.setProperty(JDK, Integer.toString(carriers));
    }
}
