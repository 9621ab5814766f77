package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.done;
import static io.github.fleetlogoff.runner.Rehearsal.host;
import static io.github.fleetlogoff.runner.Rehearsal.refused;
import static io.github.fleetlogoff.runner.Rehearsal.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RunnerTest {

    @Test
    void tells_the_life_of_a_host_in_order() {
        Rehearsal rehearsal = Rehearsal.of("ws1").run(Rehearsal::obliging);

        assertThat(rehearsal.journal.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunStarted", "HostStarted", "HostActing", "HostFinished", "RunFinished");
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(rehearsal.report("ws1").effort().attempts()).isEqualTo(1);
    }

    @Test
    void a_run_that_is_taken_up_says_so_first() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.resume(Rehearsal::obliging);

        assertThat(rehearsal.journal.events())
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly(
                        "RunResumed", "HostStarted", "HostActing", "HostFinished", "RunFinished");
    }

    @Test
    void asking_leaves_nothing_in_the_journal_and_ending_leaves_what_may_be_ended() {
        Session jdoe =
                new Session(
                        2, "jdoe", null, null, SessionState.ACTIVE, null, null, "8:00 AM", false);
        Rehearsal rehearsal =
                Rehearsal.of("ws1")
                        .run((_, context) -> {
                            assertThat(context.mayAsk()).isTrue();
                            assertThat(context.mayAct(List.of(jdoe))).isTrue();
                            assertThat(context.mayAsk()).isTrue();
                            return done();
                        });

        assertThat(rehearsal.journal.all(RunEvent.HostActing.class))
                .singleElement()
                .satisfies(acting -> assertThat(acting.sessions()).containsExactly(jdoe));
    }

    @Test
    void nothing_is_asked_after_a_stop() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.run((_, context) -> {
            rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            assertThat(context.mayAsk()).isFalse();
            return Rehearsal.unreachable(RetryAdvice.NEVER);
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
    }

    @Test
    void a_plan_without_hosts_is_a_run_without_hosts() {
        Rehearsal rehearsal = Rehearsal.ofMany(0).run(Rehearsal::obliging);

        assertThat(rehearsal.journal.events()).hasSize(2);
    }

    @Test
    void the_journal_has_the_acting_host_before_the_operation_may_go_on() {
        Rehearsal rehearsal = Rehearsal.ofMany(200);
        LongAdder unknown = new LongAdder();

        rehearsal.run((host, context) -> {
            context.mayAct();
            boolean known =
                    rehearsal.journal.all(RunEvent.HostActing.class).stream()
                            .anyMatch(acting -> acting.host().equals(host.name()));
            unknown.add(known ? 0 : 1);
            return done();
        });

        assertThat(unknown.sum()).isZero();
    }

    @Test
    void thousands_of_hosts_fill_the_limit_and_never_exceed_it() {
        int limit = 50;
        Gauge gauge = new Gauge();
        CountDownLatch full = new CountDownLatch(limit);

        Rehearsal rehearsal =
                Rehearsal.ofMany(3000)
                        .concurrency(limit)
                        .run((host, context) -> {
                            gauge.enter("all");
                            full.countDown();
                            await(full);
                            gauge.leave("all");
                            return Rehearsal.obliging(host, context);
                        });

        assertThat(gauge.most("all")).isEqualTo(limit);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(3000);
    }

    @Test
    void a_site_never_exceeds_its_own_limit_and_holds_up_no_other() {
        int siteLimit = 7;
        Gauge gauge = new Gauge();
        // Every site must fill up before any host returns: a full site that stalled the rest would
        // hang here.
        CountDownLatch full = new CountDownLatch(5 * siteLimit);
        List<Host> hosts =
                IntStream.range(0, 2000)
                        .mapToObj(i -> host("ws" + i, i < 1000 ? "big" : "site" + i % 4, null))
                        .toList();

        Rehearsal rehearsal =
                new Rehearsal(hosts)
                        .concurrency(200)
                        .siteConcurrency(siteLimit)
                        .run((host, context) -> {
                            gauge.enter(String.valueOf(host.site()));
                            full.countDown();
                            await(full);
                            gauge.leave(String.valueOf(host.site()));
                            return done();
                        });

        assertThat(gauge.mostOfAll()).containsOnlyKeys("big", "site0", "site1", "site2", "site3");
        assertThat(gauge.mostOfAll().values()).containsOnly(siteLimit);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(2000);
    }

    @Test
    void hosts_without_a_site_are_not_held_by_the_site_limit() {
        CountDownLatch three = new CountDownLatch(3);

        Rehearsal rehearsal =
                Rehearsal.of("a", "b", "c")
                        .siteConcurrency(1)
                        .run((_, _) -> {
                            three.countDown();
                            await(three);
                            return done();
                        });

        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(3);
    }

    @Test
    void begins_hosts_in_the_order_of_the_plan() {
        Rehearsal rehearsal = Rehearsal.ofMany(100).concurrency(1).run(Rehearsal::obliging);

        assertThat(rehearsal.journal.all(RunEvent.HostStarted.class))
                .extracting(RunEvent.HostStarted::host)
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "ws" + i).toList());
    }

    @Test
    void tries_a_host_again_that_failed_before_delivery() {
        AtomicInteger calls = new AtomicInteger();

        Rehearsal rehearsal =
                Rehearsal.of("ws1")
                        .run((_, _) ->
                                calls.incrementAndGet() < 3
                                        ? unreachable(RetryAdvice.SOON)
                                        : done());

        HostReport report = rehearsal.report("ws1");
        assertThat(report.outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(report.effort().attempts()).isEqualTo(3);
        assertThat(rehearsal.journal.all(RunEvent.HostStarted.class))
                .extracting(RunEvent.HostStarted::attempt)
                .containsExactly(1, 2, 3);
        assertThat(report.effort().duration())
                .isEqualTo(rehearsal.time.pauses().get(0).plus(rehearsal.time.pauses().get(1)));
    }

    @Test
    void gives_up_after_the_retries_and_reports_the_last_failure() {
        Rehearsal rehearsal =
                Rehearsal.of("ws1").retries(4).run((_, _) -> unreachable(RetryAdvice.LATER));

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(rehearsal.report("ws1").effort().attempts()).isEqualTo(5);
    }

    @Test
    void never_repeats_a_refused_logon_whatever_the_operation_advises() {
        Rehearsal rehearsal =
                Rehearsal.of("ws1")
                        .run((_, _) ->
                                new Attempt.Failed(
                                        HostOutcome.AUTH_FAILED, "refused", RetryAdvice.SOON, 2));

        assertThat(rehearsal.report("ws1").effort())
                .isEqualTo(new HostReport.Effort(1, Duration.ZERO, 2));
    }

    @Test
    void an_exception_in_the_operation_is_the_outcome_of_that_host_alone() {
        Rehearsal rehearsal =
                Rehearsal.of("bad", "worse", "good")
                        .run((host, context) -> {
                            if (host.name().equals("worse")) {
                                context.mayAct();
                            }
                            if (host.name().equals("good")) {
                                return done();
                            }
                            throw new IllegalStateException("a fault");
                        });

        assertThat(rehearsal.report("bad").outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
        assertThat(rehearsal.report("bad").message())
                .contains("internal fault", "a fault", "no command was sent");
        assertThat(rehearsal.report("worse").outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
        assertThat(rehearsal.report("worse").message())
                .contains("internal fault", "may have acted");
        assertThat(rehearsal.report("good").outcome()).isEqualTo(HostOutcome.COMPLETED);
    }

    @Test
    void an_error_in_the_operation_loses_no_host_either() {
        Rehearsal rehearsal =
                Rehearsal.of("ws1")
                        .run((_, _) -> {
                            throw new StackOverflowError("too deep");
                        });

        assertThat(rehearsal.report("ws1").message()).contains("too deep");
    }

    @Test
    @SuppressWarnings("NullAway") // what an operation must not do
    void an_operation_that_returns_nothing_is_a_fault_of_that_host() {
        Rehearsal rehearsal = Rehearsal.of("ws1").run((_, _) -> null);

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.PROTOCOL_ERROR);
    }

    @Test
    void an_observer_that_fails_costs_no_host_and_is_told_at_the_end() {
        Rehearsal rehearsal = Rehearsal.ofMany(20);
        rehearsal.observer.failOn(RunEvent.HostActing.class::isInstance);

        assertThatThrownBy(() -> rehearsal.runUnchecked(Rehearsal::obliging))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("report of the run is not whole");

        assertThat(rehearsal.journal.all(RunEvent.HostFinished.class))
                .hasSize(20)
                .allSatisfy(finished ->
                        assertThat(finished.report().outcome()).isEqualTo(HostOutcome.COMPLETED));
        assertThat(rehearsal.journal.events().getLast()).isInstanceOf(RunEvent.RunFinished.class);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_host_has_one_outcome_whatever_the_operation_does(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        List<Host> hosts =
                IntStream.range(0, random.nextInt(1, 200))
                        .mapToObj(i ->
                                host(
                                        "ws" + i,
                                        "site" + random.nextInt(4),
                                        "acc" + random.nextInt(3)))
                        .toList();
        Map<String, Integer> fates = new ConcurrentHashMap<>();
        hosts.forEach(host -> fates.put(host.name(), random.nextInt(9)));
        int stopAt = random.nextInt(400);
        AtomicInteger attempts = new AtomicInteger();
        Rehearsal rehearsal =
                new Rehearsal(hosts)
                        .concurrency(random.nextInt(1, 40))
                        .siteConcurrency(random.nextInt(1, 10));

        rehearsal.run((host, context) -> {
            if (attempts.incrementAndGet() == stopAt) {
                rehearsal.stop.stopNow();
            }
            return fate(fates.getOrDefault(host.name(), 0), host, context);
        });

        assertThat(rehearsal.reports()).hasSize(hosts.size());
    }

    private static Attempt fate(int fate, Host host, AttemptContext context) {
        return switch (fate) {
            case 0 -> unreachable(RetryAdvice.SOON);
            case 1 -> unreachable(RetryAdvice.LATER);
            case 2 -> refused();
            case 3 -> throw new IllegalStateException("fault");
            case 4 -> {
                context.mayAct();
                throw new IllegalStateException("fault while acting");
            }
            default -> Rehearsal.obliging(host, context);
        };
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    /// How many are inside at once, by name, and the most that ever were.
    private static final class Gauge {
        private final Map<String, Integer> inside = new ConcurrentHashMap<>();
        private final Map<String, Integer> most = new ConcurrentHashMap<>();

        void enter(String name) {
            most.merge(name, inside.merge(name, 1, Integer::sum), Math::max);
        }

        void leave(String name) {
            inside.merge(name, -1, Integer::sum);
        }

        int most(String name) {
            return most.getOrDefault(name, 0);
        }

        Map<String, Integer> mostOfAll() {
            return Map.copyOf(most);
        }
    }
}
