package io.github.fleetlogoff.cli;

import java.io.PrintWriter;

/// Prints the manual page.
final class ManCommand extends Command {
    private final Surroundings surroundings;

    ManCommand(Surroundings surroundings) {
        super("man", "Prints the manual page, with every command and option.");
        usage().hidden(true)
                .footer(
                        "",
                        "Examples:",
                        "  fleet-logoff man | man -l -",
                        "  fleet-logoff man > /usr/local/share/man/man1/fleet-logoff.1");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = surroundings.terminal().out();
        out.print(new ManPage(spec().root()).text());
        out.flush();
        return 0;
    }
}
