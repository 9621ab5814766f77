package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.done;
import static io.github.fleetlogoff.runner.Rehearsal.notPermitted;
import static io.github.fleetlogoff.runner.Rehearsal.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopTest {
    // Two of the host in flight, one of the stop, one of the interrupts that followed.
    private static final int ALARMS_AFTER_A_STOP = 3;
    private static final int ALARMS_AFTER_AN_INTERRUPT = 4;

    @Test
    void begins_no_further_host_and_lets_those_that_may_act_finish() {
        Rehearsal rehearsal = Rehearsal.ofMany(1000).concurrency(1);
        AtomicInteger calls = new AtomicInteger();

        rehearsal.run((_, context) -> {
            context.mayAct();
            if (calls.incrementAndGet() == 10) {
                rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            }
            return done();
        });

        assertThat(calls).hasValue(10);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(10);
        assertThat(rehearsal.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(990);
        assertThat(rehearsal.report("ws999"))
                .isEqualTo(HostReport.notAttempted("ws999", NotAttemptedReason.STOPPED, "Ctrl-C"));
        assertThat(rehearsal.journal.all(RunEvent.RunStopping.class))
                .extracting(RunEvent.RunStopping::cause, RunEvent.RunStopping::message)
                .containsExactly(tuple(StopCause.INTERRUPTED, "Ctrl-C"));
    }

    @Test
    void gives_no_leave_to_act_after_a_stop() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicBoolean sent = new AtomicBoolean();

        rehearsal.run((_, context) -> {
            context.logonAccepted();
            rehearsal.stop.stop(StopCause.TERMINATED, "SIGTERM");
            sent.set(context.mayAct());
            return notPermitted();
        });

        assertThat(sent).isFalse();
        assertThat(rehearsal.journal.all(RunEvent.HostActing.class)).isEmpty();
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.NOT_ATTEMPTED);
        assertThat(rehearsal.report("ws1").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(rehearsal.report("ws1").effort().attempts()).isEqualTo(1);
    }

    @Test
    void a_stop_before_the_run_leaves_every_host_untouched() {
        Rehearsal rehearsal = Rehearsal.ofMany(30);
        AtomicInteger calls = new AtomicInteger();
        rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");

        rehearsal.run((_, _) -> {
            calls.incrementAndGet();
            return done();
        });

        assertThat(calls).hasValue(0);
        assertThat(rehearsal.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(30);
    }

    @Test
    void ends_a_pause_between_attempts() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.time.holdPauses(() -> rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C"));

        rehearsal.run((_, _) -> unreachable(RetryAdvice.LATER));

        assertThat(rehearsal.time.pauses()).hasSize(1);
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(rehearsal.report("ws1").effort().attempts()).isEqualTo(1);
    }

    @Test
    void takes_no_pause_after_a_stop() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, _) -> {
            rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            return unreachable(RetryAdvice.SOON);
        });

        assertThat(rehearsal.time.pauses()).isEmpty();
        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
    }

    @Test
    void interrupts_what_is_in_flight_when_its_patience_ends() {
        Rehearsal rehearsal = Rehearsal.of("ws1", "ws2").concurrency(1);

        rehearsal.run((_, context) -> {
            context.mayAct();
            rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
            rehearsal.time.awaitAlarms(ALARMS_AFTER_A_STOP);
            rehearsal.time.advance(Duration.ofSeconds(30));
            return untilInterrupted();
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("ws1").message()).contains("may have acted", "cancelled");
        assertThat(rehearsal.report("ws2").reason()).isEqualTo(NotAttemptedReason.STOPPED);
    }

    @Test
    void stop_now_interrupts_at_once() {
        Rehearsal rehearsal = Rehearsal.of("acting", "waiting").concurrency(2);
        CountDownLatch both = new CountDownLatch(2);

        rehearsal.run((host, context) -> {
            if (host.name().equals("acting")) {
                context.mayAct();
            }
            both.countDown();
            await(both);
            rehearsal.stop.stopNow();
            return untilInterrupted();
        });

        assertThat(rehearsal.report("acting").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("acting").message()).contains("may have acted");
        assertThat(rehearsal.report("waiting").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(rehearsal.journal.all(RunEvent.RunStopping.class)).hasSize(1);
    }

    @Test
    void stop_now_does_not_wait_for_an_operation_that_ignores_interrupts() {
        Rehearsal rehearsal = Rehearsal.of("acting", "ws2").concurrency(1);
        AtomicBoolean lateLeave = new AtomicBoolean(true);
        CountDownLatch returned = new CountDownLatch(1);

        rehearsal.run((host, context) -> {
            context.mayAct();
            rehearsal.stop.stopNow();
            rehearsal.time.awaitAlarms(ALARMS_AFTER_AN_INTERRUPT);
            rehearsal.time.advance(Duration.ofSeconds(20));
            rehearsal.observer.awaitFinished(host.name());
            lateLeave.set(context.mayAct());
            returned.countDown();
            return done();
        });

        await(returned);
        assertThat(lateLeave).isFalse();
        assertThat(rehearsal.report("acting").outcome()).isEqualTo(HostOutcome.TIMED_OUT);
        assertThat(rehearsal.report("acting").message()).contains("did not end", "may have acted");
        assertThat(rehearsal.report("ws2").reason()).isEqualTo(NotAttemptedReason.STOPPED);
    }

    @Test
    void an_answer_that_comes_after_the_interrupt_still_counts() {
        Rehearsal rehearsal = Rehearsal.of("ws1");

        rehearsal.run((_, context) -> {
            context.mayAct();
            rehearsal.stop.stopNow();
            untilInterrupted();
            return done();
        });

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
    }

    @Test
    void an_interrupt_of_the_calling_thread_is_a_stop_in_order() {
        Rehearsal rehearsal = Rehearsal.ofMany(20).concurrency(1);
        Thread caller = Thread.currentThread();

        rehearsal.run((_, context) -> {
            context.mayAct();
            caller.interrupt();
            rehearsal.time.awaitAlarms(ALARMS_AFTER_A_STOP);
            return done();
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(rehearsal.journal.all(RunEvent.RunStopping.class)).hasSize(1);
        assertThat(rehearsal.count(HostOutcome.COMPLETED)).isEqualTo(1);
        assertThat(rehearsal.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(19);
    }

    @Test
    void a_signal_serves_one_run() {
        Rehearsal rehearsal = Rehearsal.of("ws1").run(Rehearsal::obliging);

        assertThatThrownBy(() -> rehearsal.runUnchecked(Rehearsal::obliging))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void the_first_cause_stays_unless_a_fault_follows() {
        StopSignal stop = new StopSignal();
        stop.stop(StopCause.TERMINATED, "SIGTERM");
        stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
        stop.stopNow();
        assertThat(stop.current()).contains(new StopSignal.Stop(StopCause.TERMINATED, "SIGTERM"));

        stop.stop(StopCause.FAULT, "disk full");
        stop.stop(StopCause.FAULT, "again");
        assertThat(stop.current()).contains(new StopSignal.Stop(StopCause.FAULT, "disk full"));
    }

    private static Attempt untilInterrupted() {
        try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("never opened");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Attempt.Failed(HostOutcome.UNREACHABLE, "cancelled", RetryAdvice.NEVER, 0);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }
}
