package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RunnerTest {
    private final Fleet fleet = new Fleet();

    @Test
    void works_thousands_of_hosts_and_never_more_at_once_than_allowed() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Map<String, HostReport> reports =
                fleet.run(
                        Fleet.hosts(5_000),
                        (host, context) -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            now.decrementAndGet();
                            return Fleet.done();
                        });

        assertThat(reports)
                .hasSize(5_000)
                .allSatisfy((name, report) ->
                        assertThat(report.outcome()).isEqualTo(HostOutcome.COMPLETED));
        assertThat(most.get()).isBetween(2, 50);
        assertThat(fleet.observed.getFirst()).isInstanceOf(RunEvent.RunStarted.class);
        assertThat(fleet.observed.getLast()).isInstanceOf(RunEvent.RunFinished.class);
        assertThat(fleet.journal).containsExactlyInAnyOrderElementsOf(fleet.observed);
    }

    @Test
    void a_site_at_its_limit_holds_up_nobody_else() {
        fleet.limits = new Limits(10, 2, Duration.ofSeconds(5), Duration.ofSeconds(60), 0, 3);
        List<Host> hosts =
                IntStream.range(0, 60)
                        .mapToObj(i -> Fleet.host("h" + i, i < 40 ? "far" : i < 50 ? "near" : null))
                        .toList();
        Map<String, AtomicInteger> now = new ConcurrentHashMap<>();
        Map<String, Integer> most = new ConcurrentHashMap<>();
        CountDownLatch othersDone = new CountDownLatch(20);

        Map<String, HostReport> reports =
                fleet.run(
                        hosts,
                        (host, context) -> {
                            String site = String.valueOf(host.site());
                            int there =
                                    now.computeIfAbsent(site, key -> new AtomicInteger())
                                            .incrementAndGet();
                            most.merge(site, there, Math::max);
                            if (site.equals("far")) {
                                awaitQuietly(othersDone);
                            } else {
                                othersDone.countDown();
                            }
                            now.get(site).decrementAndGet();
                            return Fleet.done();
                        });

        assertThat(reports).hasSize(60);
        assertThat(most.get("far")).isLessThanOrEqualTo(2);
        assertThat(most.get("near")).isLessThanOrEqualTo(2);
        assertThat(most.get("null")).isLessThanOrEqualTo(10);
    }

    @Test
    void the_journal_knows_before_a_host_acts() {
        fleet.run(
                Fleet.hosts(20),
                (host, context) -> {
                    assertThat(context.mayAct()).isTrue();
                    synchronized (fleet.journal) {
                        assertThat(fleet.journal)
                                .anyMatch(event ->
                                        event instanceof RunEvent.HostActing acting
                                                && acting.host().equals(host.name()));
                    }
                    return Fleet.done();
                });

        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(20);
    }

    @Test
    void a_fault_of_the_operation_costs_one_host_only() {
        fleet.run(
                Fleet.hosts(10),
                (host, context) -> {
                    if (host.name().equals("h3")) {
                        throw new IllegalStateException("a bug");
                    }
                    if (host.name().equals("h4")) {
                        context.mayAct();
                        throw new StackOverflowError();
                    }
                    return Fleet.done();
                });

        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(8);
        assertThat(fleet.report("h3").message())
                .startsWith("internal fault")
                .doesNotContain("may have acted");
        assertThat(fleet.report("h4").message()).contains("may have acted");
    }

    @Test
    void a_stop_begins_no_further_host_and_lets_the_others_finish() {
        fleet.limits = new Limits(4, null, Duration.ofSeconds(5), Duration.ofSeconds(60), 0, 3);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();

        fleet.run(
                Fleet.hosts(100),
                (host, context) -> {
                    context.mayAct();
                    if (begun.incrementAndGet() == 4) {
                        fleet.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
                        stopped.countDown();
                    }
                    awaitQuietly(stopped);
                    return Fleet.done();
                });

        assertThat(begun.get()).isEqualTo(4);
        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(4);
        assertThat(fleet.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(96);
        assertThat(fleet.report("h99").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(fleet.report("h99").message()).isEqualTo("stopped: Ctrl-C");
        assertThat(fleet.observed).filteredOn(RunEvent.RunStopping.class::isInstance).hasSize(1);
    }

    @Test
    void after_a_stop_no_host_may_act_any_more() {
        fleet.run(
                Fleet.hosts(1),
                (host, context) -> {
                    fleet.stop.stop(StopCause.TERMINATED, "SIGTERM");
                    assertThat(context.mayAct()).isFalse();
                    return Fleet.failed(HostOutcome.TIMED_OUT, RetryAdvice.NEVER);
                });

        assertThat(fleet.report("h0").outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
        assertThat(fleet.journal).noneMatch(RunEvent.HostActing.class::isInstance);
    }

    @Test
    void a_second_stop_cuts_off_and_gives_up_what_does_not_listen() {
        fleet.patience = new Runner.Patience(Duration.ofMillis(20), Duration.ofHours(1));
        CountDownLatch all = new CountDownLatch(3);
        CountDownLatch never = new CountDownLatch(1);

        fleet.run(
                Fleet.hosts(3),
                (host, context) -> {
                    context.mayAct();
                    all.countDown();
                    if (host.name().equals("h0")) {
                        awaitQuietly(all);
                        fleet.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
                        fleet.stop.stopNow();
                        return Fleet.done();
                    }
                    if (host.name().equals("h1")) {
                        awaitStubbornly(never);
                    }
                    awaitQuietly(never);
                    return Fleet.failed(HostOutcome.TIMED_OUT, RetryAdvice.NEVER);
                });
        never.countDown();

        assertThat(fleet.reports()).hasSize(3);
        assertThat(fleet.report("h1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(fleet.report("h1").message()).contains("given up").contains("may have acted");
    }

    @Test
    void a_host_that_never_ends_is_given_up_after_its_deadline() {
        fleet.limits = new Limits(5, null, Duration.ofSeconds(5), Duration.ofMillis(20), 0, 3);
        fleet.patience = new Runner.Patience(Duration.ofMillis(20), Duration.ofHours(1));
        CountDownLatch never = new CountDownLatch(1);

        fleet.run(
                Fleet.hosts(1),
                (host, context) -> {
                    awaitStubbornly(never);
                    return Fleet.done();
                });
        never.countDown();

        assertThat(fleet.report("h0").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(fleet.report("h0").message()).doesNotContain("may have acted");
    }

    @Test
    void a_journal_that_fails_stops_the_run_before_anything_more_is_touched() {
        AtomicInteger acted = new AtomicInteger();
        fleet.limits = new Limits(1, null, Duration.ofSeconds(5), Duration.ofSeconds(60), 0, 3);
        fleet.journalSink =
                event -> {
                    if (event instanceof RunEvent.HostActing acting && acting.host().equals("h2")) {
                        throw new FleetException(
                                FleetException.Code.JOURNAL,
                                "the journal cannot be written: disk full");
                    }
                };

        fleet.run(
                Fleet.hosts(10),
                (host, context) -> {
                    if (!context.mayAct()) {
                        return Fleet.failed(HostOutcome.TIMED_OUT, RetryAdvice.NEVER);
                    }
                    acted.incrementAndGet();
                    return Fleet.done();
                });

        assertThat(acted.get()).isEqualTo(2);
        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(2);
        assertThat(fleet.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(8);
        assertThat(fleet.report("h9").message()).contains("disk full");
        assertThat(fleet.stop.request().orElseThrow().cause()).isEqualTo(StopCause.FAULT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatever_happens_every_host_has_exactly_one_outcome(long seed) {
        Random random = new Random(seed);
        int[] fate = random.ints(700, 0, 8).toArray();
        int stopAt = random.nextInt(900);
        AtomicInteger calls = new AtomicInteger();
        fleet.account = host -> accountOf(host);

        fleet.run(
                Fleet.hosts(fate.length),
                (host, context) -> {
                    if (calls.incrementAndGet() == stopAt) {
                        fleet.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
                    }
                    return switch (fate[Integer.parseInt(host.name().substring(1))]) {
                        case 0 -> throw new IllegalStateException();
                        case 1 -> Fleet.failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON);
                        case 2 -> Fleet.failed(HostOutcome.PROTOCOL_ERROR, RetryAdvice.LATER);
                        case 3 -> Fleet.failed(HostOutcome.AUTH_FAILED, RetryAdvice.NEVER);
                        case 4 -> {
                            context.logonAccepted();
                            context.mayAct();
                            yield Fleet.failed(HostOutcome.TIMED_OUT, RetryAdvice.NEVER);
                        }
                        default -> {
                            context.logonAccepted();
                            yield Fleet.done();
                        }
                    };
                });

        assertThat(fleet.reports()).hasSize(fate.length);
    }

    private static Optional<String> accountOf(Host host) {
        return Optional.of("account" + host.name().charAt(host.name().length() - 1));
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // What an engine with a bug would do: go on waiting although it was interrupted.
    private static void awaitStubbornly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                latch.await();
                open = true;
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
    }
}
