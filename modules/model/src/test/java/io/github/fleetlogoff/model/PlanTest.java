package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Sweep JDOE = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void the_first_host_of_an_address_and_port_stands_for_the_others() {
        Host kiosk = host("kiosk", "PC-7.example.com", 5985, "PC-7");
        Host alias = host("pc-7", "pc-7.example.com", 5985, null);
        Host secure = host("pc-7.example.com", "pc-7.example.com", 5986, null);
        Host any = host("desk", "pc-7.example.com", 5985, "any");

        assertThat(plan(JDOE, kiosk, alias, secure, any).doubles())
                .isEqualTo(Map.of(alias, kiosk, any, kiosk));
    }

    @Test
    void hosts_of_one_address_that_expect_other_computers_are_told_apart_by_asking() {
        Host old = host("pc-1", "192.0.2.7", 5985, null);
        Host now = host("pc-2", "192.0.2.7", 5985, null);
        Host bare = host("192.0.2.7", "192.0.2.7", 5985, null);

        Sweep any =
                new Sweep(Action.LOGOFF, JDOE.selector(), false, Sweep.Ending.DEFAULT, false, true);

        assertThat(plan(JDOE, old, now).doubles()).isEmpty();
        assertThat(plan(JDOE, old, now, bare).doubles()).isEqualTo(Map.of(bare, old));
        assertThat(plan(any, old, now).doubles()).isEqualTo(Map.of(now, old));
    }

    private static Plan plan(Sweep sweep, Host... hosts) {
        Limits limits = new Limits(8, null, Duration.ofSeconds(5), Duration.ofMinutes(2), 2, 3);
        return new Plan(sweep, Safeguards.NONE, limits, List.of(hosts), List.of(hosts));
    }

    private static Host host(String name, String address, int port, @Nullable String computerName) {
        return new Host(
                name,
                new Connection(address, port, null, AuthScheme.NTLM, null),
                null,
                List.of(),
                new TreeMap<>(),
                computerName);
    }
}
