package io.github.fleetlogoff.planner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.BlackoutWindow;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.SafeguardsAsked;
import io.github.fleetlogoff.model.SafeguardsAsked.WarningAsked;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import io.github.fleetlogoff.planner.SweepRules.Intent;
import io.github.fleetlogoff.planner.SweepRules.Settled;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRulesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Sweep SWEEP = Sweep.logoff(Selector.ofUsers("jdoe"));
    private static final Safeguards PLAYBOOK =
            new Safeguards(
                    new Warning("Save your work", Duration.ofMinutes(15), null, BERLIN),
                    WaveSizes.parse("1,5%,100%"),
                    guards("200,5%", "2%", "3x", "20/s"),
                    Blackout.NONE);

    @Test
    void a_playbook_alone_holds_as_it_is() {
        Settled settled = settle(PLAYBOOK, "nightly", SafeguardsAsked.NOTHING, SitePolicy.NONE);

        assertThat(settled.safeguards()).isEqualTo(PLAYBOOK);
        assertThat(settled.sweep()).isEqualTo(SWEEP);
        assertThat(settled.notes()).isEmpty();
    }

    @Test
    void a_flag_that_tightens_says_nothing() {
        Settled settled =
                settle(
                        PLAYBOOK,
                        "nightly",
                        asked("20m", "1,3%,50%,100%", guards("100", "1%", "2x", "10/s")),
                        SitePolicy.NONE);

        assertThat(settled.notes()).isEmpty();
        assertThat(settled.safeguards().guards()).isEqualTo(guards("100,5%", "1%", "2x", "10/s"));
        assertThat(settled.safeguards().waves().text()).isEqualTo("1,3%,50%,100%");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5m   |           |        |     |    |      | --grace 5m loosens the playbook nightly, which says 15m",
                "     | 100%      |        |     |    |      | --waves 100% loosens the playbook nightly, which says 1,5%,100%",
                "     |           | 300    |     |    |      | --max-logoffs 300 loosens the playbook nightly, which says 200,5%",
                "     |           | 6%     |     |    |      | --max-logoffs 6% loosens the playbook nightly, which says 200,5%",
                "     |           |        | 3%  |    |      | --max-failures 3% loosens the playbook nightly, which says 2%",
                "     |           |        |     | 4x |      | --max-change 4x loosens the playbook nightly, which says 3x",
                "     |           |        |     |    | 21/s | --rate 21/s loosens the playbook nightly, which says 20/s"
            })
    void a_flag_that_loosens_says_so(
            @Nullable String grace,
            @Nullable String waves,
            @Nullable String logoffs,
            @Nullable String failures,
            @Nullable String change,
            @Nullable String rate,
            String note) {
        SafeguardsAsked flags = asked(grace, waves, guards(logoffs, failures, change, rate));

        assertThat(settle(PLAYBOOK, "nightly", flags, SitePolicy.NONE).notes())
                .containsExactly(note);
        assertThat(settle(PLAYBOOK, null, flags, SitePolicy.NONE).notes()).isEmpty();
    }

    @Test
    void a_warning_of_the_command_line_is_told_by_the_clock_here() {
        SafeguardsAsked flags =
                new SafeguardsAsked(new WarningAsked("Bye", null, null), null, Guards.NONE);

        assertThat(settle(Safeguards.NONE, null, flags, SitePolicy.NONE).safeguards().warning())
                .isEqualTo(new Warning("Bye", Warning.GRACE, null, TOKYO));
        assertThat(settle(PLAYBOOK, "nightly", flags, SitePolicy.NONE).safeguards().warning())
                .isEqualTo(new Warning("Bye", Duration.ofMinutes(15), null, BERLIN));
    }

    @Test
    void a_grace_without_a_warning_is_refused() {
        assertThatThrownBy(() ->
                        settle(
                                Safeguards.NONE,
                                null,
                                asked("5m", null, Guards.NONE),
                                SitePolicy.NONE))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("--grace goes with a warning: give --warn TEXT");
    }

    @Test
    void a_warning_that_tells_the_reason_needs_one() {
        SafeguardsAsked flags =
                new SafeguardsAsked(new WarningAsked("{reason}", null, null), null, Guards.NONE);

        assertThatThrownBy(() -> settle(Safeguards.NONE, null, flags, SitePolicy.NONE))
                .hasMessageContaining("give --reason");
        assertThat(
                        SweepRules.settle(
                                        new Intent(SWEEP, Safeguards.NONE, "updates", null),
                                        flags,
                                        SitePolicy.NONE,
                                        () -> TOKYO)
                                .notes())
                .isEmpty();
    }

    @Test
    void a_policy_that_requires_a_warning_is_not_passed_without() {
        SitePolicy policy = policy(null, Duration.ofMinutes(10));

        assertThatThrownBy(() -> settle(Safeguards.NONE, null, SafeguardsAsked.NOTHING, policy))
                .hasMessageContaining("requires a warning at least 10m before");
        assertThatThrownBy(
                        () -> settle(PLAYBOOK, "nightly", asked("9m", null, Guards.NONE), policy))
                .hasMessageContaining("at least 10m, not 9m");
        assertThat(settle(PLAYBOOK, "nightly", SafeguardsAsked.NOTHING, policy).notes()).isEmpty();
    }

    @Test
    void a_list_is_bound_by_nothing() {
        Settled settled =
                SweepRules.settle(
                        new Intent(Sweep.list(), Safeguards.NONE, null, null),
                        SafeguardsAsked.NOTHING,
                        policy("5", Duration.ofMinutes(10)),
                        () -> TOKYO);

        assertThat(settled.safeguards()).isEqualTo(Safeguards.NONE);
        assertThat(settled.sweep()).isEqualTo(Sweep.list());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void nothing_loosens_the_policy(long seed) {
        Random random = new Random(seed);
        String bound = random.nextInt(300) + (random.nextBoolean() ? "," + percent(random) : "");
        SitePolicy policy = policy(bound, null);
        Safeguards playbook =
                random.nextBoolean()
                        ? Safeguards.NONE
                        : new Safeguards(
                                null,
                                WaveSizes.ONE,
                                guards(ceiling(random), null, null, null),
                                Blackout.NONE);
        SafeguardsAsked flags = asked(null, null, guards(ceiling(random), null, null, null));

        Settled settled = settle(playbook, "any", flags, policy);

        Ceiling holds = requireNonNull(settled.safeguards().guards().maxLogoffs());
        for (long selected = 0; selected < 1_000; selected++) {
            assertThat(holds.most(selected))
                    .isLessThanOrEqualTo(Ceiling.parse(bound).most(selected));
        }
        assertThat(settled.safeguards().blackout().windows())
                .containsAll(policy.blackout().windows());
        assertThat(settled.sweep().selector().excluded().users()).contains("boss");
    }

    private static @Nullable String ceiling(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> percent(random);
            case 2 -> random.nextInt(500) + "," + percent(random);
            default -> Integer.toString(random.nextInt(500));
        };
    }

    private static String percent(Random random) {
        return random.nextInt(101) + "%";
    }

    private static SitePolicy policy(@Nullable String maxLogoffs, @Nullable Duration leastGrace) {
        return new SitePolicy(
                Selector.Excluded.of(List.of("boss")),
                List.of(),
                maxLogoffs == null ? null : Ceiling.parse(maxLogoffs),
                new Blackout(List.of(BlackoutWindow.parse("not before 22:00 Europe/Berlin", null))),
                leastGrace);
    }

    private static SafeguardsAsked asked(
            @Nullable String grace, @Nullable String waves, Guards guards) {
        return new SafeguardsAsked(
                new WarningAsked(null, grace == null ? null : Duration.parse("PT" + grace), null),
                waves == null ? null : WaveSizes.parse(waves),
                guards);
    }

    private static Guards guards(
            @Nullable String logoffs,
            @Nullable String failures,
            @Nullable String change,
            @Nullable String rate) {
        return new Guards(
                logoffs == null ? null : Ceiling.parse(logoffs),
                failures == null ? null : Ceiling.parse(failures),
                change == null ? null : ChangeFactor.parse(change),
                rate == null ? null : Rate.parse(rate));
    }

    private static Settled settle(
            Safeguards written,
            @Nullable String playbook,
            SafeguardsAsked flags,
            SitePolicy policy) {
        return SweepRules.settle(
                new Intent(SWEEP, written, null, playbook), flags, policy, () -> TOKYO);
    }
}
