package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WatchdogTest {

    @Test
    void rings_on_a_daemon_thread_of_the_platform() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        AtomicReference<Thread> ringing = new AtomicReference<>();
        try (Watchdog watchdog = new Watchdog()) {
            watchdog.after(
                    Duration.ZERO,
                    () -> {
                        ringing.set(Thread.currentThread());
                        rung.countDown();
                    });
            rung.await();
        }

        assertThat(ringing.get().isDaemon()).isTrue();
        assertThat(ringing.get().isVirtual()).isFalse();
    }

    @Test
    void an_alarm_that_fails_does_not_silence_the_next() throws InterruptedException {
        CountDownLatch rung = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog()) {
            watchdog.after(
                    Duration.ZERO,
                    () -> {
                        throw new IllegalStateException("a fault");
                    });
            watchdog.after(Duration.ZERO, rung::countDown);
            rung.await();
        }

        assertThat(rung.getCount()).isZero();
    }

    @Test
    void an_alarm_that_was_cancelled_does_not_ring() throws InterruptedException {
        AtomicBoolean cancelledRang = new AtomicBoolean();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        try (Watchdog watchdog = new Watchdog()) {
            // The one thread is held until the alarm behind it is cancelled.
            watchdog.after(Duration.ZERO, () -> await(held));
            Alarms.Alarm alarm = watchdog.after(Duration.ZERO, () -> cancelledRang.set(true));
            alarm.cancel();
            watchdog.after(Duration.ZERO, later::countDown);
            held.countDown();
            later.await();
        }

        assertThat(cancelledRang).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }
}
