package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.simulator.http.Handler;
import io.github.fleetlogoff.simulator.http.HttpServer;
import io.github.fleetlogoff.simulator.wsman.Access;
import io.github.fleetlogoff.simulator.wsman.Counts;
import io.github.fleetlogoff.simulator.wsman.HostService;
import io.github.fleetlogoff.simulator.wsman.Surroundings;
import io.github.fleetlogoff.simulator.wsman.WireFault;
import io.github.fleetlogoff.simulator.wsman.WsmanHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/// A fleet of simulated Windows hosts that speak WinRM on loopback, each at a port of its own, all
/// served by one thread. Thread-safe.
public final class SimulatedFleet implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1";

    private final HttpServer server;
    private final Counts counts;
    private final List<SimulatedHost> hosts;

    private SimulatedFleet(HttpServer server, Counts counts, List<SimulatedHost> hosts) {
        this.server = server;
        this.counts = counts;
        this.hosts = List.copyOf(hosts);
    }

    /// Puts the fleet up with computers of another kind.
    static SimulatedFleet start(FleetSettings settings, Function<String, Computer> computers) {
        SimulatorSpec spec = settings.spec();
        TreeSet<String> known = new TreeSet<>();
        Arrays.stream(WireFault.values()).map(WireFault::word).forEach(known::add);
        Map<String, String> faults = FaultDeal.of(spec, known);
        HttpServer server = open(settings);
        try {
            Counts counts = new Counts();
            Surroundings surroundings =
                    new Surroundings(
                            server.timers(), settings.clock(), spec.think(), counts, spec.seed());
            Access access =
                    new Access(
                            settings.credential(),
                            settings.wire().allowUnencrypted(),
                            settings.wire().tls());
            List<SimulatedHost> hosts = new ArrayList<>(spec.hosts().size());
            for (int i = 0; i < spec.hosts().size(); i++) {
                String name = spec.hosts().get(i);
                Optional<WireFault> fault =
                        Optional.ofNullable(faults.get(name))
                                .flatMap(word -> Word.find(WireFault.class, word));
                String language =
                        spec.languages().isEmpty()
                                ? "en"
                                : spec.languages().get(i % spec.languages().size());
                HostService service =
                        new HostService(surroundings, computers.apply(name), fault, language);
                int port = settings.wire().basePort() == 0 ? 0 : settings.wire().basePort() + i;
                hosts.add(
                        new SimulatedHost(
                                name,
                                ADDRESS,
                                open(
                                        server,
                                        port,
                                        fault,
                                        () -> new WsmanHandler(service, access))));
            }
            server.start();
            return new SimulatedFleet(server, counts, hosts);
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    private static HttpServer open(FleetSettings settings) {
        try {
            return new HttpServer(settings.clock(), Optional.empty());
        } catch (IOException failure) {
            throw new FleetException(
                    FleetException.Code.INTERNAL,
                    "the simulated fleet cannot be put up: " + failure.getMessage(),
                    failure);
        }
    }

    private static int open(
            HttpServer server, int port, Optional<WireFault> fault, Handler.Factory handlers) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port);
            return fault.filter(WireFault.DEAD::equals).isPresent()
                    ? server.reserve(address)
                    : server.listen(address, handlers);
        } catch (IOException failure) {
            throw new FleetException(
                    FleetException.Code.USAGE,
                    "port "
                            + port
                            + " of the simulated fleet cannot be opened ("
                            + failure.getMessage()
                            + "): choose another --base-port or fewer hosts",
                    failure);
        }
    }

    /// The hosts in the order of the spec.
    public List<SimulatedHost> hosts() {
        return hosts;
    }

    /// What the fleet has seen so far.
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

    /// Takes the fleet down; again does nothing.
    @Override
    public void close() {
        server.close();
    }
}
