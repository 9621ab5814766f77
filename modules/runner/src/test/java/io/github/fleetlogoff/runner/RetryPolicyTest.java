package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "SOON, 1, 187, 313",
        "SOON, 2, 375, 625",
        "SOON, 3, 750, 1250",
        "SOON, 10, 11250, 15000",
        "LATER, 1, 1500, 2500",
        "LATER, 2, 3000, 5000",
        "LATER, 3, 6000, 10000",
        "LATER, 4, 11250, 15000",
        "LATER, 20, 11250, 15000"
    })
    void pauses_double_with_jitter_up_to_a_bound(
            RetryAdvice advice, int attempt, long least, long most) {
        Set<Duration> pauses = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            RetryPolicy.Attempts attempts = new RetryPolicy(20, new SplittableRandom(seed)).begin();
            Optional<Duration> pause = Optional.empty();
            for (int i = 0; i < attempt; i++) {
                pause = attempts.after(failed(HostOutcome.UNREACHABLE, advice));
            }
            assertThat(pause.orElseThrow())
                    .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
            pauses.add(pause.orElseThrow());
        }
        assertThat(pauses).as("different pauses").hasSizeGreaterThan(10);
    }

    @Test
    void ends_after_the_retries() {
        RetryPolicy.Attempts attempts = new RetryPolicy(2, new SplittableRandom(1)).begin();
        Attempt failed = failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON);

        assertThat(attempts.after(failed)).isPresent();
        assertThat(attempts.after(failed)).isPresent();
        assertThat(attempts.after(failed)).isEmpty();
    }

    @Test
    void hosts_do_not_share_their_retries() {
        RetryPolicy policy = new RetryPolicy(1, new SplittableRandom(1));
        Attempt failed = failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON);

        assertThat(policy.begin().after(failed)).isPresent();
        assertThat(policy.begin().after(failed)).isPresent();
    }

    @Test
    void no_retries_means_one_attempt() {
        assertThat(after(0, failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON))).isEmpty();
    }

    @Test
    void an_answer_is_final() {
        assertThat(after(5, Rehearsal.done())).isEmpty();
    }

    @Test
    void a_failure_after_delivery_is_final() {
        assertThat(after(5, failed(HostOutcome.TIMED_OUT, RetryAdvice.NEVER))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RetryAdvice.class)
    void a_refused_logon_is_final(RetryAdvice advice) {
        assertThat(after(5, failed(HostOutcome.AUTH_FAILED, advice))).isEmpty();
    }

    private static Optional<Duration> after(int retries, Attempt attempt) {
        return new RetryPolicy(retries, new SplittableRandom(1)).begin().after(attempt);
    }

    private static Attempt failed(HostOutcome outcome, RetryAdvice advice) {
        return new Attempt.Failed(outcome, "failed", advice, 0);
    }
}
