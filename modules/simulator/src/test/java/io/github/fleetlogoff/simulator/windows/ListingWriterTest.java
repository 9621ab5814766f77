package io.github.fleetlogoff.simulator.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.simulator.windows.ListingWriter.Listener;
import io.github.fleetlogoff.simulator.windows.SessionTable.Seen;
import io.github.fleetlogoff.simulator.windows.UserSession.Account;
import io.github.fleetlogoff.simulator.windows.UserSession.State;
import io.github.fleetlogoff.simulator.windows.UserSession.Times;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ListingWriterTest {

    private static final List<String> USERS =
            List.of(
                    "jdoe",
                    "JDoe",
                    "ben bolen",
                    "m.weber",
                    "Jürgen",
                    "Мария",
                    "田中",
                    "王伟",
                    "firstname.lastname-l");
    private static final List<String> IDLES =
            List.of(".", "7", "59", "1:05", "23:59", "1+02:03", "15+15:12", "none");

    @ParameterizedTest
    @EnumSource(Language.class)
    void quser_rows_are_read_back_as_they_were(Language language) {
        Random random = new Random(language.tag().hashCode());
        for (int round = 0; round < 300; round++) {
            List<UserSession> sessions = sessions(language, random);
            List<ScriptSession> rows =
                    UserTable.read(lines(new ListingWriter(language, false, 0).quser(sessions)));
            List<UserSession> users =
                    sessions.stream().filter(each -> !each.user().isEmpty()).toList();
            assertThat(rows).hasSameSizeAs(users);
            for (int at = 0; at < rows.size(); at++) {
                ScriptSession row = rows.get(at);
                UserSession session = users.get(at);
                assertThat(row.id).isEqualTo(session.id());
                assertThat(row.user).isEqualTo(session.user().toLowerCase(Locale.ROOT));
                assertThat(row.sessionName).isEqualTo(session.sessionName());
                assertThat(row.logonTime).isEqualTo(session.logonTime());
                assertThat(row.current).isFalse();
                assertThat(row.idle)
                        .isEqualTo(
                                session.idle(0).equals("none")
                                        ? noneOf(language)
                                        : session.idle(0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void qwinsta_rows_of_both_layouts_are_read_back_as_they_were(Language language) {
        Random random = new Random(language.tag().hashCode());
        for (int round = 0; round < 300; round++) {
            List<UserSession> sessions = sessions(language, random);
            boolean wide = random.nextBoolean();
            List<Seen> expected = new ArrayList<>();
            expected.add(new Seen(0, "", "services", true));
            sessions.forEach(each ->
                    expected.add(new Seen(each.id(), each.user(), each.sessionName(), false)));
            expected.add(new Seen(65536, "", "rdp-tcp", false));
            expected.add(
                    new Seen(65537, "", wide ? "31c5ce94259d4006a9e4" : "31c5ce94259d4...", false));

            String table =
                    new ListingWriter(language, wide, 0)
                            .qwinsta(
                                    sessions,
                                    List.of(
                                            new Listener("rdp-tcp", 65536),
                                            new Listener("31c5ce94259d4006a9e4", 65537)));
            assertThat(SessionTable.read(lines(table)).values())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void prints_the_rows_that_real_hosts_printed() {
        assertThat(row(Language.GERMAN, "manfred", 4, State.ACTIVE, "none", "28.04.2025 12:03"))
                .isEqualTo(
                        " manfred               console             4  Aktiv       Kein   28.04.2025 12:03");
        assertThat(row(Language.FRENCH, "olivier", 1, State.ACTIVE, "none", "12/02/2023 07:11"))
                .isEqualTo(
                        " olivier               console             1  Actif       aucun   12/02/2023 07:11");
        assertThat(row(Language.SPANISH, "mabe-b3", 1, State.ACTIVE, "none", "25/7/2018 7:46"))
                .isEqualTo(
                        " mabe-b3               console             1  Activo      ninguno   25/7/2018 7:46");
        assertThat(row(Language.RUSSIAN, "admin", 2, State.ACTIVE, "none", "26.03.2022 22:40"))
                .isEqualTo(
                        " admin                 console             2  Активно   отсутствует 26.03.2022 22:40");
        assertThat(row(Language.CHINESE, "anwen", 1, State.ACTIVE, "none", "2026/7/30 19:55"))
                .isEqualTo(
                        " anwen                 console             1  运行中      无     2026/7/30 19:55");
        assertThat(
                        row(
                                Language.ENGLISH,
                                "administrator",
                                1,
                                State.ACTIVE,
                                "none",
                                "3/25/2024 12:01 PM"))
                .isEqualTo(
                        " administrator         console             1  Active      none   3/25/2024 12:01 PM");
    }

    @Test
    void a_long_idle_time_pushes_the_logon_time_to_the_right() {
        assertThat(
                        row(
                                Language.ENGLISH,
                                "jdoe",
                                2,
                                State.ACTIVE,
                                "24692+13:29",
                                "1/1/2026 9:00 AM"))
                .endsWith("Active  24692+13:29  1/1/2026 9:00 AM");
    }

    @Test
    void an_italian_listener_is_followed_by_an_empty_line() {
        String table =
                new ListingWriter(Language.ITALIAN, false, 0)
                        .qwinsta(List.of(), List.of(new Listener("rdp-tcp", 65536)));
        assertThat(table).contains("65536  Rimani in ascolto  ").endsWith(" \r\n\r\n");
    }

    @Test
    void dates_follow_the_language() {
        LocalDateTime when = LocalDateTime.of(2026, 3, 4, 15, 6);
        assertThat(List.of(Language.values()).stream().map(each -> each.date(when)))
                .containsExactly(
                        "3/4/2026 3:06 PM",
                        "04.03.2026 15:06",
                        "04/03/2026 15:06",
                        "4/3/2026 15:06",
                        "04/03/2026 15:06",
                        "04.03.2026 15:06",
                        "2026/03/04 15:06",
                        "2026/3/4 15:06");
    }

    private static String row(
            Language language, String user, int id, State state, String idle, String logonTime) {
        UserSession session =
                new UserSession(
                        id,
                        new Account(user, null),
                        "console",
                        state,
                        new Times(idle, logonTime),
                        Behaviour.OK);
        return lines(new ListingWriter(language, false, 0).quser(List.of(session))).get(1);
    }

    private static List<UserSession> sessions(Language language, Random random) {
        List<UserSession> sessions = new ArrayList<>();
        int id = 1;
        for (int count = random.nextInt(6); count > 0; count--) {
            id += 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
            boolean disconnected = random.nextBoolean();
            boolean nobody = random.nextInt(5) == 0;
            LocalDateTime logon =
                    LocalDateTime.of(2026, 11, 21, 10, 30).minusMinutes(random.nextInt(100_000));
            sessions.add(
                    new UserSession(
                            id,
                            nobody
                                    ? Account.NOBODY
                                    : new Account(USERS.get(random.nextInt(USERS.size())), null),
                            disconnected ? "" : "rdp-tcp#" + random.nextInt(1, 200),
                            disconnected
                                    ? State.DISCONNECTED
                                    : nobody ? State.CONNECTED : State.ACTIVE,
                            nobody
                                    ? Times.UNKNOWN
                                    : new Times(
                                            IDLES.get(random.nextInt(IDLES.size())),
                                            language.date(logon)),
                            Behaviour.OK));
        }
        return sessions;
    }

    private static String noneOf(Language language) {
        return language.none().strip();
    }

    private static List<String> lines(String table) {
        return table.lines().toList();
    }
}
