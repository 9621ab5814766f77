package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarriersTest {
    private static final String JDK = "jdk.virtualThreadScheduler.parallelism";
    private static final String OURS = "fleetlogoff.carriers";

    private final Map<String, @Nullable String> before = new HashMap<>();

    @BeforeEach
    void clear() {
        for (String property : List.of(JDK, OURS, LogConfigurator.LEVEL)) {
            before.put(property, System.getProperty(property));
            System.clearProperty(property);
        }
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    @Test
    void one_carries_a_sweep_of_hosts_that_are_only_waited_for() {
        Carriers.bound();
        assertThat(System.getProperty(JDK)).isIn("1", "2");

        Carriers.suit(hosts(2_000));

        assertThat(System.getProperty(JDK)).isEqualTo("1");
    }

    @Test
    void more_hosts_or_one_that_takes_computing_need_what_any_command_needs() {
        Carriers.bound();
        String any = System.getProperty(JDK);
        List<Host> secure = new ArrayList<>(hosts(3));
        secure.add(host(new Tls(null, false, null), null));
        List<Host> foreign = new ArrayList<>(hosts(3));
        foreign.add(host(null, Engine.WINRM4J));

        for (List<Host> hosts : List.of(hosts(2_001), secure, foreign)) {
            Carriers.suit(hosts);
            assertThat(System.getProperty(JDK)).isEqualTo(any);
        }
    }

    @Test
    void hosts_that_log_have_more_than_one() {
        Carriers.bound();
        String any = System.getProperty(JDK);
        System.setProperty(LogConfigurator.LEVEL, "INFO");

        Carriers.suit(hosts(3));

        assertThat(System.getProperty(JDK)).isEqualTo(any);
    }

    @Test
    void what_was_chosen_at_the_start_of_java_stays() {
        System.setProperty(JDK, "7");

        Carriers.bound();
        Carriers.suit(hosts(3));

        assertThat(System.getProperty(JDK)).isEqualTo("7");
    }

    private static List<Host> hosts(int count) {
        return Collections.nCopies(count, host(null, null));
    }

    private static Host host(@Nullable Tls tls, @Nullable Engine engine) {
        Connection plain = new Connection("lab-1", 5985, tls, AuthScheme.NTLM, "lab");
        return new Host(
                "lab-1",
                engine == null ? plain : plain.withEngine(engine),
                null,
                List.of(),
                new TreeMap<>(),
                null);
    }
}
