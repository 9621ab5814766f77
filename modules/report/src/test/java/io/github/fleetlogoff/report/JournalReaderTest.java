package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.report.JournalReader.Ending;
import io.github.fleetlogoff.report.JournalReader.Extent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    @TempDir Path folder;

    private final JournalReader reader = new JournalReader();

    private Path journal(List<RunEvent> events) {
        try (Journal journal = Journal.create(folder, Runs.ID)) {
            events.forEach(journal::emit);
            return journal.file();
        }
    }

    @Test
    void a_journal_cut_at_any_byte_gives_every_event_whose_line_is_whole() throws Exception {
        List<RunEvent> events = Runs.random(new Random(1), 1);
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
    void says_how_far_the_file_is_sound_and_whether_its_end_was_cut() throws Exception {
        List<RunEvent> events = Runs.random(new Random(1));
        Path file = journal(events);
        long whole = Files.size(file);
        assertThat(reader.replay(file, _ -> {}))
                .isEqualTo(new Extent(Ending.WHOLE, whole, events.size()));
        Files.writeString(file, "{\"v\"", StandardOpenOption.APPEND);
        assertThat(reader.replay(file, _ -> {}))
                .isEqualTo(new Extent(Ending.CUT, whole, events.size()));
    }

    @Test
    void a_wrong_byte_anywhere_before_the_last_line_is_refused_with_place_and_next_step()
            throws Exception {
        Random chance = new Random(1);
        byte[] whole = Files.readAllBytes(journal(Runs.random(chance, 1)));
        Path damaged = folder.resolve("damaged.ndjson");
        int last = lastLine(whole);
        for (int at = 0; at < last - 1; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= (byte) (1 + chance.nextInt(127));
            Files.write(damaged, bytes);
            assertThatThrownBy(() -> reader.read(damaged))
                    .as("byte %d", at)
                    .isInstanceOfSatisfying(
                            FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                    .hasMessageMatching(
                            java.util.regex.Pattern.quote(damaged.toString()) + ":\\d+: (?s).*");
        }
    }

    @Test
    void a_wrong_checksum_at_the_end_cuts_the_journal_there() throws Exception {
        List<RunEvent> events = Runs.random(new Random(4), 2);
        byte[] whole = Files.readAllBytes(journal(events));
        int last = lastLine(whole);
        Path damaged = folder.resolve("damaged.ndjson");
        for (int at = last; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            Files.write(damaged, bytes);
            List<RunEvent> read = new ArrayList<>();
            assertThat(reader.replay(damaged, read::add))
                    .as("byte %d", at)
                    .isEqualTo(new Extent(Ending.CUT, last, events.size() - 1));
            assertThat(read).isEqualTo(events.subList(0, events.size() - 1));
        }
    }

    @Test
    void what_a_lost_disk_cache_leaves_at_the_end_is_passed_over() throws Exception {
        List<RunEvent> events = Runs.random(new Random(5), 2);
        Path file = journal(events);
        Files.write(file, new byte[9000], StandardOpenOption.APPEND);
        Files.writeString(file, "\n{\"v\":2}\nx\n", StandardOpenOption.APPEND);
        assertThat(reader.read(file)).isEqualTo(events);
    }

    @Test
    void a_wrong_checksum_in_the_middle_says_what_where_and_what_next() throws Exception {
        Path file = journal(Runs.random(new Random(1)));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(6, lines.get(6).replace("host-acting", "host-axting"));
        Files.write(file, lines);
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageStartingWith(file + ":7: its checksum is wrong, and right lines follow")
                .hasMessageContaining("restore it from a backup")
                .hasMessageContaining("sessions command");
    }

    @Test
    void a_line_without_a_checksum_in_the_middle_is_refused() throws Exception {
        Path file = journal(Runs.random(new Random(1)));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.add(2, "\u0000\u0000 not an event");
        Files.write(file, lines);
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageStartingWith(file + ":3: it has no checksum at its end, and right");
    }

    @Test
    void doubled_lines_count_once_alone_or_in_blocks() throws Exception {
        List<RunEvent> events = Runs.random(new Random(7), 4);
        Path file = journal(events);
        List<String> lines = Files.readAllLines(file);
        List<String> doubled = new ArrayList<>(lines);
        doubled.addAll(5, lines.subList(1, 5));
        doubled.add(2, lines.get(1));
        doubled.add(0, lines.getFirst());
        doubled.add(lines.getLast());
        Files.write(file, doubled);
        assertThat(reader.read(file)).isEqualTo(events);
        assertThat(reader.replay(file, _ -> {}))
                .isEqualTo(new Extent(Ending.WHOLE, Files.size(file), events.size()));
    }

    @Test
    void a_missing_line_and_two_that_changed_places_are_refused() throws Exception {
        Path file = journal(Runs.random(new Random(7), 4));
        List<String> lines = Files.readAllLines(file);
        List<String> missing = new ArrayList<>(lines);
        missing.remove(3);
        Files.write(file, missing);
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageStartingWith(file + ":4: line number 5 follows number 3")
                .hasMessageContaining("restore the file");
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 2, 3);
        Files.write(file, swapped);
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageStartingWith(file + ":3: line number 4 follows number 2");
    }

    @Test
    void a_line_of_another_run_with_a_number_that_was_there_is_refused() throws Exception {
        List<String> lines = Runs.sealed(Runs.random(new Random(7), 4)).lines().toList();
        List<String> mixed = new ArrayList<>(lines);
        mixed.add(
                Runs.sealed(
                                List.of(
                                        Runs.started(Runs.logoff(), "x"),
                                        new RunEvent.HostActing(Runs.START, "x", null)))
                        .lines()
                        .toList()
                        .get(1));
        Path file = folder.resolve("x.ndjson");
        Files.write(file, mixed);
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageContaining("line number 2 stands here again, and differs");
    }

    @Test
    void another_version_is_named_whether_or_not_it_seals_its_lines_as_we_do() throws Exception {
        Path file = folder.resolve("x.ndjson");
        String object = new EventCodec().encode(Runs.started(Runs.logoff(), "a"));
        String other = object.replace("{\"v\":2,", "{\"v\":3,");
        Files.write(file, JournalLine.seal(other.getBytes(StandardCharsets.US_ASCII), 1));
        assertOtherVersion(file, "version 3 is not 2");
        Files.writeString(file, object.replace("{\"v\":2,", "{\"v\":1,") + "\n");
        assertOtherVersion(file, "version 1 is not 2");
    }

    private void assertOtherVersion(Path file, String part) {
        assertThatThrownBy(() -> reader.read(file))
                .hasMessageStartingWith(file + ":1: ")
                .hasMessageContaining(part)
                .hasMessageContaining("read it with the fleet-logoff that wrote it");
    }

    @Test
    void a_first_line_that_is_whole_and_wrong_is_no_run_that_never_began() throws Exception {
        Path file = Files.writeString(folder.resolve("x.ndjson"), "groceries\n");
        assertThatThrownBy(() -> reader.readStart(file))
                .hasMessageStartingWith(file + ":1: it has no checksum at its end, so this is no");
    }

    private static int lastLine(byte[] whole) {
        int at = whole.length - 1;
        while (whole[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    @Test
    void an_event_that_the_fold_refuses_is_named_by_file_and_line() throws Exception {
        Path file = folder.resolve("x.ndjson");
        Files.writeString(file, Runs.sealed(List.of(Runs.started(Runs.logoff(), "a", "a"))));
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
        Files.writeString(file, "{\"v\":2,\"ty");
        assertThat(reader.readStart(file)).isEmpty();
        Files.writeString(file, Runs.sealed(List.of(events.getLast())));
        assertThatThrownBy(() -> reader.readStart(file))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(":1: a journal begins with run-started");
    }
}
