package io.github.fleetlogoff.cli;

/// The program.
public final class Main {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int ENOUGH_CARRIERS = 2;

    private Main() {}

    public static void main(String[] arguments) {
        boundCarriers(Runtime.getRuntime().availableProcessors());
        Surroundings surroundings = Surroundings.ofProcess();
        int exitCode = CommandLines.run(surroundings, arguments);
        surroundings.terminal().out().flush();
        surroundings.terminal().err().flush();
        System.exit(exitCode);
    }

    // Hosts are waited for, not computed: two carriers do 1,000 hosts a second; more of them only
    // wake each other up.
    private static void boundCarriers(int processors) {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, Integer.toString(Math.min(ENOUGH_CARRIERS, processors)));
        }
    }
}
