package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.done;
import static io.github.fleetlogoff.runner.Rehearsal.host;
import static io.github.fleetlogoff.runner.Rehearsal.refused;
import static io.github.fleetlogoff.runner.Rehearsal.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BreakerTest {
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void the_first_refused_logon_gives_up_an_account_that_no_host_accepted() {
        Rehearsal rehearsal =
                fleet(20, "CORP\\svc")
                        .run((_, _) -> {
                            calls.incrementAndGet();
                            return refused();
                        });

        assertThat(calls).hasValue(1);
        assertThat(rehearsal.report("CORP\\svc-0").outcome()).isEqualTo(HostOutcome.AUTH_FAILED);
        assertThat(rehearsal.report("CORP\\svc-0").effort().refusedLogons()).isEqualTo(2);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(19);
        assertThat(rehearsal.report("CORP\\svc-19").message())
                .contains("CORP\\svc", "2 logons refused", "check its password", "unlock");
    }

    @Test
    void hosts_that_are_not_reached_prove_nothing_and_hand_their_turn_on_one_at_a_time() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch afterProof = new CountDownLatch(4);

        Rehearsal rehearsal =
                fleet(30, "svc")
                        .run((host, context) -> {
                            int number = number(host);
                            if (number < 5) {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                inside.decrementAndGet();
                                return unreachable(RetryAdvice.NEVER);
                            }
                            if (number == 5) {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                context.logonAccepted();
                            }
                            // Still in its conversation, the sixth host has let the others begin:
                            // else this would hang.
                            afterProof.countDown();
                            await(afterProof);
                            return done();
                        });

        assertThat(most).hasValue(1);
        assertThat(rehearsal.count(HostOutcome.UNREACHABLE)).isEqualTo(5);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(25);
    }

    @Test
    void a_refusal_after_dead_hosts_is_still_the_first() {
        Rehearsal rehearsal =
                fleet(30, "svc")
                        .run((host, _) -> {
                            calls.incrementAndGet();
                            return number(host) < 3 ? unreachable(RetryAdvice.NEVER) : refused();
                        });

        assertThat(calls).hasValue(4);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(26);
    }

    @Test
    void a_proven_account_is_given_up_at_the_third_refusing_host() {
        Rehearsal rehearsal =
                fleet(30, "svc")
                        .concurrency(1)
                        .run((host, context) -> {
                            calls.incrementAndGet();
                            // Refusals count over all hosts, not in a row.
                            return List.of(4, 8, 12).contains(number(host))
                                    ? refused()
                                    : Rehearsal.obliging(host, context);
                        });

        assertThat(calls).hasValue(13);
        assertThat(rehearsal.count(HostOutcome.AUTH_FAILED)).isEqualTo(3);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(17);
        assertThat(rehearsal.report("svc-29").message())
                .contains("6 logons refused", "first by svc-4");
    }

    @Test
    void hosts_in_flight_finish_and_their_refusals_are_counted() {
        CountDownLatch together = new CountDownLatch(8);

        Rehearsal rehearsal =
                fleet(30, "svc")
                        .concurrency(8)
                        .run((host, context) -> {
                            if (number(host) == 0) {
                                return Rehearsal.obliging(host, context);
                            }
                            together.countDown();
                            await(together);
                            return refused();
                        });

        // One or two may have begun in the place of the first and second that refused.
        long refusing = rehearsal.count(HostOutcome.AUTH_FAILED);
        assertThat(refusing).isBetween(8L, 10L);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(29 - refusing);
        assertThat(rehearsal.report("svc-29").message()).contains(2 * refusing + " logons refused");
    }

    @Test
    void accounts_do_not_answer_for_each_other() {
        List<Host> hosts =
                IntStream.range(0, 200)
                        .mapToObj(i -> host("ws" + i, null, i % 2 == 0 ? "good" : "bad"))
                        .toList();

        Rehearsal rehearsal =
                new Rehearsal(hosts)
                        .run((host, context) ->
                                "bad".equals(host.connection().credential())
                                        ? refused()
                                        : Rehearsal.obliging(host, context));

        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(100);
        assertThat(rehearsal.count(HostOutcome.AUTH_FAILED)).isEqualTo(1);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(99);
    }

    @Test
    void a_host_without_a_credential_is_not_attempted_and_says_why() {
        Rehearsal rehearsal =
                new Rehearsal(IntStream.range(0, 10).mapToObj(i -> host("pc" + i)).toList())
                        .withheld(host ->
                                host.name().equals("pc0") || host.name().equals("pc7")
                                        ? Optional.of("no password of " + host.name())
                                        : Optional.empty())
                        .run((host, context) -> {
                            calls.incrementAndGet();
                            return Rehearsal.obliging(host, context);
                        });

        assertThat(calls).hasValue(8);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(8);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(2);
    }

    @Test
    void one_account_under_two_names_is_one_account() {
        List<Host> hosts =
                Stream.of("ops", "OPS-AGAIN")
                        .flatMap(name ->
                                IntStream.range(0, 10)
                                        .mapToObj(i -> host(name + i, "site-" + name, name)))
                        .toList();

        Rehearsal rehearsal =
                new Rehearsal(hosts)
                        .siteConcurrency(5)
                        .account(host ->
                                Optional.of(
                                        host.name().startsWith("ops") ? "CORP\\Svc" : "corp\\SVC"))
                        .run((_, _) -> {
                            calls.incrementAndGet();
                            return refused();
                        });

        assertThat(calls).hasValue(1);
        assertThat(notTriedForTheCredential(rehearsal)).isEqualTo(19);
    }

    @Test
    void an_unproven_account_holds_up_no_host_of_another() {
        CountDownLatch others = new CountDownLatch(5);
        List<Host> hosts =
                Stream.concat(
                                IntStream.range(0, 5).mapToObj(i -> host("slow" + i, null, "slow")),
                                IntStream.range(0, 5).mapToObj(i -> host("free" + i)))
                        .toList();

        Rehearsal rehearsal =
                new Rehearsal(hosts)
                        .concurrency(2)
                        .run((host, _) -> {
                            if (host.name().startsWith("free")) {
                                others.countDown();
                            } else {
                                await(others);
                            }
                            return done();
                        });

        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(10);
    }

    @Test
    void a_silent_host_holds_up_its_account_for_a_bounded_time() {
        CountDownLatch other = new CountDownLatch(1);
        Rehearsal rehearsal = fleet(3, "svc");
        rehearsal.run((host, context) -> {
            if (number(host) == 0) {
                // Its deadline, its end and its proof; those of the others cannot be set before.
                rehearsal.time.awaitAlarms(3);
                rehearsal.time.advance(Rehearsal.PATIENCE.proof());
                await(other);
            }
            other.countDown();
            return Rehearsal.obliging(host, context);
        });

        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(3);
    }

    @Test
    void hosts_without_an_account_are_not_guarded() {
        Rehearsal rehearsal = Rehearsal.ofMany(10).run((_, _) -> refused());

        assertThat(rehearsal.count(HostOutcome.AUTH_FAILED)).isEqualTo(10);
    }

    @Test
    void a_logon_that_failed_for_another_reason_than_a_wrong_password_does_not_count() {
        Rehearsal rehearsal =
                fleet(10, "svc")
                        .run((_, _) ->
                                new Attempt.Failed(
                                        HostOutcome.AUTH_FAILED,
                                        "the server refused the ticket",
                                        RetryAdvice.NEVER,
                                        0));

        assertThat(rehearsal.count(HostOutcome.AUTH_FAILED)).isEqualTo(10);
    }

    @Test
    void rights_that_are_missing_after_a_good_logon_prove_the_account() {
        Rehearsal rehearsal =
                fleet(10, "svc")
                        .concurrency(1)
                        .run((host, _) ->
                                switch (number(host)) {
                                    case 0 ->
                                            new Attempt.Failed(
                                                    HostOutcome.ACCESS_DENIED,
                                                    "denied",
                                                    RetryAdvice.NEVER,
                                                    0);
                                    case 1, 2 -> refused();
                                    default -> done();
                                });

        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(7);
        assertThat(notTriedForTheCredential(rehearsal)).isZero();
    }

    private static Rehearsal fleet(int hosts, String account) {
        return new Rehearsal(
                IntStream.range(0, hosts)
                        .mapToObj(i -> host(account + "-" + i, null, account))
                        .toList());
    }

    private static int number(Host host) {
        return Integer.parseInt(host.name().substring(host.name().lastIndexOf('-') + 1));
    }

    private static long notTriedForTheCredential(Rehearsal rehearsal) {
        return rehearsal.reports().values().stream()
                .filter(report -> report.reason() == NotAttemptedReason.CREDENTIAL)
                .filter(report -> report.effort().attempts() == 0)
                .count();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }
}
