package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.done;
import static io.github.fleetlogoff.runner.Rehearsal.notPermitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournalFailureTest {
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    @Test
    void nothing_is_sent_that_the_journal_does_not_have() {
        Rehearsal rehearsal = Rehearsal.ofMany(500).concurrency(20);
        rehearsal.journal.failOn(event ->
                event instanceof RunEvent.HostActing acting && acting.host().equals("ws100"));

        rehearsal.run((host, context) -> {
            if (!context.mayAct()) {
                return notPermitted();
            }
            sent.add(host.name());
            return done();
        });

        assertThat(sent)
                .doesNotContain("ws100")
                .hasSize((int) rehearsal.count(HostOutcome.COMPLETED));
        assertThat(rehearsal.journal.all(RunEvent.HostActing.class))
                .extracting(RunEvent.HostActing::host)
                .containsExactlyInAnyOrderElementsOf(sent);
        assertThat(rehearsal.report("ws100").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertThat(
                        rehearsal.count(HostOutcome.COMPLETED)
                                + rehearsal.count(HostOutcome.NOT_ATTEMPTED))
                .isEqualTo(500);
        assertThat(rehearsal.report("ws499"))
                .isEqualTo(
                        HostReport.notAttempted(
                                "ws499", NotAttemptedReason.STOPPED, Recorder.DISK_FULL));
        assertStoppedByFault(rehearsal);
    }

    @Test
    void a_run_that_can_not_be_journaled_at_all_touches_no_host() {
        Rehearsal rehearsal = Rehearsal.ofMany(50);
        rehearsal.journal.failOn(_ -> true);

        rehearsal.run(this::send);

        assertThat(sent).isEmpty();
        assertThat(rehearsal.count(HostOutcome.NOT_ATTEMPTED)).isEqualTo(50);
        assertStoppedByFault(rehearsal);
    }

    @Test
    void no_conversation_begins_that_the_journal_does_not_have() {
        Rehearsal rehearsal = Rehearsal.ofMany(50).concurrency(1);
        rehearsal.journal.failOn(RunEvent.HostStarted.class::isInstance);

        rehearsal.run(this::send);

        assertThat(sent).isEmpty();
        assertThat(rehearsal.report("ws0"))
                .isEqualTo(
                        HostReport.notAttempted(
                                "ws0", NotAttemptedReason.STOPPED, Recorder.DISK_FULL));
        assertStoppedByFault(rehearsal);
    }

    @Test
    void the_report_has_an_outcome_that_the_journal_could_not_take() {
        Rehearsal rehearsal = Rehearsal.of("ws1", "ws2").concurrency(1);
        rehearsal.journal.failOn(RunEvent.HostFinished.class::isInstance);

        rehearsal.run(this::send);

        assertThat(rehearsal.report("ws1").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(rehearsal.report("ws2").reason()).isEqualTo(NotAttemptedReason.STOPPED);
        assertStoppedByFault(rehearsal);
    }

    @Test
    void a_failure_on_the_very_last_outcome_is_told() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.journal.failOn(RunEvent.HostFinished.class::isInstance);

        rehearsal.run(this::send);

        assertStoppedByFault(rehearsal);
    }

    @Test
    void a_failure_on_the_last_event_is_told_before_it() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.journal.failOn(RunEvent.RunFinished.class::isInstance);

        rehearsal.run(this::send);

        assertStoppedByFault(rehearsal);
    }

    @Test
    void a_failure_after_a_stop_is_told_as_well() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        rehearsal.journal.failOn(RunEvent.HostFinished.class::isInstance);
        rehearsal.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");

        rehearsal.run(this::send);

        assertThat(rehearsal.observer.all(RunEvent.RunStopping.class))
                .extracting(RunEvent.RunStopping::cause)
                .containsExactly(StopCause.INTERRUPTED, StopCause.FAULT);
    }

    @Test
    void the_journal_is_written_with_no_interrupt_pending_and_the_operation_keeps_its_own() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        AtomicBoolean seen = new AtomicBoolean();
        AtomicBoolean kept = new AtomicBoolean();
        rehearsal.journal.failOn(_ -> {
            seen.compareAndSet(false, Thread.currentThread().isInterrupted());
            return false;
        });

        rehearsal.run((_, context) -> {
            Thread.currentThread().interrupt();
            context.mayAct();
            kept.set(Thread.currentThread().isInterrupted());
            return done();
        });

        assertThat(seen).isFalse();
        assertThat(kept).isTrue();
    }

    @Test
    void no_interrupt_strikes_while_the_journal_is_written() {
        Rehearsal rehearsal = Rehearsal.of("ws1");
        CountDownLatch released = new CountDownLatch(1);
        AtomicBoolean struck = new AtomicBoolean();
        rehearsal.journal.failOn(event -> {
            if (event instanceof RunEvent.HostActing) {
                Thread cutting =
                        Thread.ofPlatform()
                                .start(() -> rehearsal.time.advance(Duration.ofMinutes(2)));
                // Either the deadline's interrupt waits for the journal, or it has struck the
                // thread that writes it.
                while (cutting.getState() != Thread.State.WAITING && cutting.isAlive()) {
                    Thread.onSpinWait();
                }
                struck.set(Thread.currentThread().isInterrupted());
                released.countDown();
            }
            return false;
        });

        rehearsal.run(this::send);

        assertThat(released.getCount()).as("the journal was written").isZero();
        assertThat(struck).isFalse();
    }

    private Attempt send(Host host, AttemptContext context) {
        if (!context.mayAct()) {
            return notPermitted();
        }
        sent.add(host.name());
        return done();
    }

    private static void assertStoppedByFault(Rehearsal rehearsal) {
        assertThat(rehearsal.observer.all(RunEvent.RunStopping.class))
                .singleElement()
                .satisfies(stopping -> {
                    assertThat(stopping.cause()).isEqualTo(StopCause.FAULT);
                    assertThat(stopping.message()).isEqualTo(Recorder.DISK_FULL);
                });
        assertThat(rehearsal.journal.all(RunEvent.RunStopping.class)).isEmpty();
    }
}
