package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.PlaybookFile;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Playbook;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SweepRules;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Works a sweep that was written down.
final class PlayCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<Path> file =
            file("PLAYBOOK", "a playbook, for example playbooks/*.yaml");

    private final Argument<Boolean> validate =
            option("--validate").help("read it, say what is wrong, touch nothing").flag();

    private final Argument<Boolean> dryRun =
            option("-n", "--dry-run", "--what-if", "--check")
                    .help("look and decide, end nothing")
                    .flag();

    private final Argument<Boolean> yes =
            option("--yes")
                    .help("do not ask before a sweep that names no user and no session")
                    .flag();

    private final Argument<@Nullable String> reason =
            option("--reason")
                    .takes("TEXT")
                    .help("why; kept in the journal and the report [that of the playbook]")
                    .text();

    private final HostOptions hosts = with(new HostOptions());
    private final SafeguardOptions safeguards = with(new SafeguardOptions());
    private final RunOptions run = with(new RunOptions());

    PlayCommand(Surroundings surroundings) {
        super(
                "play",
                "Works the sweep of a playbook.",
                "Options go before what it says, and it is said where one loosens it; hosts named here",
                "narrow those of the playbook.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Examples:",
                        "  fleet-logoff play playbooks/nightly-idle.yaml --dry-run",
                        "  fleet-logoff play playbooks/nightly-idle.yaml --yes",
                        "  fleet-logoff play playbooks/nightly-idle.yaml --validate");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Playbook playbook = PlaybookFile.load(file.get(), ZoneId.systemDefault());
        String why = reason.get() == null ? playbook.papers().reason() : reason.get();
        Sweep sweep = sweep(playbook);
        SweepOrder order =
                OrderRules.settle(
                        surroundings,
                        new SweepRules.Intent(sweep, playbook.safeguards(), why, playbook.name()),
                        safeguards,
                        new SweepOrder.Consent(yes.get(), safeguards.yesReally.get()),
                        new SweepOrder.Papers(
                                why, playbook.papers().reports(), null, playbook.pace()),
                        playbook.hosts().protectedHosts());
        noteLoosened(playbook);
        hosts.narrow(playbook.hosts());
        if (validate.get()) {
            String found =
                    hosts.inventories.get().isEmpty()
                            ? ""
                            : ", for "
                                    + count(
                                            hosts.load(surroundings, false)
                                                    .select(hosts.patterns()));
            surroundings
                    .terminal()
                    .out()
                    .println(
                            file.get() + ": the playbook " + playbook.name() + " is valid" + found);
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
        if (run.connection.anyComputerName.get() && !playbook.sweep().anyComputerName()) {
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
                dryRun.get() || written.dryRun(),
                written.ending(),
                written.detail(),
                run.connection.anyComputerName.get() || written.anyComputerName());
    }
}
