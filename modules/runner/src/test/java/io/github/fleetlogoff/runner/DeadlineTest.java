package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.done;
import static io.github.fleetlogoff.runner.Rehearsal.notPermitted;
import static io.github.fleetlogoff.runner.Rehearsal.refused;
import static io.github.fleetlogoff.runner.Rehearsal.unreachable;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineTest {
    private static final Duration HOST_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration GIVEN_UP = HOST_TIMEOUT.plusSeconds(16);

    @Test
    void interrupts_a_conversation_at_the_deadline() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicReference<Boolean> before = new AtomicReference<>();
        AtomicReference<Boolean> after = new AtomicReference<>();

        rehearsal.run((_, _) -> {
            rehearsal.time.advance(HOST_TIMEOUT.minusNanos(1));
            before.set(Thread.currentThread().isInterrupted());
            rehearsal.time.advance(Duration.ofNanos(1));
            after.set(Thread.currentThread().isInterrupted());
            return new Attempt.Failed(HostOutcome.PROTOCOL_ERROR, "cancelled", RetryAdvice.SOON, 0);
        });

        assertThat(before).hasValue(false);
        assertThat(after).hasValue(true);
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("ws1").message())
                .contains("--host-timeout", "no command was sent", "cancelled");
        assertThat(rehearsal.report("ws1").effort().duration()).isEqualTo(HOST_TIMEOUT);
    }

    @Test
    void says_that_a_host_with_leave_may_have_acted() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, context) -> {
            context.mayAct();
            rehearsal.time.advance(HOST_TIMEOUT);
            return new Attempt.Failed(HostOutcome.TIMED_OUT, "cancelled", RetryAdvice.NEVER, 0);
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("ws1").message()).contains("may have acted");
    }

    @Test
    void gives_up_a_host_that_does_not_return_and_ignores_what_comes_late() {
        Rehearsal rehearsal = Rehearsal.of("stuck", "next").concurrency(1);
        CountDownLatch returned = new CountDownLatch(1);

        rehearsal.run((host, context) -> {
            context.mayAct();
            if (host.name().equals("stuck")) {
                rehearsal.time.advance(GIVEN_UP);
                // The place of the host that was given up is free: else this would hang.
                rehearsal.observer.awaitFinished("next");
                context.logonAccepted();
                returned.countDown();
            }
            return done();
        });

        await(returned);
        assertThat(rehearsal.report("stuck").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("stuck").message()).contains("did not end", "may have acted");
        assertThat(rehearsal.report("next").outcome()).isEqualTo(HostOutcome.COMPLETED);
    }

    @Test
    void a_host_that_was_given_up_gets_no_leave_to_act() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicBoolean leave = new AtomicBoolean(true);
        CountDownLatch returned = new CountDownLatch(1);

        rehearsal.run((_, context) -> {
            rehearsal.time.advance(GIVEN_UP);
            leave.set(context.mayAct());
            returned.countDown();
            return done();
        });

        await(returned);
        assertThat(leave).isFalse();
        assertThat(rehearsal.report("ws1").message())
                .contains("did not end", "no command was sent");
        assertThat(rehearsal.journal.all(RunEvent.HostActing.class)).isEmpty();
    }

    @Test
    void leave_is_refused_once_the_deadline_has_passed() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicBoolean leave = new AtomicBoolean(true);

        rehearsal.run((_, context) -> {
            rehearsal.time.pass(HOST_TIMEOUT);
            leave.set(context.mayAct());
            return notPermitted();
        });

        assertThat(leave).isFalse();
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("ws1").message()).contains("no command was sent");
    }

    @Test
    void leave_is_given_and_journaled_once() {
        Rehearsal rehearsal =
                Rehearsal.of("ws1")
                        .run((_, context) -> {
                            context.mayAct();
                            return context.mayAct() ? done() : notPermitted();
                        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(rehearsal.journal.all(RunEvent.HostActing.class)).hasSize(1);
    }

    @Test
    void a_conversation_that_is_over_gets_no_leave() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicReference<AttemptContext> kept = new AtomicReference<>();

        rehearsal.run((_, context) -> {
            kept.set(context);
            return done();
        });

        assertThat(kept.get().mayAct()).isFalse();
        assertThat(rehearsal.journal.all(RunEvent.HostActing.class)).isEmpty();
    }

    @Test
    void an_answer_on_the_last_second_counts() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, context) -> {
            context.mayAct();
            rehearsal.time.advance(HOST_TIMEOUT.plusSeconds(9));
            return done();
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
    }

    @Test
    void a_refused_logon_is_a_fact_whenever_it_comes() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, _) -> {
            rehearsal.time.advance(HOST_TIMEOUT);
            return refused();
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.AUTH_FAILED);
    }

    @Test
    void takes_no_pause_that_would_outlast_the_deadline() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, _) -> {
            rehearsal.time.advance(HOST_TIMEOUT.minusMillis(100));
            return unreachable(RetryAdvice.SOON);
        });

        assertThat(rehearsal.time.pauses()).isEmpty();
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(rehearsal.report("ws1").effort().attempts()).isEqualTo(1);
    }

    @Test
    void the_deadline_is_one_for_all_attempts() {
        Rehearsal rehearsal = Rehearsal.of("ws1").retries(20);
        AtomicReference<Duration> left = new AtomicReference<>(HOST_TIMEOUT.plusSeconds(1));
        AtomicBoolean shrinks = new AtomicBoolean(true);

        rehearsal.run((_, context) -> {
            Duration now = context.deadline().left();
            shrinks.compareAndSet(true, now.compareTo(left.getAndSet(now)) < 0);
            return unreachable(RetryAdvice.LATER);
        });

        assertThat(shrinks).isTrue();
        assertThat(rehearsal.time.instant()).isBefore(TickingTime.START.plus(HOST_TIMEOUT));
        assertThat(rehearsal.report("ws1").effort().attempts()).isBetween(8, 14);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }
}
