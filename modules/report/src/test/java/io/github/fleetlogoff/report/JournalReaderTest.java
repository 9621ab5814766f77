package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalReaderTest {
    @TempDir Path folder;

    private final JournalReader reader = new JournalReader();

    private Path journal(List<RunEvent> events) {
        try (Journal journal = Journal.create(folder, Runs.ID)) {
            events.forEach(journal::emit);
            return journal.file();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_journal_cut_at_any_byte_gives_every_event_whose_line_is_whole(long seed)
            throws Exception {
        List<RunEvent> events = Runs.random(new Random(seed), 3);
        byte[] whole = Files.readAllBytes(journal(events));
        Path cut = folder.resolve("cut.ndjson");
        int lines = 0;
        for (int length = 0; length <= whole.length; length++) {
            lines += length > 0 && whole[length - 1] == '\n' ? 1 : 0;
            Files.write(cut, Arrays.copyOf(whole, length));
            List<RunEvent> read = reader.read(cut);
            assertThat(read).hasSize(lines);
            assertThat(read.isEmpty() || read.getLast().equals(events.get(lines - 1))).isTrue();
        }
        assertThat(lines).isEqualTo(events.size());
    }

    @Test
    void says_whether_the_end_was_cut() throws Exception {
        Path file = journal(Runs.random(new Random(1)));
        assertThat(reader.replay(file, _ -> {})).isEqualTo(JournalReader.Ending.WHOLE);
        Files.writeString(file, "{\"v\"", StandardOpenOption.APPEND);
        assertThat(reader.replay(file, _ -> {})).isEqualTo(JournalReader.Ending.CUT);
    }

    @Test
    void garbage_in_the_middle_is_refused_with_file_and_line() throws Exception {
        Path file = journal(Runs.random(new Random(1)));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(2, "\u0000\u0000 not an event");
        Files.write(file, lines);
        assertThatThrownBy(() -> reader.read(file))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageStartingWith(file + ":3: not JSON");
    }

    @Test
    void an_event_that_the_fold_refuses_is_named_by_file_and_line() throws Exception {
        Path file = folder.resolve("x.ndjson");
        Files.writeString(
                file, new EventCodec().encode(Runs.started(Runs.logoff(), "a", "a")) + "\n");
        assertThatThrownBy(() -> reader.replay(file, new RunFold()))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageStartingWith(file + ":1: ")
                .hasMessageContaining("a is planned twice");
    }

    @Test
    void a_line_beyond_the_bound_is_refused_before_it_fills_the_memory() throws Exception {
        Path file = Files.writeString(folder.resolve("x.ndjson"), "x".repeat(1001));
        assertThatThrownBy(() -> new JournalReader(1000).read(file))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(":1: longer than 1000 bytes");
    }

    @Test
    void a_journal_that_is_missing_is_one_sentence() {
        assertThatThrownBy(() -> reader.read(folder.resolve("none.ndjson")))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("none.ndjson cannot be read: there is no");
    }

    @Test
    void the_start_is_the_first_event_or_nothing() throws Exception {
        List<RunEvent> events = Runs.random(new Random(1));
        Path file = journal(events);
        assertThat(reader.readStart(file)).contains((RunStarted) events.getFirst());
        Files.writeString(file, "{\"v\":1,\"ty");
        assertThat(reader.readStart(file)).isEmpty();
        Files.writeString(file, new EventCodec().encode(events.getLast()) + "\n");
        assertThatThrownBy(() -> reader.readStart(file))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(":1: a journal begins with run-started");
    }
}
