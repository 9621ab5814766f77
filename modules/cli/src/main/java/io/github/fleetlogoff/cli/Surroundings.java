package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.inventory.DirectoryAccess;
import io.github.fleetlogoff.inventory.SecretAccess;
import io.github.fleetlogoff.inventory.Secrets;
import io.github.fleetlogoff.inventory.SitePolicyFile;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.report.RunStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the program gets from outside: a test gives its own.
record Surroundings(Terminal terminal, Map<String, String> environment, InstantSource clock) {

    private static final String ERASE_LINE = "\r\u001b[2K";

    Surroundings {
        requireNonNull(terminal, "terminal is null");
        environment = Map.copyOf(environment);
        requireNonNull(clock, "clock is null");
    }

    static Surroundings ofProcess() {
        return new Surroundings(Terminal.ofProcess(), System.getenv(), InstantSource.system());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /// Where journals are kept unless asked otherwise: `$XDG_STATE_HOME/fleet-logoff/runs` (XDG
    /// Base Directory Specification), on Windows below `%LOCALAPPDATA%`.
    Path runsDirectory() {
        return stateDirectory().resolve("runs");
    }

    /// Where the locks of runs are, whatever folder their journals are in.
    Path locksDirectory() {
        return stateDirectory().resolve("locks");
    }

    private Path stateDirectory() {
        Optional<Path> state =
                variable("XDG_STATE_HOME").or(() -> variable("LOCALAPPDATA")).map(Path::of);
        return state.orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"))
                .resolve("fleet-logoff");
    }

    /// The runs of a folder.
    ///
    /// @param journals absent = where they are kept unless asked otherwise
    RunStore runs(@Nullable Path journals) {
        return new RunStore(journals == null ? runsDirectory() : journals, processes()::lives);
    }

    /// Fetches secrets, and asks on the terminal where there is one.
    Secrets secrets() {
        return new Secrets(
                SecretAccess.of(environment, terminal.attached().in() ? terminal::secret : null));
    }

    /// What directories are searched with.
    ///
    /// @param laps whether the passwords of local administrators are wanted, too
    DirectoryAccess directories(boolean laps) {
        return new DirectoryAccess(secrets(), clock, laps);
    }

    RunProcesses processes() {
        return new RunProcesses(computer());
    }

    /// Tells the operator a sentence, above the progress line where there is one.
    void note(String sentence) {
        terminal.err().println(erasing() + "fleet-logoff: " + sentence);
    }

    /// What clears the line of progress from a terminal before another is written; empty where
    /// there is none, or one that knows no escapes.
    String erasing() {
        boolean dumb = variable("TERM").filter("dumb"::equals).isPresent();
        return terminal.attached().err() && !dumb ? ERASE_LINE : "";
    }

    /// What holds for every sweep here: the policy of the site, and that SYSTEM and who runs the
    /// program are not logged off.
    ///
    /// @throws io.github.fleetlogoff.model.FleetException where a policy is there and cannot be
    ///   used
    SitePolicy policy() {
        return SitePolicyFile.inForce(variable(SitePolicyFile.VARIABLE))
                .and(SitePolicy.builtIn(List.of(System.getProperty("user.name"))));
    }

    /// Who runs the program and where, for the journal.
    String operator() {
        return System.getProperty("user.name") + "@" + computer();
    }

    private String computer() {
        return variable("COMPUTERNAME")
                .or(() -> variable("HOSTNAME"))
                .or(Surroundings::hostNameFile)
                .orElse("localhost");
    }

    // The name of this computer without a DNS look-up, which can take seconds.
    private static Optional<String> hostNameFile() {
        try {
            return Optional.of(java.nio.file.Files.readString(Path.of("/etc/hostname")).strip())
                    .filter(name -> !name.isEmpty());
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
