package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import io.github.fleetlogoff.simulator.SimulatedHost;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The hosts of a run with where they are reached and the credentials for them: real ones, or the
/// simulated fleet that an inventory asks for, which lives until this is closed.
final class Fleet implements AutoCloseable {
    private final List<Host> hosts;
    private final Credentials credentials;
    private final @Nullable SimulatedFleet simulated;

    private Fleet(List<Host> hosts, Credentials credentials, @Nullable SimulatedFleet simulated) {
        this.hosts = hosts;
        this.credentials = credentials;
        this.simulated = simulated;
    }

    static Fleet of(
            Surroundings surroundings,
            Inventory inventory,
            List<Host> selected,
            ConnectionOptions connection,
            SessionScript script,
            boolean quiet) {
        if (inventory.simulator().isPresent()) {
            SimulatorSpec spec = inventory.simulator().get();
            Fleet fleet = simulated(selected, spec, surroundings, script);
            connection
                    .accountOption()
                    .filter(_ -> !quiet)
                    .ifPresent(option ->
                            surroundings
                                    .terminal()
                                    .err()
                                    .println(
                                            "fleet-logoff: the simulated fleet has an account of its own; "
                                                    + option
                                                    + " is not used"));
            if (!quiet) {
                surroundings
                        .terminal()
                        .err()
                        .println(
                                "fleet-logoff: simulated fleet of "
                                        + Counted.of(spec.hosts().size(), "host")
                                        + " on loopback");
            }
            return fleet;
        }
        connection.warnings(selected).forEach(surroundings.terminal().err()::println);
        return new Fleet(selected, connection.credentials(inventory, selected, surroundings), null);
    }

    /// The same for whoever can do without credentials: a host that names none is there without.
    static Fleet withUnlogged(
            Surroundings surroundings,
            Inventory inventory,
            List<Host> selected,
            ConnectionOptions connection,
            SessionScript script) {
        if (inventory.simulator().isPresent()) {
            return simulated(selected, inventory.simulator().get(), surroundings, script);
        }
        connection.warnings(selected).forEach(surroundings.terminal().err()::println);
        List<Host> named =
                selected.stream().filter(host -> host.connection().credential() != null).toList();
        return new Fleet(selected, connection.credentials(inventory, named, surroundings), null);
    }

    private static Fleet simulated(
            List<Host> selected,
            SimulatorSpec spec,
            Surroundings surroundings,
            SessionScript script) {
        Credential credential = SimulatedAccount.create();
        SimulatedFleet fleet =
                SimulatedAccount.start(
                        spec, FleetSettings.Wire.PLAIN, credential, surroundings.clock(), script);
        Map<String, SimulatedHost> byName =
                fleet.hosts().stream()
                        .collect(Collectors.toMap(SimulatedHost::name, Function.identity()));
        List<Host> hosts =
                selected.stream()
                        .map(host -> {
                            SimulatedHost there = byName.get(host.name());
                            return there == null
                                    ? host
                                    : host.withConnection(
                                            new Connection(
                                                    there.address(),
                                                    there.port(),
                                                    null,
                                                    AuthScheme.NEGOTIATE,
                                                    credential.name(),
                                                    host.connection().engine(),
                                                    host.connection().service(),
                                                    host.connection().endpoint()));
                        })
                        .toList();
        return new Fleet(hosts, new Credentials(Map.of(credential.name(), credential)), fleet);
    }

    List<Host> hosts() {
        return hosts;
    }

    Credentials credentials() {
        return credentials;
    }

    @Override
    public void close() {
        credentials.wipe();
        if (simulated != null) {
            simulated.close();
        }
    }
}
