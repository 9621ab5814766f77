package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Playbook.ReportTarget;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaybookFileTest {
    private static final ZoneId HERE = ZoneId.of("Asia/Tokyo");
    private static final Path FOLDER = Path.of("/books");

    @Test
    void a_playbook_says_all_about_a_sweep() {
        Playbook playbook =
                parse(
                        """
                        description: All of it
                        inventory: [hosts.yaml, /etc/more.yaml]
                        hosts: "@lab,ws[1-3]"
                        exclude: kiosk
                        sessions:
                          users: [CORP\\jdoe]
                          userGlobs: ["tmp*"]
                          excludeUsers: [boss]
                          sessionNames: rdp-tcp#4
                          state: disconnected
                          idleOver: 4h
                          includeConsole: true
                        protected: {users: [Boss, "svc-*"], hosts: ["dc[1-2]", "@servers"]}
                        warn: {text: "Bye, {reason}", grace: 20m, again: 90s}
                        limits:
                          waves: [1, 5%, 100%]
                          maxLogoffs: [200, 5%]
                          maxFailures: 2%
                          maxChange: 2x
                          concurrency: 7
                          siteConcurrency: 3
                          rate: 20/s
                        blackout: ["not before 22:00", "not on 2026-12-24 UTC"]
                        zone: Europe/Berlin
                        ending: {verifyTimeout: 1m, resetStuck: true}
                        reason: updates
                        reports: {junit: [a.xml, b.xml], json: c.json}
                        """);

        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(playbook.name()).isEqualTo("nightly");
        assertThat(playbook.hosts())
                .isEqualTo(
                        new Playbook.Hosts(
                                List.of(FOLDER.resolve("hosts.yaml"), Path.of("/etc/more.yaml")),
                                List.of("@lab", "ws[1-3]"),
                                List.of("kiosk"),
                                List.of("dc[1-2]", "@servers")));
        assertThat(playbook.safeguards().warning())
                .isEqualTo(
                        new Warning(
                                "Bye, {reason}",
                                Duration.ofMinutes(20),
                                Duration.ofSeconds(90),
                                berlin));
        assertThat(playbook.safeguards().waves()).isEqualTo(WaveSizes.parse("1,5%,100%"));
        assertThat(playbook.safeguards().guards())
                .isEqualTo(
                        new Guards(
                                Ceiling.parse("200,5%"),
                                Ceiling.parse("2%"),
                                ChangeFactor.parse("2x"),
                                Rate.parse("20/s")));
        assertThat(playbook.safeguards().blackout().windows())
                .extracting(window -> window.text())
                .containsExactly("not before 22:00 Europe/Berlin", "not on 2026-12-24 UTC");
        assertThat(playbook.pace()).isEqualTo(new Playbook.Pace(7, 3));
        assertThat(playbook.papers())
                .isEqualTo(
                        new Playbook.Papers(
                                "All of it",
                                "updates",
                                List.of(
                                        new ReportTarget("junit", Path.of("a.xml")),
                                        new ReportTarget("junit", Path.of("b.xml")),
                                        new ReportTarget("json", Path.of("c.json")))));
        assertSweep(playbook.sweep());
    }

    private static void assertSweep(Sweep sweep) {
        assertThat(sweep.dryRun()).isFalse();
        assertThat(sweep.ending()).isEqualTo(new Sweep.Ending(Duration.ofMinutes(1), true));
        assertThat(sweep.selector().users()).containsExactly("CORP\\jdoe");
        assertThat(sweep.selector().userGlobs()).containsExactly("tmp*");
        assertThat(sweep.selector().excluded().users()).containsExactly("boss");
        assertThat(sweep.selector().excluded().globs()).containsExactly("svc-*");
        assertThat(sweep.selector().sessionNames()).containsExactly("rdp-tcp#4");
        assertThat(sweep.selector().state()).isEqualTo(StateFilter.DISCONNECTED);
        assertThat(sweep.selector().idleOver()).isEqualTo(Duration.ofHours(4));
        assertThat(sweep.selector().includeConsole()).isTrue();
    }

    @Test
    void what_a_playbook_leaves_out_has_its_default() {
        Playbook playbook = parse("sessions: {users: jdoe}\n");

        assertThat(playbook.safeguards()).isEqualTo(Safeguards.NONE);
        assertThat(playbook.sweep().ending()).isEqualTo(Sweep.Ending.DEFAULT);
        assertThat(playbook.pace()).isEqualTo(Playbook.Pace.DEFAULT);
        assertThat(playbook.hosts())
                .isEqualTo(new Playbook.Hosts(List.of(), List.of(), List.of(), List.of()));
    }

    @Test
    void a_sweep_that_names_nobody_is_held_to_what_is_usual() {
        assertThat(parse("sessions: {idleOver: 4h}\n").safeguards().guards().maxChange())
                .isEqualTo(ChangeFactor.USUAL);
        assertThat(parse("sessions: {users: jdoe}\n").safeguards().guards().maxChange()).isNull();
    }

    @Test
    void a_warning_without_a_zone_tells_the_time_here() {
        Playbook playbook = parse("sessions: {users: jdoe}\nwarn: {text: Bye}\n");

        assertThat(playbook.safeguards().warning())
                .isEqualTo(new Warning("Bye", Warning.GRACE, null, HERE));
        assertThat(playbook.safeguards().blackout()).isEqualTo(Blackout.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|p.yaml is empty; a playbook has keys like 'sessions'",
                "- a|p.yaml:1:1: the playbook is a list; it must be a map with keys like 'sessions'",
                "hosts: a|p.yaml:1:1: the playbook selects no session; say under 'sessions' which ones",
                "sessions: {}|p.yaml:1:11: sessions: nothing selects a session: name users, userGlobs, sessionNames, a state or idleOver",
                "sesions: {users: a}|p.yaml:1:1: unknown key 'sesions'; did you mean 'sessions'?",
                "sessions: {idle-over: 4h}|p.yaml:1:12: sessions: unknown key 'idle-over'; did you mean 'idleOver'?",
                "sessions: {idleOver: soon}|p.yaml:1:22: sessions: idleOver: 'soon' is not a duration: write it like 90s, 15m, 4h, 2d or PT15M",
                "sessions: {idleOver: 0s}|p.yaml:1:22: sessions: idleOver: it must be longer than nothing",
                "sessions: {state: aktive}|p.yaml:1:19: sessions: state is 'aktive'; did you mean 'active'?",
                "sessions: {users: [a, b*]}|p.yaml:1:23: sessions: users: 'b*' is a pattern, and users are exact names: use userGlobs",
                "sessions: {userGlobs: 'CORP\\b*'}|p.yaml:1:23: sessions: userGlobs: the pattern 'CORP\\b*' has a domain, but patterns are held against the name alone: leave the domain out",
                "sessions: {users: a, includeConsole: yes}|p.yaml:1:38: sessions: includeConsole is 'yes'; it must be true or false",
                "sessions: {users: a}¶warn: Bye|p.yaml:2:7: warn: is a single value, not a map of keys and values",
                "sessions: {users: a}¶warn: {grace: 5m}|p.yaml:2:7: warn: a warning needs a text",
                "sessions: {users: a}¶warn: {txet: Bye}|p.yaml:2:8: warn: unknown key 'txet'; did you mean 'text'?",
                "sessions: {users: a}¶warn: {text: Bye, grace: 25h}|p.yaml:2:26: warn: the grace is from 1s to 24h, not 1d1h",
                "sessions: {users: a}¶warn: {text: Bye, grace: 1m, again: 2m}|p.yaml:2:37: warn: the second warning comes at least 1s before the end and within the grace of 1m, not 2m before it",
                "sessions: {users: a}¶limits: {waves: '1,50%'}|p.yaml:2:17: limits: waves: the last wave takes all hosts that are left and is written 100%: 1,50%,100%",
                "sessions: {users: a}¶limits: {maxLogoffs: many}|p.yaml:2:22: limits: maxLogoffs: 'many' is neither a number up to 1000000 nor a percentage up to 100%: write it like 200, 5% or 0.5%",
                "sessions: {users: a}¶limits: {maxChange: 0.5x}|p.yaml:2:21: limits: maxChange: '0.5x' is not a factor from 1x to 1000x: write it like 3x or 1.5x",
                "sessions: {users: a}¶limits: {rate: fast}|p.yaml:2:16: limits: rate: 'fast' is not a rate up to 100000: write it like 20/s, 30/m or 100/h",
                "sessions: {users: a}¶limits: {concurrency: 0}|p.yaml:2:23: limits: concurrency is '0'; it must be a whole number from 1 to 100000",
                "sessions: {users: a}¶blackout: not before 22:00|p.yaml:2:11: blackout 'not before 22:00': it ends with a time zone; write it like 'not before 22:00 Europe/Berlin', 'not 06:00-22:00 on mon-fri Europe/Berlin' or 'not on 2026-12-24..2026-12-26 Europe/Berlin'",
                "sessions: {users: a}¶zone: Europe/Berln|p.yaml:2:7: zone: there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?",
                "sessions: {users: a}¶ending: {verifyTimeout: 2h}|p.yaml:2:25: ending: verifyTimeout is from 1s to 1h",
                "sessions: {users: a}¶reports: {jnit: a}|p.yaml:2:11: reports: unknown key 'jnit'; did you mean 'junit'?",
                "sessions: {users: a}¶protected: {users: ' '}|p.yaml:2:20: protected: users is empty",
                "sessions: {users: a}¶hosts: 'a[1'|p.yaml:2:8: hosts: "
            })
    void says_what_is_wrong_where_and_what_to_write(String text, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(
                        () -> PlaybookFile.parse(text.replace('¶', '\n'), "p.yaml", FOLDER, HERE))
                .withMessageStartingWith(message)
                .satisfies(
                        fault -> assertThat(fault.code()).isEqualTo(FleetException.Code.INVENTORY));
    }

    @Test
    void a_file_that_is_not_there_is_called_a_playbook() {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> PlaybookFile.load(Path.of("none.yaml"), HERE))
                .withMessage("there is no playbook none.yaml; name an existing file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nightly-idle", "maintenance", "lab-evening", "one-user"})
    void the_playbooks_that_come_along_are_right(String name) {
        Playbook playbook = PlaybookFile.load(Path.of("../../playbooks/" + name + ".yaml"), HERE);

        assertThat(playbook.name()).isEqualTo(name);
        Inventory inventory = Inventory.load(playbook.hosts().inventories().getFirst());
        HostPatterns patterns =
                new HostPatterns(
                        playbook.hosts().selected(), List.of(), playbook.hosts().excluded());
        assertThat(inventory.select(patterns)).isNotEmpty();
        assertThat(playbook.papers().description()).isNotNull();
        Warning warning = playbook.safeguards().warning();
        assertThat(warning == null).isEqualTo(playbook.sweep().selector().namesUsersOrSessions());
    }

    private static Playbook parse(String text) {
        return PlaybookFile.parse(text, "books/nightly.yaml", FOLDER, HERE);
    }
}
