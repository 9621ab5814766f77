package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellQuota;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Trials of endpoints that somebody wants to be over.
@Timeout(60)
class StoppedTrialsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final List<String> asked = new ArrayList<>();
    private Runnable atKnock = () -> {};

    private final Conversations run =
            new Conversations(
                    WinrmSettings.of(Duration.ofSeconds(5), true),
                    CLOCK,
                    NameResolver.ofSystem(),
                    new Clients());
    private final Host host =
            Host.of(
                    "h",
                    new Connection("127.0.0.1", 5985, null, AuthScheme.BASIC, SimulatedRig.RIGHT));

    @AfterEach
    void close() {
        run.close();
    }

    private final class Clients implements ShellClients {
        @Override
        public ShellClient open(Host to, RemoteCommand command, Route route) {
            return new Client();
        }

        @Override
        public boolean heedInterruptsOnAnyThread() {
            return true;
        }

        @Override
        public void close() {}
    }

    private final class Client implements ShellClient {
        @Override
        public String create(Duration idleTimeout, Limits limits) {
            return "S";
        }

        @Override
        public String command(String shellId, Limits limits) {
            return "C";
        }

        @Override
        public void send(String shellId, String commandId, Limits limits) {}

        @Override
        public boolean receive(String shellId, String commandId, Output output, Limits limits) {
            return false;
        }

        @Override
        public void terminate(String shellId, String commandId, Limits limits) {}

        @Override
        public Optional<ShellQuota> quota(Limits limits) {
            asked.add("quota");
            return Optional.empty();
        }

        @Override
        public void delete(String shellId, Limits limits) {}

        @Override
        public Knocked knock(Endpoint endpoint, Limits limits) {
            asked.add(endpoint.name());
            atKnock.run();
            return new Knocked(true, Optional.empty());
        }

        @Override
        public boolean broken() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static final class Curious extends RecordedWatch {
        private Curious() {
            super(Duration.ofSeconds(60), false);
        }

        @Override
        public boolean wantsQuota() {
            return true;
        }

        @Override
        public List<Endpoint> endpointsToTry() {
            return List.of(new Endpoint("one"), new Endpoint("two"));
        }
    }

    private Conversation conversation(Duration work) {
        Deadline end = Deadline.in(work, CLOCK);
        return new Conversation(
                run,
                host,
                new Conversation.Order(
                        RemoteShellContract.command("print", "x"), new Curious(), end),
                new Faults(host, true));
    }

    @Test
    void the_quota_is_asked_last_for_it_may_cost_the_connection() {
        conversation(Duration.ofSeconds(30)).run();

        assertThat(asked).containsExactly("one", "two", "quota");
    }

    @Test
    void a_stop_during_one_ends_them_after_it() {
        Conversation conversation = conversation(Duration.ofSeconds(30));
        atKnock = () -> conversation.stop(Stop.CANCELLED);

        conversation.run();

        assertThat(asked).containsExactly("one");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void none_is_begun_with_less_than_two_seconds_left() {
        conversation(Duration.ofMillis(1_999)).run();

        assertThat(asked).containsExactly("quota");
    }
}
