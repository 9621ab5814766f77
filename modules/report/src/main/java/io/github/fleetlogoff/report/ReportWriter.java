package io.github.fleetlogoff.report;

import java.io.IOException;
import java.io.Writer;

/// Writes a report in one form. Implementations are immutable and thread-safe.
@FunctionalInterface
public interface ReportWriter {

    /// Writes the report. Neither flushes nor closes what it writes to.
    void write(RunReport report, Writer out) throws IOException;
}
