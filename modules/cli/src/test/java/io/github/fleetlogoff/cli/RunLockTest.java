package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.RunProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    private static final RunProcesses PROCESSES = new RunProcesses("desk");
    private static final RunLock.Holder FIRST =
            new RunLock.Holder("run-1", "ops@desk", PROCESSES.own());

    @TempDir Path folder;

    @Test
    void a_lock_that_is_held_names_its_holder_and_the_way_out() {
        try (RunLock _ = take("/srv/hosts.yaml")) {
            assertThatThrownBy(() -> take("/srv/hosts.yaml"))
                    .isInstanceOfSatisfying(
                            FleetException.class,
                            e -> assertThat(e.code()).isEqualTo(FleetException.Code.LOCKED))
                    .hasMessageContaining("run run-1 of ops@desk (process ")
                    .hasMessageContaining("/srv/hosts.yaml")
                    .hasMessageContaining("fleet-logoff stop run-1");
        }
        take("/srv/hosts.yaml").close();
    }

    @Test
    void locks_of_other_names_do_not_meet() {
        try (RunLock _ = take("a", "b");
                RunLock _ = take("c")) {
            assertThat(folder).isNotEmptyDirectory();
        }
    }

    @Test
    void all_or_none() {
        try (RunLock _ = take("b")) {
            assertThatThrownBy(() -> take("a", "b")).isInstanceOf(FleetException.class);
            take("a").close();
        }
    }

    @Test
    void a_holder_that_died_holds_nothing() {
        RunProcess own = PROCESSES.own();
        for (RunProcess dead :
                List.of(
                        new RunProcess(own.pid(), Instant.EPOCH, "desk"),
                        new RunProcess(Integer.MAX_VALUE, own.startedAt(), "desk"),
                        new RunProcess(own.pid(), own.startedAt(), "elsewhere"))) {
            take("x").close();
            leave(new RunLock.Holder("run-0", "ops@desk", dead));
            take("x").close();
        }
    }

    @Test
    void where_the_system_knows_no_locks_a_living_holder_still_holds() {
        take("x").close();
        leave(FIRST);
        assertThatThrownBy(() -> take("x")).hasMessageContaining("run-1");
    }

    @Test
    void what_stands_there_and_says_nothing_holds_nothing() throws IOException {
        take("x").close();
        Files.writeString(file(), "garbage\n\nno number\nno time\ndesk\n");
        take("x").close();
    }

    @Test
    void a_folder_that_cannot_be_made_is_one_sentence_with_the_next_step() throws IOException {
        Path occupied = Files.createFile(folder.resolve("occupied"));
        assertThatThrownBy(
                        () -> RunLock.take(occupied.resolve("x"), List.of("a"), FIRST, PROCESSES))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("nothing was touched")
                .hasMessageContaining("XDG_STATE_HOME");
    }

    @Test
    void a_process_is_known_by_its_start_and_its_computer() {
        RunProcess own = PROCESSES.own();
        assertThat(PROCESSES.lives(own)).isTrue();
        assertThat(new RunProcesses("elsewhere").lives(own)).isFalse();
        assertThat(PROCESSES.lives(new RunProcess(own.pid(), null, "desk"))).isTrue();
        assertThat(PROCESSES.lives(new RunProcess(own.pid(), Instant.EPOCH, "desk"))).isFalse();
    }

    private RunLock take(String... names) {
        return RunLock.take(folder, List.of(names), FIRST, PROCESSES);
    }

    // As a process leaves it that is killed.
    private void leave(RunLock.Holder holder) {
        RunProcess process = holder.process();
        try {
            Files.writeString(
                    file(),
                    holder.run()
                            + "\n"
                            + holder.operator()
                            + "\n"
                            + process.pid()
                            + "\n"
                            + process.startedAt()
                            + "\n"
                            + process.computer()
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
