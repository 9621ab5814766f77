package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.DirectoryAccess;
import io.github.fleetlogoff.inventory.HostPatterns;
import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Playbook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which hosts.
final class HostOptions {
    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            description = "inventory; repeatable, - reads it from standard input")
    List<String> inventories = new ArrayList<>();

    @Option(
            names = {"-w", "--hosts"},
            paramLabel = "SET",
            description = "lab-[01-40], @group, @site:x, @k=v, globs, ~regex, ! & ^ [all]")
    List<String> hosts = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "SET",
            description = "narrow the choice further")
    List<String> limits = new ArrayList<>();

    @Option(
            names = {"-x", "--exclude"},
            paramLabel = "SET",
            description = "leave these hosts out")
    List<String> excludes = new ArrayList<>();

    /// Reads the inventories, and searches the directories that they name.
    ///
    /// @param laps whether hosts are to be logged on to, and the passwords of their local
    ///   administrators are wanted
    Inventory load(Surroundings surroundings, boolean laps) {
        if (inventories.isEmpty()) {
            throw SessionOptions.usage(
                    "no inventory: give one with --inventory FILE (inventory/demo.yaml is a simulated fleet)");
        }
        DirectoryAccess access = surroundings.directories(laps);
        return Inventory.merge(
                inventories.stream()
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
        return inventories.stream().map(HostOptions::source).toList();
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
        if (inventories.isEmpty()) {
            written.inventories().forEach(file -> inventories.add(file.toString()));
        }
        limits = Stream.concat(limits.stream(), hosts.stream()).toList();
        hosts = written.selected();
        excludes = Stream.concat(excludes.stream(), written.excluded().stream()).toList();
    }

    HostPatterns patterns() {
        return new HostPatterns(hosts, limits, excludes);
    }
}
