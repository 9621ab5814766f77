package io.github.fleetlogoff.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a run that ends sessions locks.
final class LockOption extends OptionSet {
    final Argument<@Nullable String> lock =
            option("--lock")
                    .takes("NAME")
                    .help("lock this name, not the inventory: one run at a time")
                    .text();

    LockOption() {
        super(HelpGroup.JOURNAL);
    }

    /// Refuses a name that cannot be meant.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException USAGE
    void check() {
        if (lock.get() != null && !lock.get().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
            throw SessionOptions.usage(
                    "--lock takes a name of letters, digits, dots and dashes, not '"
                            + lock.get()
                            + "'");
        }
    }

    /// The names of the locks.
    ///
    /// @param inventories their paths, `-` for standard input, which has none to lock
    List<String> names(List<String> inventories) {
        return lock.get() != null
                ? List.of(lock.get())
                : inventories.stream().filter(path -> !path.equals("-")).distinct().toList();
    }
}
