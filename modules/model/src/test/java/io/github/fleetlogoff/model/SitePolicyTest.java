package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Selector.Excluded;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitePolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"SYSTEM", "system", "Local Service", "DWM-12", "UMFD-0", "PC7$", "alice"})
    void accounts_like_system_and_the_operators_own_are_always_spared(String user) {
        SitePolicy policy = SitePolicy.builtIn(List.of("alice"));

        assertThat(policy.users().cover(session(user, null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdoe", "systems", "dwm", "alice2"})
    void nobody_else_is_spared_without_being_named(String user) {
        SitePolicy policy = SitePolicy.builtIn(List.of("alice"));

        assertThat(policy.users().cover(session(user, "CORP"))).isFalse();
    }

    @Test
    void of_two_policies_the_narrower_bound_holds() {
        SitePolicy one = policy("boss", "200", "not before 22:00 UTC", Duration.ofMinutes(5));
        SitePolicy other = policy("BOSS", "300,5%", "not on sun UTC", Duration.ofMinutes(10));

        SitePolicy both = one.and(other);

        assertThat(both)
                .isEqualTo(
                        new SitePolicy(
                                Excluded.of(List.of("boss")),
                                List.of("@boss", "@BOSS"),
                                Ceiling.parse("200,5%"),
                                one.blackout().and(other.blackout()),
                                Duration.ofMinutes(10)));
        assertThat(both.and(SitePolicy.NONE)).isEqualTo(both);
        assertThat(SitePolicy.NONE.and(both)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "jdoe, CORP, true",
        "CORP\\jdoe, CORP, true",
        "CORP\\jdoe, LAB, false",
        "CORP\\jdoe, , true",
        ".\\jdoe, CORP, true",
        "jdoe@corp.example.com, CORP, true",
        "asmith, CORP, false",
        "j?oe, CORP, true",
        "j*, , true",
        "d*, , false"
    })
    void a_user_is_spared_where_the_domain_cannot_be_compared(
            String word, @Nullable String domain, boolean spared) {
        assertThat(Excluded.of(List.of(word)).cover(session("JDoe", domain))).isEqualTo(spared);
    }

    @Test
    void a_session_without_a_user_is_nobodys() {
        assertThat(Excluded.of(List.of("*")).cover(session(null, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORP\\svc-*", "svc-*@corp.example.com", " "})
    void words_that_would_never_fit_are_refused(String word) {
        assertThatThrownBy(() -> Excluded.of(List.of(word)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SitePolicy policy(String user, String most, String window, Duration grace) {
        return new SitePolicy(
                Excluded.of(List.of(user)),
                List.of("@" + user),
                Ceiling.parse(most),
                new Blackout(List.of(BlackoutWindow.parse(window, null))),
                grace);
    }

    private static Session session(@Nullable String user, @Nullable String domain) {
        return new Session(
                2,
                user,
                domain,
                null,
                SessionState.ACTIVE,
                null,
                null,
                "11/20/2026 8:15 AM",
                false);
    }
}
