package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KerberosLoginsTest {
    private static final int PERMITS = 16;

    // All of them must have begun before it is over, on a machine that is busy.
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final KerberosLogins logins = new KerberosLogins(InstantSource.system(), LIMIT);

    @Test
    void the_wait_for_other_hosts_is_not_part_of_the_limit() throws Exception {
        CountDownLatch hung = new CountDownLatch(PERMITS);
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> asking = new ArrayList<>();
            for (int i = 0; i < PERMITS; i++) {
                asking.add(threads.submit(() -> logins.ask(() -> deaf(hung, answer))));
            }
            assertThat(hung.await(30, TimeUnit.SECONDS)).isTrue();
            Future<String> next = threads.submit(() -> logins.ask(() -> "ticket"));
            for (Future<String> each : asking) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(each::get)
                        .withCauseInstanceOf(TimeoutException.class);
            }
            // Longer than the limit now, and still in the queue.
            assertThat(next.isDone()).isFalse();
            answer.countDown();
            assertThat(next.get()).isEqualTo("ticket");
        }
    }

    @Test
    void a_host_whose_time_is_up_leaves_the_queue() throws Exception {
        CountDownLatch hung = new CountDownLatch(PERMITS);
        CountDownLatch answer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PERMITS; i++) {
                Future<String> asked = threads.submit(() -> logins.ask(() -> deaf(hung, answer)));
                assertThat(asked.isCancelled()).isFalse();
            }
            assertThat(hung.await(30, TimeUnit.SECONDS)).isTrue();
            Future<String> next = threads.submit(() -> logins.ask(() -> "ticket"));
            assertThat(next.cancel(true)).isTrue();
            answer.countDown();
            assertThat(logins.<String>ask(() -> "ticket")).isEqualTo("ticket");
        }
    }

    /// As JGSS is to an interrupt.
    private static String deaf(CountDownLatch hung, CountDownLatch answer) {
        hung.countDown();
        while (true) {
            try {
                answer.await();
                return "late";
            } catch (InterruptedException unheard) {
                // Goes on.
            }
        }
    }
}
