package io.github.fleetlogoff.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a run that ends sessions locks.
final class LockOption {
    @Option(
            names = "--lock",
            paramLabel = "NAME",
            description = "lock this name, not the inventory: one run at a time")
    @Nullable String lock;

    /// Refuses a name that cannot be meant.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException USAGE
    void check() {
        if (lock != null && !lock.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw SessionOptions.usage(
                    "--lock takes a name of letters, digits, dots and dashes, not '" + lock + "'");
        }
    }

    /// The names of the locks.
    ///
    /// @param inventories their paths, `-` for standard input, which has none to lock
    List<String> names(List<String> inventories) {
        return lock != null
                ? List.of(lock)
                : inventories.stream().filter(path -> !path.equals("-")).distinct().toList();
    }
}
