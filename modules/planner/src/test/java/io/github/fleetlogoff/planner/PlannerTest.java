package io.github.fleetlogoff.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
    private static final Sweep SWEEP = Sweep.logoff(Selector.ofUsers("jdoe"));

    @Test
    void sites_take_turns_and_keep_their_order() {
        Plan plan =
                plan(
                        List.of(
                                host("a1", "a"),
                                host("a2", "a"),
                                host("a3", "a"),
                                host("b1", "b"),
                                host("n1", null)));

        assertThat(plan.order())
                .extracting(Host::name)
                .containsExactly("a1", "b1", "n1", "a2", "a3");
        assertThat(plan.inventoryOrder())
                .extracting(Host::name)
                .containsExactly("a1", "a2", "a3", "b1", "n1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_host_is_in_the_order_exactly_once(long seed) {
        Random random = new Random(seed);
        List<Host> hosts =
                IntStream.range(0, random.nextInt(1, 2000))
                        .mapToObj(i ->
                                host(
                                        "h" + i,
                                        random.nextBoolean() ? "site" + random.nextInt(9) : null))
                        .toList();

        assertThat(plan(hosts).order()).containsExactlyInAnyOrderElementsOf(hosts);
    }

    @Test
    void a_host_twice_is_refused() {
        assertThatThrownBy(() -> plan(List.of(host("a", null), host("A", null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice: A");
    }

    private static Plan plan(List<Host> hosts) {
        return Planner.plan(hosts, SWEEP, Safeguards.NONE, Limits.DEFAULT);
    }

    private static Host host(String name, @Nullable String site) {
        Connection connection =
                new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NEGOTIATE, null);
        return new Host(name, connection, site, List.of(), new TreeMap<>(), null);
    }
}
