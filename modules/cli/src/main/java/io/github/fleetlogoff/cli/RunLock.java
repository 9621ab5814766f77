package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.RunProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Locks that a run holds while it ends sessions, so that no two do so on the same inventory.
///
/// A lock is a file that says who holds it and is locked by the operating system, which lets go
/// when a process dies. Where a file system knows no locks, a holder that no longer lives, by
/// process id and start time, is one that died.
final class RunLock implements AutoCloseable {
    // Beyond what is written, so that others can read that: a lock on Windows forbids reading.
    private static final long GUARD = Long.MAX_VALUE - 1;
    private static final int MOST_BYTES = 4096;

    private final List<FileChannel> held;

    private RunLock(List<FileChannel> held) {
        this.held = held;
    }

    /// Who holds a lock.
    ///
    /// @param operator as `user@computer`
    record Holder(String run, String operator, RunProcess process) {
        private String text() {
            return String.join(
                    "\n",
                    run,
                    operator,
                    Long.toString(process.pid()),
                    process.startedAt() == null ? "" : process.startedAt().toString(),
                    process.computer(),
                    "");
        }

        private static Optional<Holder> of(String text) {
            String[] lines = text.split("\n", -1);
            if (lines.length < 5) {
                return Optional.empty();
            }
            try {
                Instant start = lines[3].isEmpty() ? null : Instant.parse(lines[3]);
                return Optional.of(
                        new Holder(
                                lines[0],
                                lines[1],
                                new RunProcess(Long.parseLong(lines[2]), start, lines[4])));
            } catch (NumberFormatException | DateTimeException _) {
                return Optional.empty();
            }
        }
    }

    /// Takes all of these locks, or none.
    ///
    /// @param folder made where it is missing
    /// @param names of the locks: paths, or words of the operator
    /// @throws FleetException with code LOCKED and who holds it where one is taken, with code
    ///   JOURNAL where the files cannot be made
    static RunLock take(Path folder, List<String> names, Holder holder, RunProcesses processes) {
        List<FileChannel> held = new ArrayList<>();
        try {
            for (String name : names) {
                held.add(take(folder, name, holder, processes));
            }
            return new RunLock(held);
        } catch (FleetException e) {
            release(held);
            throw e;
        }
    }

    private static FileChannel take(
            Path folder, String name, Holder holder, RunProcesses processes) {
        Path file = folder.resolve(fileName(name));
        FileChannel channel = null;
        try {
            Files.createDirectories(folder);
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            boolean free = lock(channel);
            Holder before = Holder.of(read(channel)).orElse(null);
            if (!free || (before != null && processes.lives(before.process()))) {
                channel.close();
                throw taken(name, before);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.text().getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (IOException e) {
            close(channel);
            throw new FleetException(
                    FleetException.Code.JOURNAL,
                    "the lock of "
                            + name
                            + " cannot be taken in "
                            + folder
                            + ": "
                            + e.getMessage()
                            + "; nothing was touched, set XDG_STATE_HOME to a folder you may write to",
                    e);
        }
    }

    // Whether nobody else has it. What knows no locks refuses to answer, and the holder decides.
    private static boolean lock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(GUARD, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MOST_BYTES);
        while (content.hasRemaining() && channel.read(content, content.position()) > 0) {
            // until the end
        }
        return StandardCharsets.UTF_8.decode(content.flip()).toString();
    }

    private static FleetException taken(String name, @Nullable Holder holder) {
        String who =
                holder == null
                        ? "another run"
                        : "run "
                                + holder.run()
                                + " of "
                                + holder.operator()
                                + " ("
                                + holder.process()
                                + ")";
        return new FleetException(
                FleetException.Code.LOCKED,
                who
                        + " holds the lock of "
                        + name
                        + "; nothing was touched. Wait for it"
                        + (holder == null
                                ? ""
                                : ", or end it with: fleet-logoff stop " + holder.run()));
    }

    private static String fileName(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12) + ".lock";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Lets go of all. The files stay: one that was removed could be locked twice.
    @Override
    public void close() {
        release(held);
    }

    private static void release(List<FileChannel> held) {
        for (FileChannel channel : held) {
            try {
                channel.truncate(0);
            } catch (IOException _) {
                // The next holder sees that this process is gone.
            }
            close(channel);
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException _) {
            // Nothing is lost with it.
        }
    }
}
