package io.github.fleetlogoff.winrm.wsman.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.fleetlogoff.model.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The thread of a watcher, and exchanges that it ends while they are answered.
@Timeout(60)
class ExchangeWatcherTest {
    private static final int EXCHANGES = 500;
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final HttpRequest REQUEST =
            new HttpRequest(Optional.empty(), "text/plain", List.of());

    private final List<Thread> threads = new ArrayList<>();
    private final ExchangeWatcher watcher = new ExchangeWatcher(this::thread);
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;

    ExchangeWatcherTest() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private Thread thread(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().unstarted(work);
        threads.add(thread);
        return thread;
    }

    @BeforeEach
    void answer() {
        Thread.ofVirtual()
                .start(() -> {
                    while (!listener.isClosed()) {
                        try {
                            Socket socket = listener.accept();
                            open.add(socket);
                            Thread.ofVirtual().start(() -> answer(socket));
                        } catch (IOException closed) {
                            return;
                        }
                    }
                });
    }

    private static void answer(Socket socket) {
        try (socket) {
            int blanks = 0;
            for (int next = 0; next >= 0; next = socket.getInputStream().read()) {
                blanks = next == '\n' ? blanks + 1 : next == '\r' ? blanks : 0;
                if (blanks == 2) {
                    socket.getOutputStream().write(ANSWER);
                }
            }
        } catch (IOException gone) {
            // The client has hung up.
        }
    }

    @AfterEach
    void close() throws IOException {
        watcher.close();
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private HttpConnection connection() throws IOException {
        return HttpConnection.open(
                new Peer("127.0.0.1", listener.getLocalPort(), null),
                List.of(listener.getInetAddress()),
                Duration.ofSeconds(20),
                watcher);
    }

    private static void assertAnswers(HttpConnection connection) throws IOException {
        Deadline by = Deadline.in(Duration.ofSeconds(20), InstantSource.system());
        assertThat(connection.post(REQUEST, by).body()).hasSize(2);
    }

    @Test
    void its_thread_begins_with_the_first_connection_and_ends_with_it() throws Exception {
        Thread thread = threads.getFirst();
        assertThat(thread.getState()).isEqualTo(Thread.State.NEW);

        try (HttpConnection connection = connection()) {
            assertAnswers(connection);
            assertThat(thread.isAlive()).isTrue();
        }
        try (HttpConnection second = connection()) {
            assertThat(second.isUsable()).isTrue();
        }
        assertThat(threads).hasSize(1);

        watcher.close();
        thread.join();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void has_no_thread_where_there_was_no_connection() {
        watcher.close();
        assertThat(threads).allMatch(thread -> thread.getState() == Thread.State.NEW);
    }

    @Test
    void an_answer_that_comes_at_the_deadline_is_an_answer_or_late_and_nothing_else()
            throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Thread looking =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (!over.get()) {
                                watcher.look();
                            }
                        });
        try {
            for (int i = 0; i < EXCHANGES; i++) {
                // From none at all to more than an answer takes.
                Duration left = Duration.ofNanos(i * 2_000L);
                try (HttpConnection connection = connection()) {
                    Deadline by = Deadline.in(left, InstantSource.system());
                    Throwable failure = catchThrowable(() -> connection.post(REQUEST, by));
                    if (failure == null) {
                        assertThat(connection.isUsable()).isTrue();
                        assertAnswers(connection);
                    } else {
                        assertThat(failure).isExactlyInstanceOf(SocketTimeoutException.class);
                        assertThat(connection.isUsable()).isFalse();
                    }
                }
            }
        } finally {
            over.set(true);
            looking.join();
        }
    }
}
