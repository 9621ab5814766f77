package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a run comes from: what it takes, beside its hosts and its sweep, to find its process, to
/// keep others off its hosts and to take it up again. Holds no secret.
///
/// @param process that began it
/// @param inventories absolute paths, `-` for standard input
/// @param locks the names of the locks it holds; empty for one that ends no session
/// @param simulated its hosts were a simulated fleet inside that process, and ended with it
public record RunOrigin(
        RunProcess process,
        List<String> inventories,
        List<String> locks,
        Access access,
        boolean simulated,
        Source source) {

    /// What was written down before it.
    ///
    /// @param playbook the name of the playbook, absent = there was none
    /// @param plan the absolute path of the plan that was applied, absent = it planned for itself
    public record Source(@Nullable String playbook, @Nullable String plan) {
        public static final Source NONE = new Source(null, null);
    }

    /// How hosts are reached, beside what each host says.
    ///
    /// @param allowUnencrypted whether Basic over plain HTTP is allowed
    /// @param accounts the user name behind the name of each credential
    public record Access(boolean allowUnencrypted, SortedMap<String, String> accounts) {
        public Access {
            accounts = Collections.unmodifiableSortedMap(new TreeMap<>(accounts));
        }
    }

    public RunOrigin {
        requireNonNull(process, "process is null");
        inventories = List.copyOf(inventories);
        locks = List.copyOf(locks);
        requireNonNull(access, "access is null");
        requireNonNull(source, "source is null");
    }
}
