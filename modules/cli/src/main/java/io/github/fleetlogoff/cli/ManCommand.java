package io.github.fleetlogoff.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the manual page.
@Command(
        name = "man",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Prints the manual page, with every command and option.",
        footer = {
            "",
            "Examples:",
            "  fleet-logoff man | man -l -",
            "  fleet-logoff man > /usr/local/share/man/man1/fleet-logoff.1"
        })
final class ManCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    ManCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = surroundings.terminal().out();
        out.print(new ManPage(spec.root()).text());
        out.flush();
        return 0;
    }
}
