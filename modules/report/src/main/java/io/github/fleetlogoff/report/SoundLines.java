package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The lines of a journal up to the last one that is whole and right, each once and in order.
///
/// Damage that nothing right follows is the end of the file, as a crash leaves it, and is passed
/// over; damage before a right line is refused, and so is a number left out. A line that repeats an
/// earlier one to the bit is passed over.
final class SoundLines implements AutoCloseable {
    private final Path file;
    private final InputStream input;
    private final int most;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int[] checksums = new int[256];
    private int count;
    private int place;
    private long read;
    private long sound;
    private @Nullable String damage;

    /// @param most bytes of a line
    SoundLines(Path file, int most) throws IOException {
        this.file = file;
        this.input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        this.most = most;
    }

    /// The next line; empty at the end.
    ///
    /// @throws FleetException with [Code#JOURNAL], the place and the next step where the file is
    ///   not as it was written
    Optional<JournalLine> next() throws IOException {
        while (readLine()) {
            JournalLine opened;
            try {
                opened = JournalLine.open(line.toByteArray());
            } catch (EventFormatException e) {
                noteDamage(e);
                continue;
            }
            if (damage != null) {
                throw new FleetException(Code.JOURNAL, damage);
            }
            boolean isNew = isNew(opened);
            sound = read;
            if (isNew) {
                return Optional.of(opened);
            }
        }
        return Optional.empty();
    }

    /// Where the line that [#next] gave last stands.
    String place() {
        return file + ":" + place;
    }

    /// How far the file is as it was written; after the end was met only.
    JournalReader.Extent extent() {
        return new JournalReader.Extent(
                sound == read ? JournalReader.Ending.WHOLE : JournalReader.Ending.CUT,
                sound,
                count);
    }

    // Another version may seal its lines another way, and says so in the first of them.
    private void noteDamage(EventFormatException fault) {
        if (place == 1) {
            try {
                new EventCodec().decode(line.toString(StandardCharsets.UTF_8));
            } catch (EventFormatException e) {
                if (e.kind() == EventFormatException.Kind.UNKNOWN_VERSION) {
                    throw new FleetException(Code.JOURNAL, place() + ": " + e.getMessage(), e);
                }
            }
            throw new FleetException(
                    Code.JOURNAL,
                    place()
                            + ": "
                            + fault.getMessage()
                            + ", so this is no journal of ours, or its first line was damaged;"
                            + " restore the file from a backup or remove it",
                    fault);
        }
        if (damage == null) {
            damage =
                    place()
                            + ": "
                            + fault.getMessage()
                            + ", and right lines follow it: the file was changed or damaged after it"
                            + " was written; restore it from a backup, or remove it and look at the"
                            + " hosts with the sessions command";
        }
    }

    private boolean isNew(JournalLine opened) {
        long number = opened.number();
        if (number == count + 1L) {
            if (count == checksums.length) {
                checksums = Arrays.copyOf(checksums, 2 * count);
            }
            checksums[count++] = opened.checksum();
            return true;
        }
        if (number >= 1 && number <= count && checksums[(int) number - 1] == opened.checksum()) {
            return false;
        }
        throw new FleetException(
                Code.JOURNAL,
                place()
                        + (number > count
                                ? ": line number " + number + " follows number " + count
                                : ": line number " + number + " stands here again, and differs")
                        + ": lines were removed or added after they were written; restore the file"
                        + " from a backup, or remove it and look at the hosts with the sessions command");
    }

    // Whether there was a line end.
    private boolean readLine() throws IOException {
        line.reset();
        place++;
        for (int next = input.read(); next >= 0; next = input.read()) {
            read++;
            if (next == '\n') {
                return true;
            }
            if (line.size() == most) {
                throw new FleetException(
                        Code.JOURNAL,
                        place() + ": longer than " + most + " bytes; this is no journal of ours");
            }
            line.write(next);
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
