package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
                "@lab!lab-02|lab-[01,03-04]",
                "@all!@lab|Kiosk,bare,ws[1-3].example.com",
                "lab-[01-03]&*-0[2-4]|lab-[02-03]",
                "lab-[01-03]^lab-[02-04]|lab-[01,04]",
                "lab-01,@lab!lab-[01-02]|lab-[03-04]",
                "@lab!lab-[01-02],lab-01|lab-[01,03-04]",
                "lab-[01-04/2]|lab-[01,03]",
                "~LAB-\\d[13]|lab-[01,03]",
                "~^[lw][as].*$!~.*[2,!&^].*|lab-[01,03-04],ws[1,3].example.com",
                "@site:campus&~.*-0[^13]|lab-[02,04]",
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
                "!lab-01|--hosts: host set '!lab-01': nothing stands before the '!' at character 1; write @all before it to"
                        + " mean every host",
                "@lab!|--hosts: host set '@lab!': nothing stands at character 6, after the '!'",
                "@lab!&bare|--hosts: host set '@lab!&bare': nothing stands at character 6, after the '!'",
                "@lab&bare|--hosts: '@lab&bare' leaves no host: each part fits some, but not all together",
                "@lab!lab-[1-2|--hosts: host set '@lab!lab-[1-2': the '[' at character 10 is never closed",
                "@lab!labs|--hosts: there is no host 'labs' in the inventory; did you mean 'lab-*'?",
                "~|--hosts: the '~' has no regular expression behind it; write it like ~ws\\d+",
                "~lab-(0|--hosts: the regular expression '~lab-(0' is wrong at character 8: Unclosed group",
                "~kisok|--hosts: no host's whole name fits '~kisok'; did you mean 'Kiosk'?",
                "~lab-0|--hosts: no host's whole name fits '~lab-0'; did you mean 'lab-01'?",
                "*[1-5000]|--hosts: '*[1-5000]' stands for more than 1,000 globs",
            })
    void names_what_is_unknown_and_what_is_nearest(String pattern, String message) {
        assertFault(new HostPatterns(List.of(pattern), List.of(), List.of()), message);
    }

    @Test
    void ends_a_regular_expression_that_would_take_for_ever() {
        Inventory longNames =
                Inventory.parse(
                        "hosts: {" + "a".repeat(60) + "b: }", "x.yaml", Path.of("/nowhere"));
        for (String evil : List.of("~(.*a){20}", "~((a*)*)*c", "~(a*a*)*\\1c")) {
            assertThatExceptionOfType(FleetException.class)
                    .isThrownBy(() ->
                            longNames.select(new HostPatterns(List.of(evil), List.of(), List.of())))
                    .withMessageContaining("takes too long");
        }
    }

    @Test
    void leaves_to_a_regular_expression_what_is_its_own() {
        assertThat(names(List.of("~^bare|^k(io|,!&)sk$, lab-01"), List.of(), List.of()))
                .containsExactly("lab-01", "Kiosk", "bare");
    }

    @Test
    void agrees_with_set_algebra_whatever_is_joined() {
        RandomGenerator chance = new Random(20260101);
        List<String> all = inventory.hosts().stream().map(Host::name).toList();
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder("@all");
            Set<String> expected = new LinkedHashSet<>(all);
            for (int i = chance.nextInt(6); i >= 0; i--) {
                List<String> some = all.stream().filter(_ -> chance.nextInt(3) > 0).toList();
                if (some.isEmpty()) {
                    continue;
                }
                char sign = "!&^".charAt(chance.nextInt(3));
                text.append(sign).append(regexOf(some));
                switch (sign) {
                    case '!' -> expected.removeAll(some);
                    case '&' -> expected.retainAll(some);
                    default ->
                            some.forEach(name -> {
                                if (!expected.remove(name)) {
                                    expected.add(name);
                                }
                            });
                }
            }
            if (!expected.isEmpty()) {
                assertThat(names(List.of(text.toString()), List.of(), List.of()))
                        .as(text.toString())
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }

    private static String regexOf(List<String> names) {
        return names.stream().map(Pattern::quote).collect(Collectors.joining("|", "~(", ")"));
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
