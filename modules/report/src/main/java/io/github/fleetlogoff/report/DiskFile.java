package io.github.fleetlogoff.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// A [JournalFile] on disk. Written through a stream, because an interrupt closes a [FileChannel]
/// for everybody and a run that is stopped interrupts its hosts while they report.
final class DiskFile implements JournalFile {
    private final FileOutputStream stream;

    private DiskFile(FileOutputStream stream) {
        this.stream = stream;
    }

    /// Makes the file, and the directory where it is missing, for the owner's eyes only.
    static DiskFile create(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory, owner(file.getFileSystem(), "rwx------"));
        }
        Files.createFile(file, owner(file.getFileSystem(), "rw-------"));
        if (directory != null) {
            forceName(directory);
        }
        return open(file);
    }

    /// Appends to a file that is there.
    static DiskFile open(Path file) throws IOException {
        return new DiskFile(new FileOutputStream(file.toFile(), true));
    }

    /// Cuts a file that is there and appends to it.
    ///
    /// @param length in bytes, not more than the file has
    static DiskFile reopen(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() < length) {
                throw new IOException("it has become shorter than it was when it was read");
            }
            channel.truncate(length);
            channel.force(true);
        }
        return open(file);
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        stream.write(bytes);
    }

    @Override
    public void force() throws IOException {
        stream.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static FileAttribute<?>[] owner(FileSystem system, String permissions) {
        return system.supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    // The file's name is an entry of the directory, which POSIX forces apart; Windows cannot open a
    // directory.
    private static void forceName(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
