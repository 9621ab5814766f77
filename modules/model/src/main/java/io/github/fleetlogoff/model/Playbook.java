package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A sweep that was written down.
///
/// @param name by which earlier runs of it are known: that of its file, without the ending
/// @param hosts which ones
/// @param sweep which sessions, its protected users among the excluded ones
/// @param safeguards what it is careful about
/// @param pace how many hosts at once
/// @param papers what is said and written about it
public record Playbook(
        String name, Hosts hosts, Sweep sweep, Safeguards safeguards, Pace pace, Papers papers) {

    /// Which hosts.
    ///
    /// @param inventories files, empty = named on the command line
    /// @param selected patterns, empty = all
    /// @param excluded patterns, left out
    /// @param protectedHosts patterns of hosts that are never worked, those of no host of the
    ///   inventory too
    public record Hosts(
            List<Path> inventories,
            List<String> selected,
            List<String> excluded,
            List<String> protectedHosts) {
        public Hosts {
            inventories = List.copyOf(inventories);
            selected = List.copyOf(selected);
            excluded = List.copyOf(excluded);
            protectedHosts = List.copyOf(protectedHosts);
        }
    }

    /// How many hosts at once. What is absent has its default.
    ///
    /// @param concurrency see [Limits]
    /// @param siteConcurrency see [Limits]
    public record Pace(@Nullable Integer concurrency, @Nullable Integer siteConcurrency) {
        public static final Pace DEFAULT = new Pace(null, null);
    }

    /// What is said and written about it.
    ///
    /// @param description for people, absent = none
    /// @param reason kept in the journal and the report, absent = none
    /// @param reports further reports
    public record Papers(
            @Nullable String description, @Nullable String reason, List<ReportTarget> reports) {
        public Papers {
            reports = List.copyOf(reports);
        }
    }

    /// A report that goes to a file.
    ///
    /// @param format as `--report` spells it
    public record ReportTarget(String format, Path file) {
        public ReportTarget {
            requireNonNull(format, "format is null");
            requireNonNull(file, "file is null");
        }
    }

    public Playbook {
        requireNonNull(name, "name is null");
        requireNonNull(hosts, "hosts is null");
        requireNonNull(sweep, "sweep is null");
        requireNonNull(safeguards, "safeguards is null");
        requireNonNull(pace, "pace is null");
        requireNonNull(papers, "papers is null");
    }
}
