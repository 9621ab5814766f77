package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import java.io.IOException;
import java.lang.Thread.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {
    @TempDir Path folder;

    private static RunEvent event(int number) {
        return new HostActing(Runs.START, "ws" + number, null);
    }

    @Test
    void makes_a_file_for_its_owner_only_in_a_folder_for_its_owner_only() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path runs = folder.resolve("state").resolve("runs");
        try (Journal journal = Journal.create(runs, Runs.ID)) {
            assertThat(journal.file()).isEqualTo(runs.resolve(Runs.ID + ".ndjson"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.file())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runs)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void never_overwrites_a_journal() throws Exception {
        Path file = folder.resolve(Runs.ID + ".ndjson");
        Files.writeString(file, "precious");
        assertThatThrownBy(() -> Journal.create(folder, Runs.ID))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
    }

    @Test
    void a_folder_that_cannot_be_made_is_one_sentence_with_the_next_step() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Journal.create(file.resolve("runs"), Runs.ID))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--journal DIR");
    }

    @Test
    void a_read_only_folder_is_one_sentence_with_the_next_step() {
        Path readOnly = readOnlyFolder();
        assertThatThrownBy(() -> Journal.create(readOnly, Runs.ID))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining(readOnly.resolve(Runs.ID + ".ndjson").toString())
                .hasMessageContaining("nothing was touched")
                .hasMessageContaining("--journal DIR");
    }

    // Permissions do not hold the superuser back; Linux has a folder that holds everybody back.
    private Path readOnlyFolder() {
        Path readOnly = folder.resolve("read-only");
        try {
            Files.createDirectory(readOnly);
            Files.setPosixFilePermissions(readOnly, PosixFilePermissions.fromString("r-xr-xr-x"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new AssertionError(e);
        }
        if (!Files.isWritable(readOnly)) {
            return readOnly;
        }
        assumeTrue(Files.isDirectory(Path.of("/proc/sys")));
        return Path.of("/proc/sys");
    }

    @Test
    void what_a_full_disk_left_is_read_up_to_the_last_whole_line() throws Exception {
        FakeDisk disk = new FakeDisk();
        disk.room = 300;
        Path file = folder.resolve("x.ndjson");
        List<RunEvent> kept = new ArrayList<>();
        try (Journal journal = new Journal(file, disk)) {
            assertThatThrownBy(
                            () -> {
                                for (int number = 1; number < 100; number++) {
                                    journal.emit(event(number));
                                    kept.add(event(number));
                                }
                            })
                    .isInstanceOf(FleetException.class);
        }
        Files.writeString(file, disk.text());
        assertThat(new JournalReader().read(file)).isEqualTo(kept).isNotEmpty();
    }

    @Test
    void a_clock_that_jumps_back_changes_neither_order_nor_lines() {
        List<RunEvent> events = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            events.add(
                    new HostActing(
                            Runs.START.plusSeconds(number % 2 == 0 ? number : -3600), "ws", null));
        }
        try (Journal journal = Journal.create(folder, Runs.ID)) {
            events.forEach(journal::emit);
            assertThat(new JournalReader().read(journal.file())).isEqualTo(events);
        }
    }

    @Test
    void a_run_id_cannot_lead_out_of_the_folder() {
        assertThatThrownBy(() -> Journal.create(folder, "../x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thousands_of_threads_append_whole_lines_and_each_is_on_disk_when_emit_returns()
            throws Exception {
        FakeDisk disk = new FakeDisk();
        int threads = 5_000;
        try (Journal journal = new Journal(folder.resolve("x"), disk);
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> safe = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                RunEvent event = event(thread);
                String object = new EventCodec().encode(event);
                String line = object.substring(0, object.length() - 1) + ",\"n\":";
                safe.add(
                        executor.submit(() -> {
                            journal.emit(event);
                            int forced = disk.forced;
                            return disk.text().substring(0, forced).contains(line);
                        }));
            }
            for (Future<Boolean> one : safe) {
                assertThat(one.get()).isTrue();
            }
        }
        Set<RunEvent> read = new HashSet<>();
        for (String line : disk.text().lines().toList()) {
            read.add(new EventCodec().decode(line));
        }
        assertThat(read).hasSize(threads);
    }

    @Test
    void one_force_serves_all_that_wait_while_another_goes_on() throws Exception {
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeDisk disk =
                new FakeDisk() {
                    @Override
                    public void force() throws IOException {
                        forcing.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IOException(e);
                        }
                        super.force();
                    }
                };
        try (Journal journal = new Journal(folder.resolve("x"), disk)) {
            List<Thread> emitting = new ArrayList<>();
            emitting.add(Thread.startVirtualThread(() -> journal.emit(event(0))));
            forcing.await();
            for (int number = 1; number < 100; number++) {
                RunEvent event = event(number);
                emitting.add(Thread.startVirtualThread(() -> journal.emit(event)));
            }
            while (emitting.stream().anyMatch(thread -> thread.getState() != State.WAITING)) {
                Thread.onSpinWait();
            }
            go.countDown();
            for (Thread thread : emitting) {
                thread.join();
            }
            assertThat(disk.forces).hasValue(2);
            assertThat(disk.text().lines()).hasSize(100);
        }
        assertThat(disk.closed).isTrue();
    }

    @Test
    void a_host_that_begins_waits_for_no_disk_and_is_there_with_what_follows() {
        FakeDisk disk = new FakeDisk();
        try (Journal journal = new Journal(folder.resolve("x"), disk)) {
            journal.emit(new HostStarted(Runs.START, "ws1", 1));
            journal.emit(event(1));
            assertThat(disk.forces).hasValue(1);
            assertThat(disk.text().lines()).hasSize(2);
            journal.emit(new HostStarted(Runs.START, "ws2", 1));
        }
        assertThat(disk.text().lines()).hasSize(3);
        assertThat(disk.forced).isEqualTo(disk.size());
    }

    @Test
    void what_nobody_waited_for_and_could_not_be_written_is_told_at_the_end() {
        FakeDisk disk = new FakeDisk();
        disk.room = 10;
        Journal journal = new Journal(folder.resolve("x"), disk);
        journal.emit(new HostStarted(Runs.START, "ws1", 1));

        assertThatThrownBy(journal::close)
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                .hasMessageContaining("No space left on device");
        assertThat(disk.closed).isTrue();
    }

    @Test
    void an_event_too_long_for_a_line_ends_the_journal() {
        FakeDisk disk = new FakeDisk();
        String name = "w".repeat(JournalReader.MAX_LINE_BYTES);
        try (Journal journal = new Journal(folder.resolve("x"), disk)) {
            for (RunEvent event : List.of(new HostActing(Runs.START, name, null), event(1))) {
                assertThatThrownBy(() -> journal.emit(event))
                        .isInstanceOf(FleetException.class)
                        .hasMessageContaining("longer than a journal's line");
            }
        }
        assertThat(disk.size()).isZero();
    }

    @Test
    void nothing_is_written_after_a_line_that_was_written_in_part() {
        FakeDisk disk = new FakeDisk();
        disk.room = 300;
        Path file = folder.resolve("x.ndjson");
        try (Journal journal = new Journal(file, disk)) {
            journal.emit(event(1));
            FleetException full =
                    catchThrowableOfType(
                            FleetException.class,
                            () -> {
                                for (int number = 2; number < 100; number++) {
                                    journal.emit(event(number));
                                }
                            });
            assertThat(full.code()).isEqualTo(Code.JOURNAL);
            assertThat(full)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("free space there");
            disk.room = Integer.MAX_VALUE;
            String before = disk.text();
            assertThatThrownBy(() -> journal.emit(event(100))).isInstanceOf(FleetException.class);
            assertThat(disk.text()).isEqualTo(before).hasSize(300);
        }
        assertThat(disk.closed).isTrue();
    }

    @Test
    void nothing_is_written_after_a_force_that_failed() {
        FakeDisk disk = new FakeDisk();
        try (Journal journal = new Journal(folder.resolve("x"), disk)) {
            disk.forceFails = true;
            assertThatThrownBy(() -> journal.emit(event(1)))
                    .isInstanceOf(FleetException.class)
                    .hasMessageContaining("Input/output error");
            disk.forceFails = false;
            String before = disk.text();
            assertThatThrownBy(() -> journal.emit(event(2))).isInstanceOf(FleetException.class);
            assertThat(disk.text()).isEqualTo(before);
        }
    }

    @Test
    void a_full_disk_is_told_by_the_system_itself() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        try (Journal journal = new Journal(full, DiskFile.open(full))) {
            assertThatThrownBy(() -> journal.emit(event(1)))
                    .isInstanceOfSatisfying(
                            FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.JOURNAL))
                    .hasMessageContaining("/dev/full")
                    .hasMessageContaining("space");
        }
    }

    @Test
    void an_interrupted_thread_still_gets_its_event_to_disk_and_stays_interrupted()
            throws Exception {
        try (Journal journal = Journal.create(folder, Runs.ID)) {
            Thread.currentThread().interrupt();
            journal.emit(event(1));
            assertThat(Thread.interrupted()).isTrue();
            journal.emit(event(2));
            assertThat(new JournalReader().read(journal.file()))
                    .containsExactly(event(1), event(2));
        }
    }

    @Test
    void a_closed_journal_refuses_events_and_closes_once() {
        Journal journal = Journal.create(folder, Runs.ID);
        journal.emit(event(1));
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.emit(event(2)))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("closed");
        assertThat(new JournalReader().read(journal.file())).containsExactly(event(1));
    }

    @Test
    void a_reopened_journal_goes_on_where_it_was_right_and_loses_what_a_crash_left()
            throws Exception {
        Path file = folder.resolve(Runs.ID + ".ndjson");
        List<RunEvent> events = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            events.add(event(number));
        }
        String lines = Runs.sealed(events);
        int last = lines.lastIndexOf('\n', lines.length() - 2) + 1;
        for (int length = last; length < lines.length(); length++) {
            Files.writeString(file, lines.substring(0, length));
            JournalReader.Extent extent = new JournalReader().replay(file, _ -> {});
            try (Journal journal = Journal.reopen(file, extent)) {
                journal.emit(event(4));
            }
            assertThat(file).hasContent(lines);
        }
    }

    @Test
    void a_journal_that_became_shorter_since_it_was_read_is_not_written_on() throws Exception {
        Path file = folder.resolve(Runs.ID + ".ndjson");
        Files.writeString(file, Runs.sealed(List.of(event(1))));
        JournalReader.Extent extent = new JournalReader().replay(file, _ -> {});
        Files.writeString(file, "");
        assertThatThrownBy(() -> Journal.reopen(file, extent))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("resume again");
    }
}
