package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WarningTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-20T21:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT1S, 1 s",
        "PT90S, 90 s",
        "PT2M, 2 min",
        "PT15M59S, 15 min",
        "PT1H, 1 h",
        "PT1H30M, 1 h 30 min"
    })
    void the_grace_is_told_without_promising_more_than_there_is(Duration left, String told) {
        assertThat(warning("{grace}").render(NOW, NOW.plus(left), null)).isEqualTo(told);
    }

    @Test
    void the_deadline_is_told_in_the_zone_of_its_readers() {
        Warning warning = warning("Save your work: logoff at {deadline}");

        assertThat(warning.render(NOW, Instant.parse("2026-11-20T21:15:00Z"), null))
                .isEqualTo("Save your work: logoff at 22:15 (UTC+01:00)");
        assertThat(warning.render(NOW, NOW.plus(Duration.ofHours(3)), null))
                .isEqualTo("Save your work: logoff at 2026-11-21 01:00 (UTC+01:00)");
    }

    @Test
    void a_reason_is_put_in_as_it_is() {
        Warning warning = warning("{reason}, {reason}: {grace}");

        assertThat(warning.render(NOW, NOW.plus(Duration.ofMinutes(5)), "costs $1 {grace} \\"))
                .isEqualTo("costs $1 {grace} \\, costs $1 {grace} \\: 5 min");
        assertThatThrownBy(() -> warning.render(NOW, NOW.plus(Duration.ofMinutes(5)), null))
                .hasMessageContaining("give --reason");
    }

    @Test
    void an_unknown_placeholder_names_the_nearest() {
        assertThatThrownBy(() -> warning("in {gracee}"))
                .hasMessage(
                        "the text of a warning knows {grace}, {deadline} and {reason}, not {gracee}:"
                                + " did you mean {grace}?");
        assertThat(warning("{ } {} braces {").text()).isEqualTo("{ } {} braces {");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "/SERVER:x", " /v", "two\nlines", "bell\u0007"})
    void a_text_that_no_user_can_be_sent_is_refused(String text) {
        assertThatThrownBy(() -> warning(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void graces_and_second_warnings_have_their_ranges() {
        Duration grace = Duration.ofMinutes(15);

        assertThat(new Warning("x", grace, Duration.ofMinutes(2), BERLIN).again()).isNotNull();
        assertThatThrownBy(() -> new Warning("x", grace, grace, BERLIN))
                .hasMessageContaining("within the grace of 15m, not 15m before it");
        assertThatThrownBy(() -> new Warning("x", Duration.ZERO, null, BERLIN))
                .hasMessage("the grace is from 1s to 24h, not 0ms");
        assertThatThrownBy(() -> new Warning("x", Duration.ofHours(25), null, BERLIN))
                .hasMessage("the grace is from 1s to 24h, not 1d1h");
    }

    @Test
    void coming_back_counts_only_where_unattended_sessions_were_chosen() {
        Duration since = Duration.ofSeconds(15 * 60 + 59);

        assertThat(selector(StateFilter.ANY, Duration.ofHours(4)).idleAtLeast(since))
                .contains(Duration.ofMinutes(15));
        assertThat(selector(StateFilter.DISCONNECTED, null).idleAtLeast(since))
                .contains(Duration.ofMinutes(15));
        assertThat(selector(StateFilter.DISCONNECTED, null).idleAtLeast(Duration.ofSeconds(59)))
                .isEmpty();
        assertThat(selector(StateFilter.ACTIVE, null).idleAtLeast(since)).isEmpty();
        assertThat(Selector.ofUsers("jdoe").idleAtLeast(since)).isEmpty();
    }

    @Test
    void a_session_is_the_same_only_with_id_user_and_logon_time() {
        Session session = session(3, "JDoe", "11/20/2026 8:15 AM");
        SessionIdentity identity = SessionIdentity.of(session);

        assertThat(identity.isOf(session(3, "jdoe", "11/20/2026 8:15 AM"))).isTrue();
        assertThat(identity.isOf(session(4, "JDoe", "11/20/2026 8:15 AM"))).isFalse();
        assertThat(identity.isOf(session(3, "asmith", "11/20/2026 8:15 AM"))).isFalse();
        assertThat(identity.isOf(session(3, "JDoe", "11/20/2026 8:16 AM"))).isFalse();
        assertThat(identity.isOf(session(3, null, "11/20/2026 8:15 AM"))).isFalse();
        assertThat(identity).hasToString("3 JDoe (11/20/2026 8:15 AM)");
    }

    private static Session session(
            int id, @org.jspecify.annotations.Nullable String user, String logonTime) {
        return new Session(
                id, user, null, null, SessionState.DISCONNECTED, null, null, logonTime, false);
    }

    private static Selector selector(
            StateFilter state, @org.jspecify.annotations.Nullable Duration idleOver) {
        return new Selector(
                List.of(),
                List.of(),
                Selector.Excluded.NOBODY,
                List.of(),
                List.of(),
                state,
                idleOver,
                false);
    }

    private static Warning warning(String text) {
        return new Warning(text, Warning.GRACE, null, BERLIN);
    }
}
