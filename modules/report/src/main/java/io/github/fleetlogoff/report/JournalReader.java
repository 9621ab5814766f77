package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a journal up to its last whole, right line: memory follows the longest line, not the file.
///
/// What a crash leaves at the end is passed over: [Journal#emit] returns only when the whole line
/// is on disk, so nothing was done on the strength of that event. Damage anywhere else is refused,
/// with its place and the next step. Thread-safe.
public final class JournalReader {
    /// The longest line that is written or read. The first line names every host of the run, at
    /// about 100 bytes each.
    public static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final EventCodec codec = new EventCodec();
    private final int maxLineBytes;

    public JournalReader() {
        this(MAX_LINE_BYTES);
    }

    JournalReader(int maxLineBytes) {
        this.maxLineBytes = maxLineBytes;
    }

    /// How a journal ends.
    public enum Ending {
        /// With a whole, right line.
        WHOLE,
        /// With what a crash left of a line, which was passed over.
        CUT
    }

    /// How far a journal is sound.
    ///
    /// @param bytes up to and with the line end of the last right line
    /// @param lines how many events stand there
    public record Extent(Ending ending, long bytes, long lines) {}

    /// Every event of the file.
    ///
    /// @throws FleetException with [Code#JOURNAL] and `file:line` where the file cannot be read or
    ///   holds something else
    public List<RunEvent> read(Path file) {
        List<RunEvent> events = new ArrayList<>();
        replay(file, events::add);
        return events;
    }

    /// Gives every event of the file to a fold, in order.
    ///
    /// @throws FleetException with [Code#JOURNAL] and `file:line` where the file cannot be read,
    ///   holds something else, or the fold refuses an event
    public Extent replay(Path file, EventSink fold) {
        try (SoundLines lines = new SoundLines(file, maxLineBytes)) {
            for (Optional<JournalLine> line = lines.next(); line.isPresent(); line = lines.next()) {
                give(lines, line.get(), fold);
            }
            return lines.extent();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// The first event of the file; empty where the file ends within its first line: that run
    /// touched nothing.
    ///
    /// @throws FleetException with [Code#JOURNAL] and `file:line` as above, or where another event
    ///   comes first
    public Optional<RunStarted> readStart(Path file) {
        try (SoundLines lines = new SoundLines(file, maxLineBytes)) {
            Optional<JournalLine> first = lines.next();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            if (decode(lines, first.get()) instanceof RunStarted started) {
                return Optional.of(started);
            }
            throw refused(lines, "a journal begins with run-started", null);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void give(SoundLines lines, JournalLine line, EventSink fold) {
        RunEvent event = decode(lines, line);
        try {
            fold.emit(event);
        } catch (FleetException e) {
            throw refused(lines, String.valueOf(e.getMessage()), e);
        }
    }

    private RunEvent decode(SoundLines lines, JournalLine line) {
        try {
            return codec.decode(line.text());
        } catch (EventFormatException e) {
            throw refused(lines, String.valueOf(e.getMessage()), e);
        }
    }

    private static FleetException refused(SoundLines lines, String why, @Nullable Throwable cause) {
        return new FleetException(Code.JOURNAL, lines.place() + ": " + why, cause);
    }

    private static FleetException unreadable(Path file, IOException cause) {
        return new FleetException(
                Code.JOURNAL,
                "the journal " + file + " cannot be read: " + IoWords.of(cause),
                cause);
    }
}
