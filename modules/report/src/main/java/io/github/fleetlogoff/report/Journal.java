package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The events of a run on disk: one NDJSON file, one line per event, in the order in which they
/// were given.
///
/// When [#emit] returns, the event has reached the disk (as far as the operating system can tell),
/// so a crash loses nothing that was acted on afterwards. Forcing is shared: one force serves every
/// line that was written before it began, so thousands of virtual threads may emit at once. An
/// interrupt neither loses an event nor harms the file.
///
/// After the first write or force that fails, nothing is ever written again: a line may be half
/// there, and one that followed it would turn a cut end, which readers accept, into garbage in the
/// middle, which they refuse.
public final class Journal implements EventSink, AutoCloseable {
    /// What a journal's file name ends with, after the run's id.
    public static final String SUFFIX = ".ndjson";

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final EventCodec codec = new EventCodec();
    private final Path file;
    private final JournalFile disk;

    // Lock order: forcing, then writing. Lines are appended under the one while the other forces
    // what is there.
    private final ReentrantLock forcing = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private long forced; // under forcing
    private long written; // under writing
    private @Nullable FleetException failure; // under writing

    Journal(Path file, JournalFile disk) {
        this.file = requireNonNull(file, "file is null");
        this.disk = requireNonNull(disk, "disk is null");
    }

    /// Makes `<directory>/<runId>.ndjson`, readable by its owner only, and the directory where it
    /// is missing.
    ///
    /// @throws FleetException with [Code#JOURNAL] where the file exists or cannot be made; never
    ///   overwrites
    public static Journal create(Path directory, String runId) {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("a run id must be fit for a file name: " + runId);
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new FleetException(
                    Code.JOURNAL,
                    "the journal cannot be made: "
                            + directory
                            + " is no folder; nothing was touched, give a folder with --journal DIR");
        }
        Path file = directory.resolve(runId + SUFFIX);
        try {
            return new Journal(file, DiskFile.create(file));
        } catch (FileAlreadyExistsException e) {
            throw new FleetException(
                    Code.JOURNAL,
                    "the journal "
                            + file
                            + " exists already; nothing was touched, start the run again",
                    e);
        } catch (IOException e) {
            throw new FleetException(
                    Code.JOURNAL,
                    "the journal "
                            + file
                            + " cannot be made: "
                            + IoWords.of(e)
                            + "; nothing was touched, give a folder you may write to with --journal DIR",
                    e);
        }
    }

    public Path file() {
        return file;
    }

    /// Appends the event and returns when it is on disk.
    ///
    /// @throws FleetException with [Code#JOURNAL] where it cannot be kept, and from then on for
    ///   every event
    @Override
    public void emit(RunEvent event) {
        byte[] line = (codec.encode(event) + "\n").getBytes(StandardCharsets.US_ASCII);
        if (line.length > JournalReader.MAX_LINE_BYTES) {
            throw fail(
                    new IOException(
                            "an event of "
                                    + line.length
                                    + " bytes is longer than a journal's line may be"));
        }
        force(append(line));
    }

    /// Forces what was written and closes the file. Does nothing the second time; events are
    /// refused afterwards.
    ///
    /// @throws FleetException with [Code#JOURNAL] where that fails
    @Override
    public void close() {
        forcing.lock();
        writing.lock();
        try {
            boolean sound = failure == null;
            failure =
                    failure != null
                            ? failure
                            : new FleetException(
                                    Code.JOURNAL, "the journal " + file + " is closed");
            if (sound && forced < written) {
                disk.force();
            }
            disk.close();
        } catch (IOException e) {
            throw broken(e);
        } finally {
            writing.unlock();
            forcing.unlock();
        }
    }

    /// The number of the line, from 1.
    private long append(byte[] line) {
        writing.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            disk.append(line);
            return ++written;
        } catch (IOException e) {
            throw fail(e);
        } finally {
            writing.unlock();
        }
    }

    private void force(long number) {
        forcing.lock();
        try {
            if (forced >= number) {
                return;
            }
            long there = soundUpTo();
            disk.force();
            forced = there;
        } catch (IOException e) {
            throw fail(e);
        } finally {
            forcing.unlock();
        }
    }

    private long soundUpTo() {
        writing.lock();
        try {
            if (failure != null) {
                throw failure;
            }
            return written;
        } finally {
            writing.unlock();
        }
    }

    private FleetException fail(IOException cause) {
        writing.lock();
        try {
            if (failure == null) {
                failure = broken(cause);
            }
            return failure;
        } finally {
            writing.unlock();
        }
    }

    private FleetException broken(IOException cause) {
        return new FleetException(
                Code.JOURNAL,
                "the journal "
                        + file
                        + " cannot be written: "
                        + IoWords.of(cause)
                        + "; nothing further is begun. Keep the report of this run, the journal does not hold the whole"
                        + " of it; then free space there or choose another folder with --journal DIR",
                cause);
    }
}
