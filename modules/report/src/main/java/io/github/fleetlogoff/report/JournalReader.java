package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a journal, line by line: memory follows the longest line, not the file.
///
/// A last line without its line end was cut by a crash. It is passed over: [Journal#emit] returns
/// only when the line end is on disk, so nothing was done on the strength of that event. Anything
/// else that is no event is refused. Thread-safe.
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
        /// With a whole line.
        WHOLE,
        /// Within a line, which was passed over.
        CUT
    }

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
    public Ending replay(Path file, EventSink fold) {
        try (Lines lines = new Lines(file, maxLineBytes)) {
            while (lines.next()) {
                give(lines, fold);
            }
            return lines.ending();
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
        try (Lines lines = new Lines(file, maxLineBytes)) {
            if (!lines.next()) {
                return Optional.empty();
            }
            if (decode(lines) instanceof RunStarted started) {
                return Optional.of(started);
            }
            throw refused(lines, "a journal begins with run-started", null);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private void give(Lines lines, EventSink fold) {
        RunEvent event = decode(lines);
        try {
            fold.emit(event);
        } catch (FleetException e) {
            throw refused(lines, String.valueOf(e.getMessage()), e);
        }
    }

    private RunEvent decode(Lines lines) {
        try {
            return codec.decode(lines.text());
        } catch (EventFormatException e) {
            throw refused(lines, String.valueOf(e.getMessage()), e);
        }
    }

    private static FleetException refused(Lines lines, String why, @Nullable Throwable cause) {
        return new FleetException(Code.JOURNAL, lines.place() + ": " + why, cause);
    }

    private static FleetException unreadable(Path file, IOException cause) {
        return new FleetException(
                Code.JOURNAL,
                "the journal " + file + " cannot be read: " + IoWords.of(cause),
                cause);
    }

    /// The lines of a file that are whole.
    private static final class Lines implements AutoCloseable {
        private final Path file;
        private final InputStream input;
        private final int most;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private int number;

        Lines(Path file, int most) throws IOException {
            this.file = file;
            this.input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            this.most = most;
        }

        boolean next() throws IOException {
            line.reset();
            number++;
            for (int read = input.read(); read >= 0; read = input.read()) {
                if (read == '\n') {
                    return true;
                }
                if (line.size() == most) {
                    throw new FleetException(
                            Code.JOURNAL,
                            place()
                                    + ": longer than "
                                    + most
                                    + " bytes; this is no journal of ours");
                }
                line.write(read);
            }
            return false;
        }

        String text() {
            return line.toString(StandardCharsets.UTF_8);
        }

        String place() {
            return file + ":" + number;
        }

        Ending ending() {
            return line.size() == 0 ? Ending.WHOLE : Ending.CUT;
        }

        @Override
        public void close() throws IOException {
            input.close();
        }
    }
}
