package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Playbook.ReportTarget;
import io.github.fleetlogoff.report.NdjsonStream;
import io.github.fleetlogoff.report.ReportFile;
import io.github.fleetlogoff.report.ReportFormat;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.report.TableStyle;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a report goes: standard output in one format, and files. Everything that can be wrong with
/// the options is found before a host is touched.
final class Reports {
    private final Writer out;
    private final ReportFormat format;
    private final TableStyle style;
    private final List<Target> files;
    private LiveReport live = LiveReport.NONE;

    private record Target(ReportFormat format, Path file) {}

    private Reports(Writer out, ReportFormat format, TableStyle style, List<Target> files) {
        this.out = out;
        this.format = format;
        this.style = style;
        this.files = files;
    }

    static Reports of(Surroundings surroundings, ReportOptions options) {
        return of(surroundings, options, List.of());
    }

    /// @param further files that a playbook names
    static Reports of(
            Surroundings surroundings, ReportOptions options, List<ReportTarget> further) {
        Terminal terminal = surroundings.terminal();
        if (!List.of("auto", "always", "never").contains(options.color.get())) {
            throw SessionOptions.usage(
                    "--color takes auto, always or never, not '" + options.color.get() + "'");
        }
        boolean colours = terminal.colours(options.color.get(), surroundings.variable("NO_COLOR"));
        List<Target> files = new ArrayList<>();
        for (String report : options.reports.get()) {
            int at = report.indexOf('=');
            if (at < 1 || at == report.length() - 1) {
                throw SessionOptions.usage(
                        "--report takes FORMAT=FILE, for example json=report.json, not '"
                                + report
                                + "'");
            }
            ReportFormat written = ReportOptions.format("--report", report.substring(0, at));
            files.add(new Target(written, WritableFile.of("--report", report.substring(at + 1))));
        }
        for (ReportTarget target : further) {
            files.add(
                    new Target(
                            ReportOptions.format("playbook", target.format()),
                            WritableFile.of("playbook", target.file().toString())));
        }
        TableStyle style =
                terminal.attached().out()
                        ? TableStyle.terminal(terminal.width(), colours)
                        : new TableStyle(
                                TableStyle.UNLIMITED,
                                TableStyle.UNLIMITED,
                                TableStyle.UNLIMITED,
                                colours);
        return new Reports(
                CiSafeWriter.over(surroundings), options.format(), style, List.copyOf(files));
    }

    /// A sink that folds each event and prints what can be printed while the run goes on.
    EventSink following(RunFold fold) {
        if (format != ReportFormat.NDJSON) {
            return fold;
        }
        LiveReport lines = LiveReport.lines(new NdjsonStream(fold, out));
        live = lines;
        return event -> {
            fold.emit(event);
            lines.emit(event);
        };
    }

    void write(RunReport report) {
        try {
            if (!live.end(report)) {
                format.writer(style).write(report, out);
            }
            out.flush();
        } catch (IOException e) {
            throw new FleetException(
                    FleetException.Code.JOURNAL,
                    "the report cannot be printed: " + e.getMessage(),
                    e);
        }
        for (Target target : files) {
            ReportFile.write(target.file(), target.format().writer(TableStyle.PLAIN), report);
        }
    }
}
