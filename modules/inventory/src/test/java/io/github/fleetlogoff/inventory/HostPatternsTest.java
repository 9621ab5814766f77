package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternsTest {
    private final Inventory inventory =
            Inventory.parse(
                    """
                    groups:
                      lab: {hosts: ["lab-[01-04]"], site: Campus, labels: {room: "2.14"}}
                      rooms: {groups: [lab]}
                      empty: {}
                    hosts:
                      ws[1-3].example.com: {site: berlin}
                      Kiosk: {labels: {Room: "3.01"}}
                      bare: {}
                    """,
                    "x.yaml",
                    Path.of("/nowhere"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kiosk|Kiosk",
                "LAB-03|lab-03",
                "lab-[01-02],Kiosk|Kiosk,lab-[01-02]",
                "@lab|lab-[01-04]",
                "@Rooms|lab-[01-04]",
                "@all|Kiosk,bare,lab-[01-04],ws[1-3].example.com",
                "@site:BERLIN|ws[1-3].example.com",
                "@room=2.14|lab-[01-04]",
                "@ROOM=3.01|Kiosk",
                "ws*|ws[1-3].example.com",
                "?ab-0?|lab-[01-04]",
                "*-[02-03]|lab-[02-03]",
                "*o*k*, bare|Kiosk,bare",
            })
    void finds_hosts_by_every_kind_of_pattern(String pattern, String expected) {
        assertThat(HostSet.fold(names(List.of(pattern), List.of(), List.of()))).isEqualTo(expected);
    }

    @Test
    void takes_every_host_where_no_pattern_is_given() {
        assertThat(inventory.select(HostPatterns.ALL)).isEqualTo(inventory.hosts());
    }

    @Test
    void answers_in_inventory_order_each_host_once() {
        assertThat(names(List.of("bare,lab-02", "lab-*"), List.of(), List.of()))
                .containsExactly("lab-01", "lab-02", "lab-03", "lab-04", "bare");
    }

    @Test
    void narrows_by_limits_and_takes_away_excludes() {
        assertThat(names(List.of("@lab"), List.of("lab-[01-02]", "lab-04,kiosk"), List.of("*-01")))
                .containsExactly("lab-02", "lab-04");
        assertThat(names(List.of(), List.of("@lab"), List.of("lab-[02-04]")))
                .containsExactly("lab-01");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nosuchhost|--hosts: there is no host 'nosuchhost' in the inventory; its first is 'lab-01'",
                "kisok|--hosts: there is no host 'kisok' in the inventory; did you mean 'Kiosk'?",
                "lab-[01-05]|--hosts: there is no host 'lab-05' in the inventory; did you mean 'lab-01'?",
                "lab|--hosts: there is no host 'lab' in the inventory; the group of that name is written '@lab'",
                "@labs|--hosts: there is no group 'labs'; did you mean 'lab'?",
                "@zzzzzz|--hosts: there is no group 'zzzzzz'; groups are: lab, rooms, empty",
                "@empty|--hosts: the group 'empty' has no host",
                "@site:berlni|--hosts: no host has the site 'berlni'; did you mean 'berlin'?",
                "@site:|--hosts: no host has the site ''; sites are: Campus, berlin",
                "@romo=1|--hosts: no host has the label 'romo'; did you mean 'room'?",
                "@room=2.13|--hosts: no host has the label 'room=2.13'; did you mean '2.14'?",
                "pc-*|--hosts: 'pc-*' fits no host of the inventory; its first is 'lab-01'",
                "lob*|--hosts: 'lob*' fits no host of the inventory; did you mean 'lab*'?",
                "lab-[02-01]|--hosts: host set 'lab-[02-01]': the range '02-01' at character 6 runs backwards",
                "a,,b|--hosts: host set 'a,,b': nothing stands at character 3, beside a comma",
                "''|--hosts: a host set is empty: write a name, or several like lab-[01-40]",
                "@|--hosts: a host set is empty: write a name, or several like lab-[01-40]",
                "*[1-5000]|--hosts: '*[1-5000]' stands for more than 1,000 globs",
            })
    void names_what_is_unknown_and_what_is_nearest(String pattern, String message) {
        assertFault(new HostPatterns(List.of(pattern), List.of(), List.of()), message);
    }

    @Test
    void says_which_pattern_left_no_host() {
        assertFault(
                new HostPatterns(List.of("@lab"), List.of("kiosk", "ws*"), List.of()),
                "--limit 'kiosk,ws*' leaves no host: none of those it names is among --hosts '@lab'");
        assertFault(
                new HostPatterns(
                        List.of("lab-[01-02]"), List.of(), List.of("lab-01,@lab", "kiosk")),
                "--exclude '@lab' leaves no host: it takes away the last one");
        assertFault(
                new HostPatterns(List.of(), List.of(), List.of("nosuch")),
                "--exclude: there is no host 'nosuch' in the inventory; its first is 'lab-01'");
        assertFault(
                new HostPatterns(List.of(), List.of("@zzzzz"), List.of()),
                "--limit: there is no group 'zzzzz'; groups are: lab, rooms, empty");
    }

    @ParameterizedTest
    @CsvSource({
        "a*b, aXXb, true",
        "a*b, aXXc, false",
        "*, anything, true",
        "**a, bca, true",
        "a?c, abc, true",
        "a?c, ac, false",
        "*ab*ab, abcab, true",
        "*ab*ab, ababc, false",
        "a, ab, false"
    })
    void matches_globs(String glob, String text, boolean matches) {
        assertThat(HostSelection.globMatches(glob, text)).isEqualTo(matches);
    }

    private List<String> names(List<String> hosts, List<String> limits, List<String> excludes) {
        return inventory.select(new HostPatterns(hosts, limits, excludes)).stream()
                .map(Host::name)
                .toList();
    }

    private void assertFault(HostPatterns patterns, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> inventory.select(patterns))
                .withMessage(message)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(FleetException.Code.USAGE));
    }
}
