package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import io.github.fleetlogoff.model.StopCause;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final ProgressLine line = new ProgressLine();

    private static Instant at(long millis) {
        return Runs.START.plusMillis(millis);
    }

    private void begin(int hosts) {
        line.emit(
                Runs.started(
                        Runs.logoff(),
                        IntStream.range(0, hosts)
                                .mapToObj(host -> "h" + host)
                                .toArray(String[]::new)));
    }

    private void start(int from, int to, long millis) {
        for (int host = from; host < to; host++) {
            line.emit(new HostStarted(at(millis), "h" + host, 1));
        }
    }

    private void finish(int from, int to, HostOutcome outcome, long millis) {
        for (int host = from; host < to; host++) {
            line.emit(new HostFinished(at(millis), Runs.host("h" + host, outcome, null, null)));
        }
    }

    @Test
    void tells_how_many_are_done_in_flight_how_fast_and_how_long_it_will_take() {
        begin(200);
        start(0, 184, 0);
        finish(0, 118, HostOutcome.COMPLETED, 2500);
        finish(118, 120, HostOutcome.UNREACHABLE, 2900);
        assertThat(line.render(at(3000)))
                .isEqualTo(
                        "hosts 120/200 · 64 in flight · 118 completed, 2 unreachable · 40/s · ~2s left");
    }

    @Test
    void is_empty_before_the_run_began() {
        assertThat(line.render(at(0))).isEmpty();
    }

    @Test
    void names_no_rate_before_it_can_know_one() {
        begin(10);
        start(0, 4, 0);
        assertThat(line.render(at(0))).isEqualTo("hosts 0/10 · 4 in flight");
        finish(0, 1, HostOutcome.NO_USERS, 100);
        assertThat(line.render(at(200))).isEqualTo("hosts 1/10 · 3 in flight · 1 no-users");
    }

    @Test
    void the_rate_is_that_of_the_last_seconds() {
        begin(100);
        finish(0, 1, HostOutcome.COMPLETED, 1000);
        finish(1, 21, HostOutcome.COMPLETED, 60_000);
        assertThat(line.render(at(61_000)))
                .isEqualTo("hosts 21/100 · 21 completed · 2.0/s · ~40s left");
        assertThat(line.render(at(90_000))).isEqualTo("hosts 21/100 · 21 completed");
    }

    @Test
    void a_retried_host_is_in_flight_once() {
        begin(2);
        start(0, 1, 0);
        line.emit(new HostStarted(at(500), "h0", 2));
        assertThat(line.render(at(600))).isEqualTo("hosts 0/2 · 1 in flight");
    }

    @Test
    void a_stopping_run_says_so_and_promises_no_end() {
        begin(10);
        start(0, 3, 0);
        finish(0, 2, HostOutcome.COMPLETED, 900);
        line.emit(new RunStopping(at(1000), StopCause.INTERRUPTED, "Ctrl-C"));
        assertThat(line.render(at(2000)))
                .isEqualTo("hosts 2/10 · stopping · 1 in flight · 2 completed · 1.0/s");
    }

    @Test
    void names_the_hosts_that_have_been_at_it_longest_when_nothing_moves() {
        begin(10);
        start(0, 5, 0);
        line.emit(new HostStarted(at(3000), "h0", 2));
        finish(0, 1, HostOutcome.COMPLETED, 4000);
        start(5, 6, 4000);
        assertThat(line.render(at(13_999))).doesNotContain("waiting");
        assertThat(line.render(at(14_500)))
                .isEqualTo(
                        "hosts 1/10 · 5 in flight · 1 completed · waiting for h1 14s, h2 14s, h3 14s");
        finish(1, 5, HostOutcome.COMPLETED, 15_000);
        assertThat(line.render(at(15_000))).doesNotContain("waiting");
        assertThat(line.render(at(90_000))).endsWith("waiting for h5 1m26s");
    }

    @Test
    void a_host_that_only_awaits_its_wave_is_not_in_flight() {
        begin(2);
        start(0, 2, 0);
        line.emit(new HostSurveyed(at(100), Runs.completed("h0"), null));
        assertThat(line.render(at(200))).isEqualTo("hosts 0/2 · 1 surveyed · 1 in flight");
        line.emit(new WaveBegan(at(300), 1));
        line.emit(new GraceBegan(at(300), at(60_300)));
        assertThat(line.render(at(20_300)))
                .isEqualTo(
                        "hosts 0/2 · wave 1 · 1 in flight · users have 40s · waiting for h1 20s");
        line.emit(new HostActing(at(60_300), "h0", null));
        assertThat(line.render(at(60_300)))
                .startsWith("hosts 0/2 · wave 1 · 2 in flight · waiting");
    }

    @Test
    void no_end_is_foretold_in_waves_which_have_their_own_time() {
        begin(10);
        start(0, 5, 0);
        finish(0, 5, HostOutcome.COMPLETED, 1000);
        assertThat(line.render(at(3000))).endsWith("~3s left");

        line.emit(new WaveBegan(at(3000), 1));
        assertThat(line.render(at(3000))).isEqualTo("hosts 5/10 · wave 1 · 5 completed");
    }

    @Test
    void a_narrow_terminal_gets_what_matters_most() {
        begin(200);
        start(0, 184, 0);
        finish(0, 120, HostOutcome.COMPLETED, 2500);
        assertThat(line.render(at(3000), 56))
                .isEqualTo("hosts 120/200 · 64 in flight · 120 completed · ~2s left");
        assertThat(line.render(at(3000), 40)).isEqualTo("hosts 120/200 · 120 completed · ~2s left");
        assertThat(line.render(at(3000), 25)).isEqualTo("hosts 120/200 · ~2s left");
        assertThat(line.render(at(3000), 13)).isEqualTo("hosts 120/200");
        assertThat(line.render(at(3000), 9)).isEqualTo("hosts 12…");
    }
}
