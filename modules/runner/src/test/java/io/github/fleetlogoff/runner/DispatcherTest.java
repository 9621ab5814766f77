package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    @Test
    void passes_over_a_full_site_and_comes_back_to_it() {
        Dispatcher dispatcher = dispatcher(3, 1);
        dispatcher.add(
                List.of(
                        host("a1", "a", null),
                        host("a2", "a", null),
                        host("b1", "b", null),
                        host("x", null, null)));

        Dispatcher.Turn first = dispatcher.next().orElseThrow();
        assertThat(first.host().name()).isEqualTo("a1");
        assertThat(next(dispatcher)).contains("b1");
        assertThat(next(dispatcher)).contains("x");
        assertThat(next(dispatcher)).as("all places are taken").isEmpty();

        dispatcher.finished(first, completed(first));
        assertThat(next(dispatcher)).contains("a2");
    }

    @Test
    void the_rest_is_taken_out_in_one_go() {
        Dispatcher dispatcher = dispatcher(1, null);
        dispatcher.add(List.of(host("a"), host("b"), host("c")));
        assertThat(next(dispatcher)).contains("a");

        assertThat(dispatcher.takeRest())
                .extracting(turn -> turn.host().name())
                .containsExactly("b", "c");
        assertThat(next(dispatcher)).isEmpty();
    }

    @Test
    void hosts_of_a_later_wave_are_refused_for_an_account_given_up_before() {
        Dispatcher dispatcher = dispatcher(4, null);
        dispatcher.add(List.of(host("a", null, "svc")));
        Dispatcher.Turn begun = dispatcher.next().orElseThrow();
        dispatcher.finished(begun, report(begun, HostOutcome.AUTH_FAILED));
        dispatcher.add(List.of(host("b", null, "SVC")));

        assertThat(next(dispatcher)).isEmpty();
        assertThat(dispatcher.takeRest()).isEmpty();
        assertThat(dispatcher.takeRefused())
                .extracting(refused -> refused.turn().host().name())
                .containsExactly("b");
    }

    @Test
    void the_refused_wait_until_no_host_of_their_account_is_in_flight() {
        Dispatcher dispatcher = dispatcher(2, null);
        dispatcher.add(IntStream.range(0, 6).mapToObj(i -> host("h" + i, null, "svc")).toList());
        Dispatcher.Turn proof = dispatcher.next().orElseThrow();
        dispatcher.logonAccepted(proof);
        dispatcher.finished(proof, completed(proof));
        refuse(dispatcher, dispatcher.next().orElseThrow());
        Dispatcher.Turn second = dispatcher.next().orElseThrow();
        Dispatcher.Turn slow = dispatcher.next().orElseThrow();
        refuse(dispatcher, second);
        Dispatcher.Turn third = dispatcher.next().orElseThrow();
        refuse(dispatcher, third);

        assertThat(dispatcher.takeRefused()).isEmpty();
        refuse(dispatcher, slow);
        assertThat(dispatcher.takeRefused())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.turn().host().name()).isEqualTo("h5");
                    assertThat(refused.message()).contains("4 logons refused");
                });
    }

    @Test
    void a_host_that_keeps_its_account_waiting_is_overtaken_by_one() {
        Dispatcher dispatcher = dispatcher(8, null);
        dispatcher.add(IntStream.range(0, 6).mapToObj(i -> host("h" + i, null, "svc")).toList());
        Dispatcher.Turn silent = dispatcher.next().orElseThrow();
        assertThat(next(dispatcher)).isEmpty();

        dispatcher.overtake(silent);
        dispatcher.overtake(silent);
        Dispatcher.Turn second = dispatcher.next().orElseThrow();
        assertThat(second.host().name()).isEqualTo("h1");
        assertThat(next(dispatcher)).isEmpty();

        dispatcher.finished(silent, report(silent, HostOutcome.TIMED_OUT));
        assertThat(next(dispatcher)).as("its turn was handed on already").isEmpty();
        dispatcher.finished(second, report(second, HostOutcome.TIMED_OUT));
        assertThat(next(dispatcher)).contains("h2");
        assertThat(next(dispatcher)).isEmpty();
    }

    @Test
    void a_second_try_waits_behind_hosts_that_may_prove_the_account_first() {
        Dispatcher dispatcher = dispatcher(8, null);
        dispatcher.add(IntStream.range(0, 3).mapToObj(i -> host("h" + i, null, "svc")).toList());
        Dispatcher.Turn dead = dispatcher.next().orElseThrow();
        dispatcher.postponed(dead);
        dispatcher.again(dead);

        Dispatcher.Turn live = dispatcher.next().orElseThrow();
        assertThat(live.host().name()).isEqualTo("h1");
        dispatcher.logonAccepted(live);
        assertThat(next(dispatcher)).contains("h2");
        assertThat(next(dispatcher)).contains("h0");
    }

    @Test
    void twenty_five_thousand_hosts_behind_five_hundred_sites_all_get_their_turn() {
        Dispatcher dispatcher = dispatcher(1000, 3);
        dispatcher.add(
                IntStream.range(0, 25_000)
                        .mapToObj(i -> host("h" + i, "site" + i % 500, "acc" + i % 3))
                        .toList());
        Queue<Dispatcher.Turn> inFlight = new ArrayDeque<>();
        List<String> worked = new ArrayList<>();

        while (worked.size() < 25_000) {
            for (Optional<Dispatcher.Turn> next = dispatcher.next();
                    next.isPresent();
                    next = dispatcher.next()) {
                inFlight.add(next.get());
            }
            assertThat(inFlight).hasSizeBetween(1, 1000);
            for (Dispatcher.Turn begun = inFlight.poll(); begun != null; begun = inFlight.poll()) {
                worked.add(begun.host().name());
                dispatcher.logonAccepted(begun);
                dispatcher.finished(begun, completed(begun));
            }
        }

        assertThat(worked).hasSize(25_000).doesNotHaveDuplicates();
    }

    private static Dispatcher dispatcher(int concurrency, @Nullable Integer siteConcurrency) {
        Limits limits =
                new Limits(
                        concurrency,
                        siteConcurrency,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(2),
                        2,
                        3);
        return new Dispatcher(limits, host -> Optional.ofNullable(host.connection().credential()));
    }

    private static Optional<String> next(Dispatcher dispatcher) {
        return dispatcher.next().map(begun -> begun.host().name());
    }

    private static void refuse(Dispatcher dispatcher, Dispatcher.Turn begun) {
        dispatcher.finished(begun, report(begun, HostOutcome.AUTH_FAILED));
    }

    private static HostReport completed(Dispatcher.Turn begun) {
        return report(begun, HostOutcome.COMPLETED);
    }

    private static HostReport report(Dispatcher.Turn begun, HostOutcome outcome) {
        return new HostReport(
                begun.host().name(),
                outcome,
                null,
                new HostReport.Effort(1, Duration.ZERO, outcome == HostOutcome.AUTH_FAILED ? 1 : 0),
                null,
                null,
                List.of());
    }
}
