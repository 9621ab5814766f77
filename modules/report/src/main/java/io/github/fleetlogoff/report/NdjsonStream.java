package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes the lines of [NdjsonReport] while the run goes on: each host as it gets its outcome, so
/// in the order of the outcomes and not of the inventory. Every line is flushed. Of a run that is
/// taken up, the hosts that had their outcome before come first. Thread-safe.
public final class NdjsonStream implements EventSink {
    private final NdjsonReport lines = new NdjsonReport();
    private final RunFold fold;
    private final Writer out;
    private final Set<String> written = new HashSet<>();
    private boolean begun;

    /// @param fold has taken each event before it comes here
    public NdjsonStream(RunFold fold, Writer out) {
        this.fold = requireNonNull(fold, "fold is null");
        this.out = requireNonNull(out, "out is null");
    }

    /// Takes one event.
    ///
    /// @throws UncheckedIOException where a line cannot be written
    @Override
    public synchronized void emit(RunEvent event) {
        try {
            switch (event) {
                case RunStarted _ -> begin(fold.report());
                case RunResumed _ -> takeUp();
                case HostFinished(var _, HostReport report) -> {
                    settle(report);
                    out.flush();
                }
                case HostStarted _,
                        HostSurveyed _,
                        HostWarned _,
                        HostActing _,
                        WaveBegan _,
                        GraceBegan _,
                        RunStopping _,
                        RunFinished _ -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a line of the report cannot be written", e);
        }
    }

    /// Writes what is still missing: the hosts without a line, and the end.
    ///
    /// @throws IOException where a line cannot be written
    public synchronized void end(RunReport report) throws IOException {
        begin(report);
        for (RunReport.Entry entry : report.hosts()) {
            write(entry);
        }
        lines.writeEnd(report, out);
        out.flush();
    }

    // What the fold makes of a host that may have acted before the run was taken up is known at the
    // end only.
    private void settle(HostReport told) throws IOException {
        RunReport.Entry entry = fold.entry(told.host());
        if (entry.result().outcome() == told.outcome()) {
            write(entry);
        }
    }

    private void takeUp() throws IOException {
        begin(fold.report());
        List<HostReport> settled = fold.remainder().settled();
        for (HostReport host : settled) {
            settle(host);
        }
        out.flush();
    }

    private void begin(RunReport report) throws IOException {
        if (!begun) {
            begun = true;
            lines.writeRun(report, out);
            out.flush();
        }
    }

    private void write(RunReport.Entry entry) throws IOException {
        if (written.add(entry.planned().name())) {
            lines.writeHost(entry, out);
        }
    }
}
