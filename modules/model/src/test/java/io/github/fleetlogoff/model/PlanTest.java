package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
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

        assertThat(plan(JDOE, kiosk, alias, secure).doubles()).isEqualTo(Map.of(alias, kiosk));
        assertThat(plan(JDOE, any, kiosk, alias, secure).doubles())
                .isEqualTo(Map.of(kiosk, any, alias, any));
    }

    @Test
    void hosts_of_one_address_that_expect_other_computers_are_told_apart_by_asking() {
        Host old = host("pc-1", "192.0.2.7", 5985, null);
        Host now = host("pc-2", "192.0.2.7", 5985, null);

        Sweep any =
                new Sweep(Action.LOGOFF, JDOE.selector(), false, Sweep.Ending.DEFAULT, false, true);

        assertThat(plan(JDOE, old, now).doubles()).isEmpty();
        assertThat(plan(any, old, now).doubles()).isEqualTo(Map.of(now, old));
    }

    @Test
    void a_host_that_expects_one_computer_does_not_stand_for_one_that_takes_any() {
        Host strict = host("pc-1", "192.0.2.7", 5985, null);
        Host bare = host("192.0.2.7", "192.0.2.7", 5985, null);
        Host any = host("desk", "192.0.2.7", 5985, "any");

        assertThat(plan(JDOE, strict, bare, any).doubles()).isEqualTo(Map.of(any, bare));
    }

    @Test
    void hosts_of_one_address_that_are_reached_in_other_ways_are_both_worked() {
        Host first = host("192.0.2.7", "192.0.2.7", 5985, null);
        Connection way = first.connection();

        assertThat(
                        Stream.of(
                                        way,
                                        way.withEngine(Engine.DEFAULT),
                                        way.withCredential("ops"),
                                        way.withEngine(other(Engine.DEFAULT)),
                                        way.withEndpoint(new Endpoint("Ops")),
                                        way.withTls(new Tls(null, true, null)),
                                        new Connection(
                                                way.address(),
                                                way.port(),
                                                null,
                                                AuthScheme.KERBEROS,
                                                null))
                                .map(other -> Host.of("192.0.2.7.", other))
                                .map(second -> plan(JDOE, first, second).doubles().size()))
                .containsExactly(1, 1, 0, 0, 0, 0, 0);
    }

    private static Engine other(Engine engine) {
        return Stream.of(Engine.values()).filter(one -> one != engine).findFirst().orElseThrow();
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
