package io.github.fleetlogoff.report;

import java.io.Closeable;
import java.io.IOException;

/// A file that only grows. For one thread.
interface JournalFile extends Closeable {

    /// Appends all of it. After an exception any part of it may be there.
    void append(byte[] bytes) throws IOException;

    /// Returns when everything appended before the call is on disk.
    void force() throws IOException;
}
