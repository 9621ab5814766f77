package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/// The events of a run on disk: one NDJSON file, one line per event, in the order in which they
/// were given, each line numbered and with a checksum.
///
/// When [#emit] returns, the event has reached the disk (as far as the operating system can tell),
/// so a crash loses nothing that was acted on afterwards. Forcing is shared, so thousands of
/// virtual threads may emit at once. An interrupt neither loses an event nor harms the file.
///
/// After the first write or force that fails, nothing is ever written again: a line may be half
/// there, and one that followed it would turn a cut end, which readers accept, into garbage in the
/// middle, which they refuse.
public final class Journal implements EventSink, AutoCloseable {
    /// What a journal's file name ends with, after the run's id.
    public static final String SUFFIX = ".ndjson";

    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    // 200 forces a second serve any number of hosts in flight.
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final EventCodec codec = new EventCodec();
    private final Path file;
    private final JournalWriter writer;
    private volatile boolean closed;

    Journal(Path file, JournalFile disk) {
        this(file, disk, 0, Duration.ZERO);
    }

    private Journal(Path file, JournalFile disk, long lines, Duration pause) {
        this.file = requireNonNull(file, "file is null");
        this.writer = new JournalWriter(disk, lines, pause);
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
            return new Journal(file, DiskFile.create(file), 0, PAUSE);
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

    /// Writes on where a journal was read up to; what a crash left behind that is cut off. Whoever
    /// does this makes sure first that no other process writes there.
    ///
    /// @param read what reading the file told
    /// @throws FleetException with [Code#JOURNAL] where the file cannot be written
    public static Journal reopen(Path file, JournalReader.Extent read) {
        try {
            return new Journal(file, DiskFile.reopen(file, read.bytes()), read.lines(), PAUSE);
        } catch (IOException e) {
            throw new FleetException(
                    Code.JOURNAL,
                    "the journal "
                            + file
                            + " cannot be written on: "
                            + IoWords.of(e)
                            + "; nothing further was touched, make the file writable and resume again",
                    e);
        }
    }

    public Path file() {
        return file;
    }

    /// Appends the event and returns when it is on disk; that a host begins, of which nothing
    /// follows yet, comes there with what follows.
    ///
    /// @throws FleetException with [Code#JOURNAL] where it cannot be kept, and from then on for
    ///   every event
    @Override
    public void emit(RunEvent event) {
        if (closed) {
            throw new FleetException(Code.JOURNAL, "the journal " + file + " is closed");
        }
        byte[] object = codec.encode(event).getBytes(StandardCharsets.US_ASCII);
        try {
            if (object.length > JournalReader.MAX_LINE_BYTES - 100) {
                writer.fail(
                        new IOException(
                                "an event of "
                                        + object.length
                                        + " bytes is longer than a journal's line may be"));
            }
            if (event instanceof HostStarted) {
                writer.give(object);
            } else {
                writer.force(object);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /// Forces what was written and closes the file. Does nothing the second time; events are
    /// refused afterwards.
    ///
    /// @throws FleetException with [Code#JOURNAL] where that fails
    @Override
    public void close() {
        closed = true;
        try {
            writer.close();
        } catch (IOException e) {
            throw broken(e);
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
