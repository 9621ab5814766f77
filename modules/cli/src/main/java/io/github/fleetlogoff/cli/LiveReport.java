package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.report.NdjsonStream;
import io.github.fleetlogoff.report.RunReport;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A report that is printed while the run goes on.
interface LiveReport extends EventSink {
    /// Prints nothing before the end.
    LiveReport NONE =
            new LiveReport() {
                @Override
                public void emit(RunEvent event) {}

                @Override
                public boolean end(RunReport report) {
                    return false;
                }
            };

    /// Prints what is missing, once.
    ///
    /// @return whether it has printed the report; otherwise that is still to do
    /// @throws IOException where it cannot be printed
    boolean end(RunReport report) throws IOException;

    /// Lines, written by a thread of their own: whoever reads slowly holds up the report and not
    /// the run.
    static LiveReport lines(NdjsonStream stream) {
        return new Lines(stream);
    }

    /// The thread that writes.
    final class Lines implements LiveReport {
        private final NdjsonStream stream;
        private final ExecutorService writer =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name("report").factory());

        private Lines(NdjsonStream stream) {
            this.stream = stream;
        }

        @Override
        public void emit(RunEvent event) {
            writer.execute(() -> stream.emit(event));
        }

        @Override
        public boolean end(RunReport report) throws IOException {
            try (writer) {
                writer.submit(
                                () -> {
                                    stream.end(report);
                                    return true;
                                })
                        .get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            return true;
        }
    }
}
