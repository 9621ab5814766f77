package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.TreeText;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.SessionScript;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tries each credential on one host.
final class CredentialsCheckCommand extends Command {
    private static final int SCHEMA_VERSION = 1;
    private static final int REFUSED = 6;
    private static final int UNREACHED = 4;
    private final Surroundings surroundings;

    private final HostOptions hosts = with(new HostOptions());
    private final ConnectionOptions connection = with(new ConnectionOptions());

    private final Argument<String> output =
            option("-o", "--output").takes("FORMAT").help("table or json [table]").text("table");

    private final LimitOptions limits = with(new LimitOptions());
    final VerboseOption verbose = with(new VerboseOption());

    CredentialsCheckCommand(Surroundings surroundings) {
        super(
                "check",
                "Tries each credential of the chosen hosts on one host: logs on, opens a shell, deletes it.",
                "Runs nothing. A refused account is not tried again. Exit code 6 where one is refused, 4 where",
                "no host of one could tell.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Example:",
                        "  fleet-logoff credentials check -i hosts.yaml -w '@lab' -o json");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("table", "json").contains(output.get())) {
            throw SessionOptions.usage(
                    "--output does not know '" + output.get() + "': it takes table, json");
        }
        connection.check();
        Inventory inventory = hosts.load(surroundings, true);
        List<Host> selected = connection.applyTo(inventory.select(hosts.patterns()));
        List<CredentialTrial.Tried> tried;
        try (Fleet fleet =
                        Fleet.of(
                                surroundings,
                                inventory,
                                selected,
                                connection,
                                SessionScript.bundled(),
                                true);
                RemoteShell shell =
                        RunAtWork.shell(
                                limits.limits().connectTimeout(),
                                connection.allowUnencrypted.get(),
                                fleet.credentials(),
                                surroundings.clock())) {
            tried =
                    new CredentialTrial(
                                    shell,
                                    fleet.credentials(),
                                    surroundings.clock(),
                                    limits.limits().hostTimeout())
                            .run(fleet.hosts());
        }
        print(tried);
        return exitCode(tried);
    }

    private void print(List<CredentialTrial.Tried> tried) throws IOException {
        PrintWriter out = surroundings.terminal().out();
        if (output.get().equals("json")) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("schemaVersion", SCHEMA_VERSION);
            document.put("credentials", tried.stream().map(CredentialsCheckCommand::tree).toList());
            TreeText.json(document, out);
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("CREDENTIAL", "ACCOUNT", "HOST", "RESULT", "MESSAGE"));
            tried.forEach(one ->
                    rows.add(
                            List.of(
                                    one.credential(),
                                    one.username(),
                                    one.host(),
                                    one.verdict().word(),
                                    one.message())));
            TextTable.print(rows, out);
        }
        out.flush();
    }

    private static Map<String, Object> tree(CredentialTrial.Tried one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("credential", one.credential());
        fields.put("username", one.username());
        fields.put("host", one.host());
        fields.put("result", one.verdict().word());
        fields.put("message", one.message());
        return fields;
    }

    private static int exitCode(List<CredentialTrial.Tried> tried) {
        boolean refused = false;
        boolean unknown = false;
        for (CredentialTrial.Tried one : tried) {
            switch (one.verdict()) {
                case ACCEPTED -> {}
                case REFUSED, NO_RIGHTS, NOT_TRIED -> refused = true;
                case UNKNOWN -> unknown = true;
            }
        }
        return refused ? REFUSED : unknown ? UNREACHED : 0;
    }
}
