package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

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
        "a, ab, false",
        "SVC-*, svc-backup, true",
        "a.c, abc, false",
        "[a]*, ab, false"
    })
    void matches_globs(String glob, String text, boolean matches) {
        assertThat(Glob.matches(glob, text)).isEqualTo(matches);
    }
}
