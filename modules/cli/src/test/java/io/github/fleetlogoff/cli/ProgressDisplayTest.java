package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Sweep;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressDisplayTest {
    private static final Instant START = Instant.parse("2026-03-01T22:00:00Z");

    private final StringWriter err = new StringWriter();

    private String drawn(boolean attached, Optional<String> type) {
        Terminal terminal =
                new Terminal(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        InputStream.nullInputStream(),
                        new Terminal.Attached(false, false, attached),
                        60);
        try (ProgressDisplay display =
                ProgressDisplay.of(terminal, type, InstantSource.fixed(START))) {
            display.emit(started());
            display.draw();
        }
        return err.toString();
    }

    private static RunStarted started() {
        RunOrigin origin =
                new RunOrigin(
                        new RunProcess(1, null, "console"),
                        List.of(),
                        List.of(),
                        new RunOrigin.Access(false, new TreeMap<>()),
                        false,
                        RunOrigin.Source.NONE);
        RunHeader header =
                new RunHeader(
                        "run",
                        START,
                        null,
                        "ops",
                        new RunHeader.Program("1", "0".repeat(64)),
                        origin,
                        List.of());
        return new RunStarted(
                START, header, Sweep.list(), Safeguards.NONE, Limits.DEFAULT, List.of());
    }

    @Test
    void a_terminal_has_one_line_that_is_gone_at_the_end() {
        assertThat(drawn(true, Optional.of("xterm")))
                .contains("hosts 0/0")
                .endsWith("\r\u001b[2K")
                .doesNotContain("\n");
    }

    @Test
    void without_a_terminal_there_are_plain_lines() {
        assertThat(drawn(false, Optional.of("xterm")))
                .isEqualTo("fleet-logoff: hosts 0/0" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "true, xterm, '\r\u001b[2Kfleet-logoff: wave 1'",
        "true, dumb, 'fleet-logoff: wave 1'",
        "false, xterm, 'fleet-logoff: wave 1'"
    })
    void a_sentence_clears_the_line_of_a_terminal_that_can(
            boolean attached, String type, String printed) {
        Terminal terminal =
                new Terminal(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        InputStream.nullInputStream(),
                        new Terminal.Attached(false, false, attached),
                        60);
        Surroundings surroundings =
                new Surroundings(terminal, Map.of("TERM", type), InstantSource.fixed(START));

        surroundings.note("wave 1");

        assertThat(err.toString()).isEqualTo(printed + System.lineSeparator());
        assertThat(LogConfigurator.pattern(surroundings.erasing()))
                .startsWith(surroundings.erasing() + "%d");
    }

    @Test
    void a_dumb_terminal_gets_no_escapes() {
        assertThat(drawn(true, Optional.of("dumb")))
                .isEqualTo("fleet-logoff: hosts 0/0" + System.lineSeparator());
    }
}
