package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.PlaybookFile;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Works a sweep that was written down.
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = {
            "Works the sweep of a playbook.",
            "Options go before what it says, and it is said where one loosens it; hosts named here",
            "narrow those of the playbook."
        },
        footer = {
            "",
            "Examples:",
            "  fleet-logoff play playbooks/nightly-idle.yaml --dry-run",
            "  fleet-logoff play playbooks/nightly-idle.yaml --yes",
            "  fleet-logoff play playbooks/nightly-idle.yaml --validate"
        })
final class PlayCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "PLAYBOOK", description = "a playbook, for example playbooks/*.yaml")
    private Path file = Path.of("");

    @Option(names = "--validate", description = "read it, say what is wrong, touch nothing")
    private boolean validate;

    @Option(
            names = {"-n", "--dry-run", "--what-if", "--check"},
            description = "look and decide, end nothing")
    private boolean dryRun;

    @Option(
            names = "--yes",
            description = "do not ask before a sweep that names no user and no session")
    private boolean yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "why; kept in the journal and the report [that of the playbook]")
    private @Nullable String reason;

    @Mixin private final HostOptions hosts = new HostOptions();

    @Mixin private final SafeguardOptions safeguards = new SafeguardOptions();

    @Mixin private final RunOptions run = new RunOptions();

    PlayCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Playbook playbook = PlaybookFile.load(file, ZoneId.systemDefault());
        String why = reason == null ? playbook.papers().reason() : reason;
        Sweep sweep = sweep(playbook);
        SweepOrder order =
                OrderRules.settle(
                        surroundings,
                        new SweepRules.Intent(sweep, playbook.safeguards(), why, playbook.name()),
                        safeguards,
                        new SweepOrder.Consent(yes, safeguards.yesReally),
                        new SweepOrder.Papers(
                                why, playbook.papers().reports(), null, playbook.pace()),
                        playbook.hosts().protectedHosts());
        noteLoosened(playbook);
        hosts.narrow(playbook.hosts());
        if (validate) {
            String found =
                    hosts.inventories.isEmpty()
                            ? ""
                            : ", for "
                                    + count(
                                            hosts.load(surroundings, false)
                                                    .select(hosts.patterns()));
            surroundings
                    .terminal()
                    .out()
                    .println(file + ": the playbook " + playbook.name() + " is valid" + found);
            surroundings.terminal().out().flush();
            return 0;
        }
        return new SweepRun(surroundings, hosts, run).execute(order);
    }

    private static String count(List<Host> hosts) {
        return hosts.size() == 1 ? "1 host" : hosts.size() + " hosts";
    }

    // What SweepRules do not know of.
    private void noteLoosened(Playbook playbook) {
        run.limits.loosened(playbook.pace(), playbook.name()).forEach(surroundings::note);
        if (run.connection.anyComputerName && !playbook.sweep().anyComputerName()) {
            surroundings.note(
                    "--any-computer-name loosens the playbook "
                            + playbook.name()
                            + ", which checks that a host is the computer of its name");
        }
    }

    private Sweep sweep(Playbook playbook) {
        Sweep written = playbook.sweep();
        return new Sweep(
                written.action(),
                written.selector(),
                dryRun || written.dryRun(),
                written.ending(),
                written.detail(),
                run.connection.anyComputerName || written.anyComputerName());
    }
}
