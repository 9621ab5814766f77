package io.github.fleetlogoff.simulator;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.simulator.FleetState.HostState;
import io.github.fleetlogoff.simulator.auth.ClientCertificates;
import io.github.fleetlogoff.simulator.http.HttpServer;
import io.github.fleetlogoff.simulator.windows.FaultDeal;
import io.github.fleetlogoff.simulator.windows.FleetGenerator;
import io.github.fleetlogoff.simulator.windows.SessionTruth;
import io.github.fleetlogoff.simulator.windows.SimulatedComputer;
import io.github.fleetlogoff.simulator.wsman.Counts;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A fleet of simulated Windows hosts that speak WinRM on loopback, each at a port of its own, all
/// served by one thread. Thread-safe.
public final class SimulatedFleet implements AutoCloseable {
    private final HttpServer server;
    private final Counts counts;
    private final Endpoints endpoints;
    private final List<SimulatedHost> hosts;
    private final Optional<X509Certificate> certificate;
    private final List<Seat> seats;

    /// A host and what answers for its sessions.
    private record Seat(String host, Set<String> faults, Computer computer) {
        HostState state() {
            List<SessionTruth> sessions =
                    computer instanceof SimulatedComputer simulated ? simulated.truth() : List.of();
            return new HostState(
                    host,
                    computer.name(),
                    faults.isEmpty() ? null : String.join(",", faults),
                    sessions);
        }
    }

    private SimulatedFleet(
            Build build, Endpoints endpoints, List<SimulatedHost> hosts, List<Seat> seats) {
        this.endpoints = endpoints;
        this.server = build.server;
        this.counts = build.counts;
        this.certificate = build.identity.map(FleetIdentity::certificate);
        this.hosts = List.copyOf(hosts);
        this.seats = List.copyOf(seats);
    }

    private record Build(
            HttpServer server,
            Counts counts,
            Optional<FleetIdentity> identity,
            Optional<ClientCertificates> clients) {}

    /// Puts the fleet up; it listens when this returns.
    ///
    /// @throws IllegalArgumentException for a fault word that is not known; it names the nearest
    /// @throws FleetException USAGE where a language or a host named by a fault is not known, or a
    ///   port is taken
    public static SimulatedFleet start(FleetSettings settings) {
        requireNonNull(settings, "settings is null");
        FaultDeal deal = deal(settings.spec());
        return start(
                settings,
                deal,
                FleetGenerator.generate(
                        settings.spec(), deal, settings.scriptHashes(), settings.clock()));
    }

    /// The same with computers of another kind, made for each host name.
    public static SimulatedFleet start(
            FleetSettings settings, Function<String, Computer> computers) {
        return start(
                settings,
                deal(settings.spec()),
                settings.spec().hosts().stream().map(computers).toList());
    }

    private static FaultDeal deal(SimulatorSpec spec) {
        FaultWords.requireKnown(spec.faults().keySet());
        return FaultDeal.of(spec);
    }

    private static SimulatedFleet start(
            FleetSettings settings, FaultDeal deal, List<? extends Computer> computers) {
        Build build = build(settings);
        try {
            List<SimulatedHost> hosts =
                    new FleetBuilder(
                                    settings,
                                    deal,
                                    build.server,
                                    build.counts,
                                    FleetBuilder.access(settings, build.identity, build.clients))
                            .open(computers);
            List<Seat> seats = new ArrayList<>(hosts.size());
            for (int i = 0; i < hosts.size(); i++) {
                String name = hosts.get(i).name();
                seats.add(new Seat(name, deal.words(name), computers.get(i)));
            }
            SimulatedFleet fleet =
                    new SimulatedFleet(build, settings.spec().endpoints(), hosts, seats);
            build.server.start();
            return fleet;
        } catch (RuntimeException failure) {
            build.server.close();
            throw failure;
        }
    }

    private static Build build(FleetSettings settings) {
        try {
            Optional<ClientCertificates> clients =
                    settings.wire().clientCa().map(ClientCertificates::of);
            Optional<FleetIdentity> identity =
                    settings.wire().tls()
                            ? Optional.of(FleetIdentity.create(clients))
                            : Optional.empty();
            HttpServer server =
                    new HttpServer(settings.clock(), identity.map(each -> each::engine));
            return new Build(server, new Counts(), identity, clients);
        } catch (IOException failure) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the simulated fleet cannot be put up: " + failure.getMessage(),
                    failure);
        }
    }

    /// The hosts in the order of the spec.
    public List<SimulatedHost> hosts() {
        return hosts;
    }

    /// What each host offers.
    public Endpoints endpoints() {
        return endpoints;
    }

    /// What clients must trust; empty where the fleet speaks HTTP.
    public Optional<X509Certificate> certificate() {
        return certificate;
    }

    /// What the fleet has seen so far, at one moment.
    public FleetFigures figures() {
        return server.inspect(() ->
                new FleetFigures(
                        server.connectionsAccepted(),
                        server.requests(),
                        counts.openShells(),
                        counts.shellsCreated(),
                        counts.shellsDeleted(),
                        counts.logonsRefused()));
    }

    /// Writes what became of every session:
    /// `{"hosts":[{"host","computer","fault","sessions":[{"id","user","logonTime","present",
    /// "endedBy","endedAt","logoffCalls","warnings","warnedAt"}]}]}`, hosts in the order of the
    /// spec. Who left by himself is not present, and ended by nothing. Also after [#close].
    ///
    /// @throws IOException where the file cannot be written
    public void dumpState(Path file) throws IOException {
        FleetState state =
                server.inspect(() -> new FleetState(seats.stream().map(Seat::state).toList()));
        state.write(file);
    }

    /// Takes the fleet down; again does nothing.
    @Override
    public void close() {
        server.close();
    }
}
