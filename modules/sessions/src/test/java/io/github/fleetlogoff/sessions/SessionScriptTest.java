package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SessionScriptTest {
    private static final System.Logger LOG = System.getLogger("powershell");

    @Test
    void the_packed_text_is_the_source_without_comments_and_indentation() throws IOException {
        String source = new String(source(), StandardCharsets.US_ASCII);
        SessionScript script = SessionScript.bundled();

        assertThat(script.packed()).isEqualTo(PackScript.pack(source)).hasSizeLessThan(32_000);
        assertThat(script.packed())
                .startsWith("param([string] $RequestJson")
                .doesNotContain("\n", "~~", "~#", "~ ");
        assertThat(script.packed().replace('~', '\n').lines())
                .containsExactlyElementsOf(
                        source.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                .toList());
    }

    @Test
    void the_hashes_are_those_of_source_and_packed_text() throws Exception {
        SessionScript script = SessionScript.bundled();
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");

        assertThat(script.sha256()).isEqualTo(HexFormat.of().formatHex(sha256.digest(source())));
        assertThat(script.packedSha256())
                .isEqualTo(
                        HexFormat.of()
                                .formatHex(
                                        sha256.digest(
                                                script.packed()
                                                        .getBytes(StandardCharsets.US_ASCII))));
    }

    private static byte[] source() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        SessionScript.class.getResourceAsStream("session.ps1"), "session.ps1")) {
            return in.readAllBytes();
        }
    }

    @Test
    void says_when_the_script_was_changed_since_it_was_last_proven() throws IOException {
        Matcher line =
                Pattern.compile("last proven: `([0-9a-f]{64})`")
                        .matcher(Files.readString(Path.of("../../docs/powershell.md")));

        assertThat(line.find())
                .as("docs/powershell.md names the script that was last proven")
                .isTrue();
        if (!line.group(1).equals(SessionScript.bundled().sha256())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "session.ps1 is not proven: it was changed since check.py passed on a real PowerShell (docs/powershell.md)");
        }
    }

    @Test
    void packing_drops_blank_lines_comment_lines_and_indentation_only() {
        assertThat(
                        PackScript.pack(
                                "# why\r\n\r\nif ($a) {  # kept\r\n\t  'x # y' `\r\n      -b\r\n}\r\n"))
                .isEqualTo("if ($a) {  # kept~'x # y' `~-b~}");
    }

    @Test
    void a_script_that_cannot_be_delivered_is_not_built() {
        String line = "x".repeat(99) + "\n";

        assertThat(PackScript.pack(line.repeat(319))).hasSize(31_899);
        assertThatThrownBy(() -> PackScript.pack(line.repeat(320) + "x"))
                .hasMessageContaining("32001 characters")
                .hasMessageContaining("below 32000");
        assertThatThrownBy(() -> PackScript.pack("cd ~\n")).hasMessageContaining("tilde");
        assertThatThrownBy(() -> PackScript.pack("# \u00fc\n"))
                .hasMessageContaining("ASCII at column 3");
        assertThatThrownBy(() -> PackScript.pack("# nothing\n")).hasMessageContaining("empty");
    }
}
