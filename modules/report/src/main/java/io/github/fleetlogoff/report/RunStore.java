package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The journals in a directory. Run ids sort by time, so the newest run is the one with the
/// greatest id. A journal that ends within its first line belongs to a run that never began and is
/// passed over. Thread-safe.
public final class RunStore {
    /// The word for the newest run.
    public static final String LAST = "last";

    private final JournalReader reader = new JournalReader();
    private final Path directory;
    private final Predicate<RunProcess> lives;

    /// A store.
    ///
    /// @param directory may be missing: then there are no runs
    /// @param lives whether a process is still there
    public RunStore(Path directory, Predicate<RunProcess> lives) {
        this.directory = requireNonNull(directory, "directory is null");
        this.lives = requireNonNull(lives, "lives is null");
    }

    /// Where its journals are.
    public Path directory() {
        return directory;
    }

    /// The runs of the directory.
    ///
    /// @param runs newest first
    /// @param unreadable a sentence for each journal that cannot be read
    public record Listing(List<RunSummary> runs, List<String> unreadable) {
        public Listing {
            runs = List.copyOf(runs);
            unreadable = List.copyOf(unreadable);
        }
    }

    /// Every run that can be read. Reads every journal whole.
    ///
    /// @throws FleetException with [Code#JOURNAL] where the directory itself cannot be read
    public Listing list() {
        List<RunSummary> runs = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String id : ids()) {
            try {
                if (reader.readStart(file(id)).isPresent()) {
                    runs.add(RunSummary.of(replay(file(id)).fold(), lives));
                }
            } catch (FleetException e) {
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        runs.sort(Comparator.comparing(RunSummary::startedAt).reversed());
        return new Listing(runs, unreadable);
    }

    /// The newest runs of a kind, newest first. Those that cannot be read are passed over.
    ///
    /// @param most how many at most
    /// @throws FleetException with [Code#JOURNAL] where the directory itself cannot be read
    public List<RunFold> newest(Predicate<RunStarted> kind, int most) {
        List<RunFold> found = new ArrayList<>();
        for (String id : ids()) {
            try {
                if (found.size() < most && reader.readStart(file(id)).filter(kind).isPresent()) {
                    found.add(replay(file(id)).fold());
                }
            } catch (FleetException _) {
                // Whoever asks for that run is told what is wrong with it.
            }
        }
        return List.copyOf(found);
    }

    /// Whether the run of a journal is worked by a living process.
    ///
    /// @throws FleetException with [Code#JOURNAL] where the journal cannot be read
    public boolean isRunning(Replayed journal) {
        return RunSummary.of(journal.fold(), lives).state() == RunSummary.State.RUNNING;
    }

    /// Removes the journals of runs that began before a moment. Those that run, and those that
    /// cannot be read, stay.
    ///
    /// @return how many were removed
    /// @throws FleetException with [Code#JOURNAL] where one cannot be removed
    public int prune(Instant before) {
        int removed = 0;
        for (String id : ids()) {
            Path file = file(id);
            if (isOld(file, before)) {
                try {
                    Files.deleteIfExists(file);
                    removed++;
                } catch (IOException e) {
                    throw new FleetException(
                            Code.JOURNAL,
                            "the old journal "
                                    + file
                                    + " cannot be removed: "
                                    + IoWords.of(e)
                                    + "; remove it, or run without --keep",
                            e);
                }
            }
        }
        return removed;
    }

    private boolean isOld(Path file, Instant before) {
        try {
            return reader.readStart(file)
                            .filter(start -> start.header().startedAt().isBefore(before))
                            .isPresent()
                    && !isRunning(replay(file));
        } catch (FleetException _) {
            return false;
        }
    }

    /// The journal of a run.
    ///
    /// @param idOrPrefix an id, the beginning of one id only, or [#LAST]
    /// @throws FleetException with [Code#USAGE] where there is no such run or several, naming the
    ///   nearest or the newest
    public Path find(String idOrPrefix) {
        List<String> ids = ids();
        if (idOrPrefix.equals(LAST)) {
            return newest(ids).map(this::file).orElseThrow(this::empty);
        }
        if (ids.contains(idOrPrefix)) {
            return file(idOrPrefix);
        }
        List<String> begin =
                idOrPrefix.isEmpty()
                        ? List.of()
                        : ids.stream().filter(id -> id.startsWith(idOrPrefix)).toList();
        return switch (begin.size()) {
            case 1 -> file(begin.getFirst());
            case 0 -> throw unknown(idOrPrefix, ids);
            default ->
                    throw new FleetException(
                            Code.USAGE,
                            "'"
                                    + idOrPrefix
                                    + "' begins "
                                    + begin.size()
                                    + " runs, the newest of them "
                                    + begin.getFirst()
                                    + "; give more of the id");
        };
    }

    /// The report of a journal; of an unfinished one too.
    ///
    /// @throws FleetException with [Code#JOURNAL] where the journal cannot be read or no run has
    ///   begun in it
    public RunReport report(Path journal) {
        RunFold fold = replay(journal).fold();
        try {
            return fold.report();
        } catch (FleetException e) {
            throw new FleetException(Code.JOURNAL, journal + ": " + e.getMessage(), e);
        }
    }

    /// A journal that was read.
    ///
    /// @param fold its events, and those that are given to it afterwards
    /// @param extent what [Journal#reopen] needs to write on
    public record Replayed(RunFold fold, JournalReader.Extent extent) {}

    /// Everything that a journal tells.
    ///
    /// @throws FleetException with [Code#JOURNAL] where it cannot be read
    public Replayed replay(Path journal) {
        RunFold fold = new RunFold();
        return new Replayed(fold, reader.replay(journal, fold));
    }

    private FleetException unknown(String given, List<String> ids) {
        Optional<String> newest = newest(ids);
        if (newest.isEmpty()) {
            return empty();
        }
        String hint =
                Nearest.to(given, ids)
                        .map(near -> "did you mean " + near + "?")
                        .orElseGet(() ->
                                "the newest is " + newest.get() + ", the runs command lists all");
        return new FleetException(
                Code.USAGE,
                "there is no run '"
                        + TerminalText.visible(given)
                        + "' in "
                        + directory
                        + ": "
                        + hint);
    }

    private FleetException empty() {
        return new FleetException(
                Code.USAGE,
                "there is no run in "
                        + directory
                        + "; --journal DIR names another folder of journals");
    }

    private Optional<String> newest(List<String> ids) {
        return ids.stream().filter(id -> begun(file(id))).findFirst();
    }

    private boolean begun(Path file) {
        try {
            return reader.readStart(file).isPresent();
        } catch (FleetException _) {
            // It is there, and whoever asks for it is told what is wrong with it.
            return true;
        }
    }

    private Path file(String id) {
        return directory.resolve(id + Journal.SUFFIX);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + Journal.SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                ids.add(name.substring(0, name.length() - Journal.SUFFIX.length()));
            }
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (NotDirectoryException e) {
            throw new FleetException(Code.USAGE, directory + " is not a folder of journals", e);
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            throw new FleetException(
                    Code.JOURNAL, "the folder of journals " + directory + " cannot be read", e);
        }
        ids.sort(Comparator.reverseOrder());
        return ids;
    }
}
