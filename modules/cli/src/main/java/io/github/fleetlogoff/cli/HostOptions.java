package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.DirectoryAccess;
import io.github.fleetlogoff.inventory.HostPatterns;
import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Playbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Which hosts.
final class HostOptions extends OptionSet {
    final Argument<List<String>> inventories =
            option("-i", "--inventory")
                    .takes("FILE")
                    .help("inventory; repeatable, - reads it from standard input")
                    .texts();

    final Argument<List<String>> hosts =
            option("-w", "--hosts")
                    .takes("SET")
                    .help("lab-[01-40], @group, @site:x, @k=v, globs, ~regex, ! & ^ [all]")
                    .texts();

    final Argument<List<String>> limits =
            option("-l", "--limit").takes("SET").help("narrow the choice further").texts();

    final Argument<List<String>> excludes =
            option("-x", "--exclude").takes("SET").help("leave these hosts out").texts();

    HostOptions() {
        super(HelpGroup.HOSTS);
    }

    /// Reads the inventories, and searches the directories that they name.
    ///
    /// @param laps whether hosts are to be logged on to, and the passwords of their local
    ///   administrators are wanted
    Inventory load(Surroundings surroundings, boolean laps) {
        if (inventories.get().isEmpty()) {
            throw SessionOptions.usage(
                    "no inventory: give one with --inventory FILE (inventory/demo.yaml is a simulated fleet)");
        }
        DirectoryAccess access = surroundings.directories(laps);
        return Inventory.merge(
                inventories.get().stream()
                        .map(name ->
                                name.equals("-")
                                        ? Inventory.load(
                                                surroundings.terminal().in(),
                                                "standard input",
                                                Path.of("").toAbsolutePath(),
                                                access)
                                        : Inventory.load(Path.of(name), access))
                        .toList());
    }

    /// Where the inventories are: real paths, `-` for standard input.
    List<String> sources() {
        return inventories.get().stream().map(HostOptions::source).toList();
    }

    private static String source(String name) {
        if (name.equals("-")) {
            return name;
        }
        try {
            return Path.of(name).toRealPath().toString();
        } catch (IOException _) {
            // It was read a moment ago: a pipe, or gone since.
            return Path.of(name).toAbsolutePath().normalize().toString();
        }
    }

    /// Takes the hosts of a playbook: what is named here narrows them, but that an inventory named
    /// here is used in the place of its own.
    void narrow(Playbook.Hosts written) {
        if (inventories.get().isEmpty()) {
            inventories.set(written.inventories().stream().map(Path::toString).toList());
        }
        limits.set(both(limits.get(), hosts.get()));
        hosts.set(written.selected());
        excludes.set(both(excludes.get(), written.excluded()));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    HostPatterns patterns() {
        return new HostPatterns(hosts.get(), limits.get(), excludes.get());
    }
}
