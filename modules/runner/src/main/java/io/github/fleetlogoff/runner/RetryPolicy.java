package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which failed conversations are begun again, and after how long. Resilience4j counts and decides;
/// the wait itself is the caller's, because Resilience4j's own can not be ended by a stop.
/// Thread-safe.
///
/// The bounds of the waits are those of PowerShell's own client on a host's quota (100 ms to 15 s,
/// doubling, random).
final class RetryPolicy {
    // A dead host among the last ones makes a run longer by all of its waits.
    private static final Duration SOON = Duration.ofMillis(250);
    private static final Duration LATER = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final double DOUBLING = 2;

    private final Retry retry;
    private final RandomGenerator random;

    /// @param retries further attempts after the first, 0 or more
    /// @param random used from one thread at a time
    RetryPolicy(int retries, RandomGenerator random) {
        this.random = random;
        IntervalFunction soon = IntervalFunction.ofExponentialBackoff(SOON, DOUBLING, LONGEST);
        IntervalFunction later = IntervalFunction.ofExponentialBackoff(LATER, DOUBLING, LONGEST);
        RetryConfig config =
                RetryConfig.<Attempt>custom()
                        .maxAttempts(retries + 1)
                        .retryOnResult(RetryPolicy::mayBeBegunAgain)
                        .intervalBiFunction((attempt, last) ->
                                withJitter(
                                        (advice(last) == RetryAdvice.LATER ? later : soon)
                                                .apply(attempt)))
                        .build();
        retry = Retry.of("hosts", config);
    }

    /// The attempts at one host. Used by one thread at a time.
    Attempts begin() {
        return new Attempts(retry.asyncContext());
    }

    private static boolean mayBeBegunAgain(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Answered _ -> false;
            // A logon refused once more is a step towards a locked account, whatever the operation
            // advises.
            case Attempt.Failed failed ->
                    failed.outcome() != HostOutcome.AUTH_FAILED
                            && failed.retry() != RetryAdvice.NEVER;
        };
    }

    private static RetryAdvice advice(Either<Throwable, Attempt> last) {
        return last.get() instanceof Attempt.Failed failed ? failed.retry() : RetryAdvice.NEVER;
    }

    // A quarter more or less, so that hosts that failed together do not come back together.
    private long withJitter(long millis) {
        double factor;
        synchronized (random) {
            factor = random.nextDouble(0.75, 1.25);
        }
        return Math.min(Math.round(millis * factor), LONGEST.toMillis());
    }

    /// The attempts at one host.
    static final class Attempts {
        private final Retry.AsyncContext<Attempt> context;

        private Attempts(Retry.AsyncContext<Attempt> context) {
            this.context = context;
        }

        /// How long to wait before the next attempt; empty where there is to be none.
        Optional<Duration> after(Attempt attempt) {
            long millis = context.onResult(attempt);
            return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        }
    }
}
