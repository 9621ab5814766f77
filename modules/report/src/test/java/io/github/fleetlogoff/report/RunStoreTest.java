package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.StopCause;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    private static final String OLD = "20260301T220000Z-0a1b";
    private static final String NEW = "20260302T220000Z-77ff";

    @TempDir Path folder;

    private RunStore store;
    private @Nullable RunProcess living;

    @BeforeEach
    void two_runs() {
        write(OLD, true);
        write(NEW, false);
        store = new RunStore(folder, process -> process.equals(living));
    }

    private void write(String id, boolean finished) {
        try (Journal journal = Journal.create(folder, id)) {
            journal.emit(
                    new RunStarted(
                            Runs.START,
                            Runs.header(id),
                            Runs.logoff(),
                            Safeguards.NONE,
                            Limits.DEFAULT,
                            List.of(Runs.planned("a"), Runs.planned("b"))));
            journal.emit(new HostFinished(Runs.START.plusSeconds(1), Runs.completed("a")));
            if (finished) {
                journal.emit(
                        new HostFinished(
                                Runs.START.plusSeconds(1),
                                Runs.host("b", HostOutcome.UNREACHABLE, null, "no connection")));
                journal.emit(new RunFinished(Runs.START.plusSeconds(2)));
            }
        }
    }

    @Test
    void lists_the_newest_run_first() {
        assertThat(store.list().runs())
                .containsExactly(
                        new RunSummary(
                                NEW,
                                Action.LOGOFF,
                                RunSummary.State.INTERRUPTED,
                                Runs.START,
                                null,
                                2,
                                null),
                        new RunSummary(
                                OLD,
                                Action.LOGOFF,
                                RunSummary.State.FINISHED,
                                Runs.START,
                                Runs.START.plusSeconds(2),
                                2,
                                4));
        assertThat(store.list().unreadable()).isEmpty();
    }

    @Test
    void the_list_in_json_has_every_key() throws Exception {
        StringWriter out = new StringWriter();
        new JsonReport().write(store.list().runs(), out);
        assertThat(out.toString())
                .isEqualTo(
                        """
                        [
                          {
                            "id": "20260302T220000Z-77ff",
                            "action": "logoff",
                            "state": "interrupted",
                            "startedAt": "2026-03-01T22:00:00Z",
                            "finishedAt": null,
                            "hosts": 2,
                            "exitCode": null
                          },
                          {
                            "id": "20260301T220000Z-0a1b",
                            "action": "logoff",
                            "state": "finished",
                            "startedAt": "2026-03-01T22:00:00Z",
                            "finishedAt": "2026-03-01T22:00:02Z",
                            "hosts": 2,
                            "exitCode": 4
                          }
                        ]
                        """);
    }

    @Test
    void a_run_whose_process_lives_is_running() {
        living = Runs.PROCESS;
        assertThat(store.list().runs())
                .extracting(RunSummary::state)
                .containsExactly(RunSummary.State.RUNNING, RunSummary.State.FINISHED);
    }

    @Test
    void a_run_that_was_stopped_and_has_hosts_left_is_interrupted_with_its_exit_code() {
        String stopped = "20260305T220000Z-5555";
        try (Journal journal = Journal.create(folder, stopped)) {
            journal.emit(Runs.started(Runs.logoff(), "a"));
            journal.emit(new RunEvent.RunStopping(Runs.START, StopCause.INTERRUPTED, "Ctrl-C"));
            journal.emit(
                    new HostFinished(
                            Runs.START,
                            HostReport.notAttempted("a", NotAttemptedReason.STOPPED, "Ctrl-C")));
            journal.emit(new RunFinished(Runs.START.plusSeconds(1)));
        }
        assertThat(store.list().runs())
                .filteredOn(run -> Integer.valueOf(130).equals(run.exitCode()))
                .extracting(RunSummary::state)
                .containsExactly(RunSummary.State.INTERRUPTED);
    }

    @Test
    void prunes_what_began_before_a_moment_and_neither_runs_nor_is_broken() throws Exception {
        Path broken = Files.writeString(folder.resolve("20200101T000000Z-0000.ndjson"), "x\n");
        assertThat(store.prune(Runs.START)).isZero();
        living = Runs.PROCESS;
        assertThat(store.prune(Runs.START.plusSeconds(1))).isEqualTo(1);
        assertThat(store.list().runs()).extracting(RunSummary::id).containsExactly(NEW);
        living = null;
        assertThat(store.prune(Runs.START.plusSeconds(1))).isEqualTo(1);
        assertThat(folder).isDirectoryContaining(broken::equals);
        assertThat(store.list().runs()).isEmpty();
    }

    @Test
    void one_broken_journal_does_not_hide_the_others() throws Exception {
        Files.writeString(folder.resolve("20260303T220000Z-dead.ndjson"), "broken\n");
        assertThat(store.list().runs()).hasSize(2);
        assertThat(store.list().unreadable())
                .singleElement()
                .asString()
                .contains("dead.ndjson:1: it has no checksum");
    }

    @Test
    void a_run_that_never_began_is_no_run() throws Exception {
        Path never = Files.writeString(folder.resolve("20260304T220000Z-0000.ndjson"), "{\"v\":2,");
        assertThat(store.list().runs()).hasSize(2);
        assertThat(store.find("last")).isEqualTo(folder.resolve(NEW + ".ndjson"));
        assertThatThrownBy(() -> store.report(never))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("no run has begun");
    }

    @Test
    void finds_a_run_by_its_id_by_the_beginning_of_its_id_and_as_the_last() {
        assertThat(store.find(OLD)).isEqualTo(folder.resolve(OLD + ".ndjson"));
        assertThat(store.find("20260301")).isEqualTo(folder.resolve(OLD + ".ndjson"));
        assertThat(store.find("last")).isEqualTo(folder.resolve(NEW + ".ndjson"));
    }

    @Test
    void a_run_that_is_not_there_names_the_nearest_or_the_newest() {
        assertUsage("20260301T220000Z-0a1c", "did you mean " + OLD + "?");
        assertUsage("yesterday", "the newest is " + NEW);
        assertUsage("", "the newest is " + NEW);
        assertUsage("../" + OLD, OLD);
        assertUsage("202603", "begins 2 runs, the newest of them " + NEW);
    }

    @Test
    void a_folder_without_runs_says_so() {
        store = new RunStore(folder.resolve("missing"), _ -> false);
        assertThat(store.list().runs()).isEmpty();
        assertUsage("last", "there is no run in " + folder.resolve("missing"));
    }

    private void assertUsage(String given, String part) {
        assertThatThrownBy(() -> store.find(given))
                .isInstanceOfSatisfying(
                        FleetException.class, e -> assertThat(e.code()).isEqualTo(Code.USAGE))
                .hasMessageContaining(part);
    }
}
