package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostSetTest {

    @Test
    void keeps_zero_padding() {
        assertThat(HostSet.expand("lab-[08-11]"))
                .containsExactly("lab-08", "lab-09", "lab-10", "lab-11");
        assertThat(HostSet.expand("n[098-101]")).containsExactly("n098", "n099", "n100", "n101");
    }

    @Test
    void reads_lists_and_text_behind_the_bracket() {
        assertThat(HostSet.expand("ws[1-3,7].example.com"))
                .containsExactly(
                        "ws1.example.com", "ws2.example.com", "ws3.example.com", "ws7.example.com");
    }

    @Test
    void multiplies_several_brackets_the_last_fastest() {
        assertThat(HostSet.expand("rack[1-2]n[1-2]"))
                .containsExactly("rack1n1", "rack1n2", "rack2n1", "rack2n2");
    }

    @Test
    void counts_in_steps() {
        assertThat(HostSet.expand("pc[01-08/3]")).containsExactly("pc01", "pc04", "pc07");
    }

    @Test
    void leaves_a_plain_name_as_it_is() {
        assertThat(HostSet.expand("kiosk.example.com")).containsExactly("kiosk.example.com");
    }

    @Test
    void names_a_host_once_that_two_ranges_cover() {
        assertThat(HostSet.expand("ws[1-3,2-4]")).containsExactly("ws1", "ws2", "ws3", "ws4");
    }

    @Test
    void splits_a_list_at_the_commas_outside_brackets() {
        assertThat(HostSet.expandAll("ws[1,3], kiosk,lab-[01-02]"))
                .containsExactly("ws1", "ws3", "kiosk", "lab-01", "lab-02");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws[05-01]|host set 'ws[05-01]': the range '05-01' at character 4 runs backwards",
                "ws[1-999999999]|host set 'ws[1-999999999]': it stands for more than 100,000 names, the most for one expression",
                "ws[1-400]n[1-400]|host set 'ws[1-400]n[1-400]': it stands for more than 100,000 names, the most for one expression",
                "ws[1-3|host set 'ws[1-3': the '[' at character 3 is never closed",
                "ws1-3]|host set 'ws1-3]': the ']' at character 6 closes nothing",
                "ws[1[2]]|host set 'ws[1[2]]': a bracket inside a bracket at character 5",
                "ws[]|host set 'ws[]': the brackets at character 3 are empty",
                "ws[1,x]|host set 'ws[1,x]': 'x' at character 6 is not a number or a range like 01-40 or 1-9/2",
                "ws[1-9/0]|host set 'ws[1-9/0]': the range '1-9/0' at character 4 has a step of 0",
                "ws[001-20]|host set 'ws[001-20]': the ends of '001-20' at character 4 are padded differently",
                "ws[1-020]|host set 'ws[1-020]': the ends of '1-020' at character 4 are padded differently",
                "ws1,,ws2|host set 'ws1,,ws2': nothing stands at character 5, beside a comma",
                "w s1|host set 'w s1': a blank stands at character 2; names have none",
                "''|a host set is empty: write a name, or several like lab-[01-40]",
            })
    void refuses_what_cannot_be_meant_and_says_where(String expression, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostSet.expand(expression))
                .withMessage(message);
    }

    @Test
    void shows_control_characters_as_numbers_and_long_text_cut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostSet.expand("a\0b"))
                .withMessage(
                        "host set 'a\\x00b': a control character stands at character 2; names have none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostSet.expand("x".repeat(100_000) + "[1-90000]"))
                .withMessageContaining("longer than 253 characters")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
    }

    @Test
    void limits_each_element_of_a_list_and_more_generously_the_list() {
        assertThat(HostSet.expandAll("a[1-100000],b[1-100000]")).hasSize(200_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostSet.expand("a[1-100000],b[1-100000]"));
        String eleven =
                IntStream.rangeClosed(1, 11)
                        .mapToObj(i -> "s" + i + "n[1-100000]")
                        .collect(Collectors.joining(","));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostSet.expandAll(eleven))
                .withMessageEndingWith(": the list stands for more than 1,000,000 names");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ws3,ws1,ws2,kiosk|kiosk,ws[1-3]",
                "lab-01,lab-02,lab-09,lab-10,lab-11|lab-[01-02,09-11]",
                "ws1.v2.example,ws2.v2.example|ws[1-2].v2.example",
                "rack1n1,rack1n2,rack2n1,rack2n2|rack1n[1-2],rack2n[1-2]",
                "10.0.0.1,10.0.0.2,10.0.7.1|10.0.0.[1-2],10.0.7.1",
                "n8,n08,n9,n09,n10|n[8-9,08-10]",
                "n2,n10|n[2,10]",
                "n10,m2,n9x,n9|m2,n[9-10],n9x",
                "alone|alone",
                "s12345678901234567890,s12345678901234567891|s12345678901234567890,s12345678901234567891",
            })
    void folds_names_that_differ_in_one_number(String names, String folded) {
        assertThat(HostSet.fold(List.of(names.split(",")))).isEqualTo(folded);
    }

    @Test
    void folds_nothing_to_nothing() {
        assertThat(HostSet.fold(List.of())).isEmpty();
    }

    @Test
    void folds_the_same_set_to_the_same_text_in_any_order() {
        List<String> names =
                new ArrayList<>(HostSet.expandAll("rack[1-3]n[08-17],ws[1-9].example.com,kiosk"));
        String folded = HostSet.fold(names);
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(names, random);
            assertThat(HostSet.fold(names)).isEqualTo(folded);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void reads_back_what_it_folded(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 250; round++) {
            Set<String> names = new LinkedHashSet<>();
            int size = 1 + random.nextInt(60);
            for (int i = 0; i < size; i++) {
                names.add(randomName(random));
            }
            String folded = HostSet.fold(names);
            List<String> expanded = HostSet.expand(folded);
            assertThat(new HashSet<>(expanded)).as(folded).isEqualTo(names);
            assertThat(HostSet.expandAll(folded)).isEqualTo(expanded);
            assertThat(HostSet.fold(expanded)).isEqualTo(folded);
        }
    }

    @Test
    void folds_a_big_fleet_to_a_short_text_and_back() {
        List<String> names =
                IntStream.rangeClosed(1, 25_000)
                        .mapToObj(i -> String.format("site%d-pc%05d.example.com", i % 7, i))
                        .toList();
        assertThat(new HashSet<>(HostSet.expand(HostSet.fold(names))))
                .isEqualTo(new HashSet<>(names));
        assertThat(HostSet.fold(HostSet.expandAll("pc[00001-90000],pc[90001-150000]")))
                .isEqualTo("pc[00001-100000],pc[100001-150000]");
    }

    // Few letters, small numbers and every padding, so that neighbours, gaps and clashes are
    // common.
    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            name.append(random.nextBoolean() ? "a" : "b.");
            if (random.nextInt(4) != 0) {
                String number = Integer.toString(random.nextInt(random.nextBoolean() ? 12 : 120));
                name.append("0".repeat(random.nextInt(3))).append(number);
            }
        }
        return name.toString();
    }
}
