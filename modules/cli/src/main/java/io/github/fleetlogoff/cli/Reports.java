package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.ReportFormat;
import io.github.fleetlogoff.report.ReportStyle;
import io.github.fleetlogoff.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where a report goes: standard output in one format, and files. Everything that can be wrong with
/// the options is found before a host is touched.
final class Reports {
    private final Terminal terminal;
    private final ReportFormat format;
    private final ReportStyle style;
    private final List<Target> files;

    private record Target(ReportFormat format, Path file) {}

    private Reports(Terminal terminal, ReportFormat format, ReportStyle style, List<Target> files) {
        this.terminal = terminal;
        this.format = format;
        this.style = style;
        this.files = files;
    }

    static Reports of(Surroundings surroundings, ReportOptions options) {
        Terminal terminal = surroundings.terminal();
        if (!List.of("auto", "always", "never").contains(options.color)) {
            throw SessionOptions.usage(
                    "--color takes auto, always or never, not '" + options.color + "'");
        }
        boolean colours = terminal.colours(options.color, surroundings.variable("NO_COLOR"));
        List<Target> files = new ArrayList<>();
        for (String report : options.reports) {
            int at = report.indexOf('=');
            if (at < 1 || at == report.length() - 1) {
                throw SessionOptions.usage(
                        "--report takes FORMAT=FILE, for example json=report.json, not '"
                                + report
                                + "'");
            }
            Path file = Path.of(report.substring(at + 1)).toAbsolutePath();
            Path folder = file.getParent();
            if (folder == null || !java.nio.file.Files.isDirectory(folder)) {
                throw SessionOptions.usage(
                        "--report "
                                + report
                                + ": the folder "
                                + folder
                                + " does not exist; create it first");
            }
            files.add(new Target(ReportOptions.format("--report", report.substring(0, at)), file));
        }
        return new Reports(
                terminal,
                options.format(),
                new ReportStyle(colours, terminal.columns()),
                List.copyOf(files));
    }

    void write(RunReport report) {
        format.write(report, style, terminal.out());
        terminal.out().flush();
        for (Target target : files) {
            target.format().writeFile(report, target.file());
        }
    }
}
