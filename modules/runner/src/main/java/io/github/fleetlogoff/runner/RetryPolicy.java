package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.RetryAdvice;
import io.github.resilience4j.core.functions.Either;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When a failed attempt is followed by another and after which pause. Resilience4j keeps the
/// count; the waiting is ours, because its own cannot be ended by a stop.
final class RetryPolicy {
    private static final Duration SOON_FIRST = Duration.ofMillis(500);
    private static final Duration SOON_MOST = Duration.ofSeconds(8);
    private static final Duration LATER_FIRST = Duration.ofSeconds(2);
    // The bound that Microsoft's own client waits for a quota (WINRM facts, part 1, 7).
    private static final Duration LATER_MOST = Duration.ofSeconds(15);

    private final RetryConfig config;
    private final RandomGenerator random;

    /// @param retries further attempts after the first
    RetryPolicy(int retries, RandomGenerator random) {
        this.random = random;
        this.config =
                RetryConfig.<Attempt>custom()
                        .maxAttempts(retries + 1)
                        .retryOnResult(RetryPolicy::mayHelp)
                        .intervalBiFunction(this::pause)
                        .build();
    }

    /// The retries of one host.
    HostRetries forHost(String host) {
        Retry.AsyncContext<Attempt> context = Retry.of(host, config).asyncContext();
        return attempt -> {
            long millis = context.onResult(attempt);
            return millis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
        };
    }

    /// Told of each attempt of one host; answers the pause before the next, empty = no further one.
    @FunctionalInterface
    interface HostRetries {
        Optional<Duration> after(Attempt attempt);
    }

    private static boolean mayHelp(Attempt attempt) {
        return attempt instanceof Attempt.Failed failed && failed.retry() != RetryAdvice.NEVER;
    }

    // Exponential, then anything between half and all of it: hosts that failed together do not come
    // back together.
    private long pause(int attempt, Either<Throwable, Attempt> result) {
        boolean later =
                result.isRight()
                        && result.get() instanceof Attempt.Failed failed
                        && failed.retry() == RetryAdvice.LATER;
        Duration first = later ? LATER_FIRST : SOON_FIRST;
        Duration most = later ? LATER_MOST : SOON_MOST;
        long whole = Math.min(first.toMillis() << Math.min(attempt - 1, 10), most.toMillis());
        return whole / 2 + random.nextLong(whole / 2 + 1);
    }
}
