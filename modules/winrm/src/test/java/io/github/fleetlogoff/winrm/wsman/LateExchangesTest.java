package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.winrm.TlsContexts;
import io.github.fleetlogoff.winrm.wsman.RawHost.Conduct;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import io.github.fleetlogoff.winrm.wsman.http.ExchangeWatcher;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import io.github.fleetlogoff.winrm.wsman.http.HttpConnection;
import io.github.fleetlogoff.winrm.wsman.http.HttpRequest;
import io.github.fleetlogoff.winrm.wsman.http.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Hosts that keep an exchange from its end: it ends when its time is up, on threads of either
/// kind.
@Timeout(60)
class LateExchangesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int MORE_THAN_ANY_WINDOW = 64 << 20;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;
    private final ExchangeWatcher watcher = new ExchangeWatcher();

    @AfterEach
    void close() {
        watcher.close();
    }

    /// On which an exchange waits.
    enum Kind {
        VIRTUAL,
        PLATFORM;

        Thread start(Runnable work) {
            return switch (this) {
                case VIRTUAL -> Thread.ofVirtual().start(work);
                case PLATFORM -> Thread.ofPlatform().daemon().start(work);
            };
        }
    }

    /// One on a thread of its own.
    private final class Asked {
        private final FutureTask<HttpAnswer> answer;
        private final Thread thread;

        Asked(Kind kind, HttpConnection connection, byte... body) {
            this(kind, connection, Deadline.in(HOUR, clock), body);
        }

        Asked(Kind kind, HttpConnection connection, Deadline by, byte... body) {
            answer = new FutureTask<>(() -> connection.post(request(body), by));
            thread = kind.start(answer);
        }

        @Nullable Throwable failure() {
            return catchThrowable(() -> answer.get(30, TimeUnit.SECONDS)).getCause();
        }
    }

    private static HttpRequest request(byte... body) {
        return new HttpRequest(Optional.empty(), "text/plain", List.of(body));
    }

    private void passHours(int hours) {
        now.updateAndGet(before -> before.plus(HOUR.multipliedBy(hours)));
    }

    private HttpConnection open(RawHost host) throws IOException {
        return open(host, null);
    }

    private HttpConnection open(RawHost host, Peer.@Nullable Tls tls) throws IOException {
        Connection to = host.host(AuthScheme.BASIC).connection();
        return HttpConnection.open(
                new Peer(to.address(), to.port(), tls),
                List.of(InetAddress.ofLiteral(to.address())),
                CONNECT,
                watcher);
    }

    /// Takes a request, says that it has it, and answers nothing.
    private static Conduct silent(CountDownLatch waiting) {
        return wire -> {
            wire.read();
            waiting.countDown();
            wire.awaitEnd();
        };
    }

    private static void assertLate(Asked asked, HttpConnection connection) {
        assertThat(asked.failure())
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("the time is up");
        assertThat(connection.isUsable()).isFalse();
        assertThat(asked.thread.isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void a_silent_host_ends_one_at_its_deadline(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawHost host = new RawHost(silent(waiting));
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(kind, connection);
            waiting.await();
            passHours(1);
            assertLate(asked, connection);
        }
    }

    @Test
    void a_fault_with_one_leaves_the_others_their_deadlines() throws Exception {
        CountDownLatch waiting = new CountDownLatch(4);
        AtomicReference<@Nullable Instant> odd = new AtomicReference<>(Instant.EPOCH);
        Deadline faulty = Deadline.in(HOUR, () -> requireNonNull(odd.get(), "no time"));
        try (RawHost host = new RawHost(silent(waiting));
                HttpConnection one = open(host);
                HttpConnection two = open(host);
                HttpConnection three = open(host);
                HttpConnection sound = open(host)) {
            List<Asked> timeless = new ArrayList<>();
            for (HttpConnection connection : List.of(one, two, three)) {
                timeless.add(new Asked(Kind.PLATFORM, connection, faulty));
            }
            Asked asked = new Asked(Kind.PLATFORM, sound);
            waiting.await();
            odd.set(null);
            passHours(1);
            assertLate(asked, sound);
            for (Asked other : timeless) {
                assertThat(other.failure()).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_is_silent_behind_tls_ends_one_at_its_deadline(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Peer.Tls unchecked = new Peer.Tls(new TlsContexts().of(new Tls(null, true)), false);
        try (RawHost host = new RawHost(silent(waiting), TlsBreaksTest.context());
                HttpConnection connection = open(host, unchecked)) {
            Asked asked = new Asked(kind, connection);
            waiting.await();
            passHours(1);
            assertLate(asked, connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_trickles_does_not_put_the_deadline_off(Kind kind) throws Exception {
        Semaphore bytes = new Semaphore(0);
        Semaphore written = new Semaphore(0);
        Conduct trickling =
                wire -> {
                    wire.read();
                    wire.write("HTTP/1.1 200 OK\r\nX: ");
                    while (true) {
                        bytes.acquire();
                        wire.write("y");
                        written.release();
                    }
                };
        try (RawHost host = new RawHost(trickling);
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(kind, connection);
            for (int i = 0; i < 5; i++) {
                bytes.release();
                written.acquire();
                now.updateAndGet(before -> before.plus(HOUR.dividedBy(5)));
            }
            assertLate(asked, connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_does_not_read_ends_one_at_its_deadline(Kind kind) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Conduct deaf =
                wire -> {
                    wire.take();
                    begun.countDown();
                    over.await();
                };
        try (RawHost host = new RawHost(deaf);
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(kind, connection, new byte[MORE_THAN_ANY_WINDOW]);
            begun.await();
            passHours(1);
            assertLate(asked, connection);
        } finally {
            over.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_host_that_reads_late_is_given_the_whole_request(Kind kind) throws Exception {
        CountDownLatch later = new CountDownLatch(1);
        AtomicReference<byte[]> got = new AtomicReference<>();
        Conduct late =
                wire -> {
                    later.await();
                    got.set(wire.read().body());
                    wire.soap(Soap.SHELL);
                };
        byte[] body = new byte[MORE_THAN_ANY_WINDOW / 4];
        new Random(1).nextBytes(body);
        try (RawHost host = new RawHost(late);
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(kind, connection, body);
            later.countDown();
            assertThat(asked.answer.get().status()).isEqualTo(200);
            assertThat(got.get()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_interrupt_ends_one_before_its_time_is_up(Kind kind) throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawHost host = new RawHost(silent(waiting));
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(kind, connection);
            waiting.await();
            asked.thread.interrupt();
            assertThat(asked.failure()).isInstanceOf(ClosedByInterruptException.class);
            assertThat(connection.isUsable()).isFalse();
        }
    }

    @Test
    void time_that_passes_between_two_exchanges_is_nobodys() throws Exception {
        Conduct answering =
                wire -> {
                    while (true) {
                        wire.read();
                        wire.soap(Soap.SHELL);
                    }
                };
        try (RawHost host = new RawHost(answering);
                HttpConnection connection = open(host)) {
            for (int i = 0; i < 3; i++) {
                HttpAnswer answer = connection.post(request(), Deadline.in(HOUR, clock));
                assertThat(answer.status()).isEqualTo(200);
                passHours(2);
                assertThat(connection.isUsable()).isTrue();
            }
        }
    }

    @Test
    void a_clock_that_stands_still_puts_no_deadline_off() throws Exception {
        try (RawHost host = new RawHost(RawHost.Wire::awaitEnd);
                HttpConnection connection = open(host)) {
            Deadline soon = Deadline.in(Duration.ofMillis(1), clock);
            assertThatThrownBy(() -> connection.post(request(), soon))
                    .isExactlyInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void what_is_in_flight_ends_with_the_watcher_and_no_connection_is_opened_after()
            throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawHost host = new RawHost(silent(waiting));
                HttpConnection connection = open(host)) {
            Asked asked = new Asked(Kind.VIRTUAL, connection);
            waiting.await();
            watcher.close();
            assertLate(asked, connection);
            assertThatThrownBy(() -> open(host)).isInstanceOf(SocketException.class);
        }
    }
}
