package io.github.fleetlogoff.cli;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Carriers.bound();
        Surroundings surroundings = Surroundings.ofProcess();
        int exitCode = CommandLines.run(surroundings, arguments);
        surroundings.terminal().out().flush();
        surroundings.terminal().err().flush();
        System.exit(exitCode);
    }
}
