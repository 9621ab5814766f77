package io.github.fleetlogoff.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What an [IOException] says, in words: the exceptions of `java.nio.file` give a bare path as
/// their message.
final class IoWords {

    private IoWords() {}

    static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "access denied to " + denied.getFile();
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case NotDirectoryException file -> "not a directory: " + file.getFile();
            case FileSystemException other when other.getReason() != null ->
                    other.getReason() + ": " + other.getFile();
            case FileSystemException other -> e.getClass().getSimpleName() + ": " + other.getFile();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
