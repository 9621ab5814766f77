package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void what_steers_or_deceives_is_shown_as_an_escape() {
        assertThat(TerminalText.visible("a\u001b[2J\r\n\tb\u009b"))
                .isEqualTo("a\\u001b[2J\\r\\n\\tb\\u009b");
        assertThat(TerminalText.visible("\u202egnp\u2066\u200f\ufeff"))
                .isEqualTo("\\u202egnp\\u2066\\u200f\\ufeff");
        assertThat(TerminalText.visible("\ud83dx\udc00")).isEqualTo("\\ud83dx\\udc00");
        assertThat(TerminalText.visible("\udb40\udc41")).isEqualTo("\\u{e0041}");
    }

    @Test
    void letters_of_every_language_stay_as_they_are() {
        assertThat(TerminalText.visible("CORP\\müller 山田 Ольга 😀"))
                .isEqualTo("CORP\\müller 山田 Ольга 😀");
    }

    @Test
    void width_is_counted_in_cells() {
        assertThat(TerminalText.cells("abc")).isEqualTo(3);
        assertThat(TerminalText.cells("山田")).isEqualTo(4);
        assertThat(TerminalText.cells("한글ｱ")).isEqualTo(5);
        assertThat(TerminalText.cells("e\u0301")).isEqualTo(1);
        assertThat(TerminalText.cells("😀")).isEqualTo(2);
    }

    @Test
    void a_cut_text_fits_and_never_splits_a_letter() {
        assertThat(TerminalText.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TerminalText.cut("abcdef", 5)).isEqualTo("abcd…");
        assertThat(TerminalText.cut("山田太郎", 6)).isEqualTo("山田…");
        assertThat(TerminalText.cut("😀😀😀", 4)).isEqualTo("😀…");
    }

    @Test
    void lines_break_at_blanks_and_a_long_word_anywhere() {
        assertThat(TerminalText.wrap("one two three", 7)).containsExactly("one two", "three");
        assertThat(TerminalText.wrap("abcdefgh x", 3)).containsExactly("abc", "def", "gh", "x");
        assertThat(TerminalText.wrap("山田太郎", 5)).containsExactly("山田", "太郎");
        assertThat(TerminalText.wrap("a  b", 10)).containsExactly("a  b");
    }

    @Test
    void parts_stand_on_one_line_as_far_as_they_fit() {
        List<String> parts = List.of("two hosts", "1 session", "exit code 0");
        assertThat(TerminalText.joined(parts, " · ", 100))
                .containsExactly("two hosts · 1 session · exit code 0");
        assertThat(TerminalText.joined(parts, " · ", 21))
                .containsExactly("two hosts · 1 session", "exit code 0");
        assertThat(TerminalText.joined(parts, " · ", 8))
                .containsExactly("two", "hosts", "1", "session", "exit", "code 0");
    }
}
