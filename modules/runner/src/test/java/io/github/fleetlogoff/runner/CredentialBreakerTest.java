package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CredentialBreakerTest {
    private final Fleet fleet = new Fleet();

    {
        fleet.account = host -> Optional.of("CORP\\svc");
    }

    @Test
    void the_first_refusal_of_an_unproven_account_is_the_last() {
        AtomicInteger logons = new AtomicInteger();

        fleet.run(
                Fleet.hosts(500),
                (host, context) -> {
                    logons.incrementAndGet();
                    return Fleet.failed(HostOutcome.AUTH_FAILED, RetryAdvice.SOON);
                });

        assertThat(logons.get()).isEqualTo(1);
        assertThat(fleet.count(HostOutcome.AUTH_FAILED)).isEqualTo(1);
        assertThat(fleet.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(499);
        assertThat(fleet.report("h400").reason()).isEqualTo(NotAttemptedReason.CREDENTIAL);
        assertThat(fleet.report("h400").message())
                .contains("corp\\svc was refused by 1 host (2 failed logons)")
                .contains("check the user name and password");
    }

    @Test
    void dead_hosts_prove_nothing_and_go_one_at_a_time() {
        AtomicInteger now = new AtomicInteger();
        List<Integer> unproven = Collections.synchronizedList(new ArrayList<>());

        fleet.run(
                Fleet.hosts(100),
                (host, context) -> {
                    int number = Integer.parseInt(host.name().substring(1));
                    int together = now.incrementAndGet();
                    try {
                        if (number < 5) {
                            unproven.add(together);
                            return Fleet.failed(HostOutcome.UNREACHABLE, RetryAdvice.NEVER);
                        }
                        context.logonAccepted();
                        return Fleet.done();
                    } finally {
                        now.decrementAndGet();
                    }
                });

        assertThat(unproven).containsExactly(1, 1, 1, 1, 1);
        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(95);
    }

    @Test
    void the_others_follow_as_soon_as_the_first_logon_is_accepted() {
        CountDownLatch others = new CountDownLatch(9);

        fleet.run(
                Fleet.hosts(10),
                (host, context) -> {
                    context.logonAccepted();
                    if (host.name().equals("h0")) {
                        RunnerTest.awaitQuietly(others);
                    }
                    others.countDown();
                    return Fleet.done();
                });

        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(10);
    }

    @Test
    void a_proven_account_is_given_up_at_the_third_refusing_host() {
        fleet.limits =
                new io.github.fleetlogoff.model.Limits(
                        1, null, Fleet.LIMITS.connectTimeout(), Fleet.LIMITS.hostTimeout(), 0, 3);

        fleet.run(
                Fleet.hosts(50),
                (host, context) -> {
                    if (host.name().equals("h0")) {
                        context.logonAccepted();
                        return Fleet.done();
                    }
                    return Fleet.failed(HostOutcome.AUTH_FAILED, RetryAdvice.NEVER);
                });

        assertThat(fleet.count(HostOutcome.AUTH_FAILED)).isEqualTo(3);
        assertThat(fleet.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(46);
        assertThat(fleet.report("h49").message()).contains("refused by 3 hosts (6 failed logons)");
    }

    @Test
    void a_logon_that_failed_for_another_reason_than_a_wrong_password_does_not_count() {
        fleet.run(
                Fleet.hosts(50),
                (host, context) ->
                        new Attempt.Failed(
                                HostOutcome.AUTH_FAILED,
                                "the server refused the ticket",
                                RetryAdvice.NEVER,
                                0));

        assertThat(fleet.count(HostOutcome.AUTH_FAILED)).isEqualTo(50);
    }

    @Test
    void access_denied_after_a_good_logon_does_not_count() {
        fleet.run(
                Fleet.hosts(50),
                (host, context) -> {
                    context.logonAccepted();
                    return Fleet.failed(HostOutcome.ACCESS_DENIED, RetryAdvice.NEVER);
                });

        assertThat(fleet.count(HostOutcome.ACCESS_DENIED)).isEqualTo(50);
    }

    @Test
    void accounts_are_told_apart_by_name_without_case() {
        fleet.account =
                host ->
                        Optional.of(
                                isGood(host) ? "good" : host.name().endsWith("1") ? "BAD" : "bad");

        fleet.run(
                Fleet.hosts(90),
                (host, context) -> {
                    if (isGood(host)) {
                        context.logonAccepted();
                        return Fleet.done();
                    }
                    return Fleet.failed(HostOutcome.AUTH_FAILED, RetryAdvice.NEVER);
                });

        assertThat(fleet.count(HostOutcome.COMPLETED)).isEqualTo(30);
        assertThat(fleet.count(HostOutcome.AUTH_FAILED)).isEqualTo(1);
        assertThat(fleet.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(59);
    }

    private static boolean isGood(Host host) {
        return Integer.parseInt(host.name().substring(1)) % 3 == 0;
    }
}
