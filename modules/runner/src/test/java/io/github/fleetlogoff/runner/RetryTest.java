package io.github.fleetlogoff.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryTest {
    private final Fleet fleet = new Fleet();

    @Test
    void a_host_that_comes_up_on_the_third_try_is_worked() {
        int[] tries = new int[1];

        fleet.run(
                Fleet.hosts(1),
                (host, context) ->
                        ++tries[0] < 3
                                ? Fleet.failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON)
                                : Fleet.done());

        assertThat(fleet.report("h0").outcome()).isEqualTo(HostOutcome.COMPLETED);
        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(3);
        assertThat(fleet.pauses).hasSize(2);
        assertThat(fleet.pauses.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(fleet.pauses.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1000));
    }

    @Test
    void a_quota_is_waited_for_longer() {
        fleet.run(
                Fleet.hosts(1),
                (host, context) -> Fleet.failed(HostOutcome.PROTOCOL_ERROR, RetryAdvice.LATER));

        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(3);
        assertThat(fleet.pauses.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void what_cannot_be_helped_is_tried_once() {
        fleet.run(
                Fleet.hosts(1),
                (host, context) -> Fleet.failed(HostOutcome.ACCESS_DENIED, RetryAdvice.NEVER));

        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(1);
        assertThat(fleet.pauses).isEmpty();
    }

    @Test
    void a_host_that_may_have_acted_is_never_tried_again_whatever_the_advice() {
        fleet.run(
                Fleet.hosts(1),
                (host, context) -> {
                    context.mayAct();
                    return Fleet.failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON);
                });

        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(1);
    }

    @Test
    void no_retry_begins_that_the_deadline_would_cut_off() {
        fleet.limits = new Limits(1, null, Duration.ofSeconds(5), Duration.ofMillis(900), 5, 3);

        fleet.run(
                Fleet.hosts(1),
                (host, context) -> Fleet.failed(HostOutcome.PROTOCOL_ERROR, RetryAdvice.LATER));

        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(1);
    }

    @Test
    void a_stop_ends_the_pause_between_two_tries() {
        CountDownLatch never = new CountDownLatch(1);
        fleet.sleeper =
                pause -> {
                    fleet.stop.stop(StopCause.INTERRUPTED, "Ctrl-C");
                    never.await();
                };

        fleet.run(
                Fleet.hosts(1),
                (host, context) -> Fleet.failed(HostOutcome.UNREACHABLE, RetryAdvice.SOON));

        assertThat(fleet.report("h0").outcome()).isEqualTo(HostOutcome.UNREACHABLE);
        assertThat(fleet.report("h0").effort().attempts()).isEqualTo(1);
    }
}
