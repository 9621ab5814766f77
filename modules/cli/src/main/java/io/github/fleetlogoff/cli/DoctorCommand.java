package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.HostPatterns;
import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.report.CheckupReport;
import io.github.fleetlogoff.report.TableStyle;
import io.github.fleetlogoff.sessions.OfferedEndpoints;
import io.github.fleetlogoff.sessions.SessionScript;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;

/// Looks at the way to hosts, and says what stands in it.
final class DoctorCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<List<String>> names =
            words("HOST", "hosts of the inventory as for --hosts; without an inventory, names");

    private final Argument<List<String>> inventories =
            option("-i", "--inventory")
                    .takes("FILE")
                    .help("inventory; repeatable, - reads it from standard input")
                    .texts();

    private final Argument<String> output =
            option("-o", "--output").takes("FORMAT").help("table or json [table]").text("table");

    private final Argument<String> color =
            option("--color")
                    .takes("WHEN")
                    .help("auto, always or never [auto]")
                    .under(HelpGroup.JOURNAL)
                    .text("auto");

    private final ConnectionOptions connection = with(new ConnectionOptions());
    private final LimitOptions limits = with(new LimitOptions());
    final VerboseOption verbose = with(new VerboseOption());

    DoctorCommand(Surroundings surroundings) {
        super(
                "doctor",
                "Finds out what stands in the way to hosts, and says what to do about it.",
                "Name, port, certificate, WinRM, clock, logon, endpoints, rights, quota, PowerShell, quser: a tick or",
                "a cross each. Ends nothing. At most one logon a host, and none once an account has been refused too often;",
                "none at all without a credential.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Examples:",
                        "  fleet-logoff doctor -i hosts.yaml 'lab-[01-03]'      hosts of an inventory",
                        "  fleet-logoff doctor ws1.example.com --username 'CORP\\ops' --ask-password",
                        "Exit code: 0 all well, 3 wrong computer or no quser, 4 not workable, 6 refused");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("table", "json").contains(output.get())) {
            throw SessionOptions.usage(
                    "--output does not know '" + output.get() + "': doctor prints table or json");
        }
        connection.check();
        Inventory inventory = inventory();
        List<Host> named =
                inventory.select(
                        new HostPatterns(
                                inventories.get().isEmpty() ? List.of() : names.get(),
                                List.of(),
                                List.of()));
        List<Host> hosts = connection.applyTo(named);
        OfferedEndpoints endpoints =
                new OfferedEndpoints(
                        Stream.concat(hosts.stream(), named.stream())
                                .map(host -> host.connection().endpoint())
                                .toList());
        SessionScript script = SessionScript.bundled();
        try (Fleet fleet = Fleet.withUnlogged(surroundings, inventory, hosts, connection, script)) {
            CheckupReport report =
                    new CheckupReport(
                            new FleetCheckup(
                                            surroundings,
                                            limits.limits(),
                                            fleet.credentials(),
                                            connection.allowUnencrypted.get())
                                    .of(fleet.hosts(), script, endpoints));
            print(report);
            return report.exitCode().number();
        }
    }

    private Inventory inventory() {
        if (!inventories.get().isEmpty()) {
            HostOptions options = new HostOptions();
            options.inventories.set(inventories.get());
            return options.load(surroundings, true);
        }
        if (names.get().isEmpty()) {
            throw SessionOptions.usage(
                    "no host: name some, or give an inventory with --inventory FILE");
        }
        List<String> hosts =
                names.get().stream().flatMap(name -> expanded(name).stream()).distinct().toList();
        hosts.forEach(DoctorCommand::refusePort);
        return Inventory.ofNames(hosts, "the command line");
    }

    /// An IPv6 address has two colons or more.
    private static void refusePort(String host) {
        int colon = host.indexOf(':');
        if (colon >= 0 && colon == host.lastIndexOf(':')) {
            throw SessionOptions.usage(
                    "'"
                            + host
                            + "' is no host: a name has no colon; give a port with --port, or an"
                            + " inventory");
        }
    }

    private static List<String> expanded(String name) {
        try {
            return HostSet.expandAll(name);
        } catch (IllegalArgumentException e) {
            throw SessionOptions.usage(name + " is no host: " + e.getMessage());
        }
    }

    private void print(CheckupReport report) throws IOException {
        Terminal terminal = surroundings.terminal();
        Writer out = CiSafeWriter.over(surroundings);
        if (output.get().equals("json")) {
            report.json(out);
        } else {
            boolean colours = terminal.colours(color.get(), surroundings.variable("NO_COLOR"));
            report.table(
                    terminal.attached().out()
                            ? TableStyle.terminal(terminal.width(), colours)
                            : new TableStyle(
                                    TableStyle.UNLIMITED,
                                    TableStyle.UNLIMITED,
                                    TableStyle.UNLIMITED,
                                    colours),
                    out);
        }
        out.flush();
    }
}
