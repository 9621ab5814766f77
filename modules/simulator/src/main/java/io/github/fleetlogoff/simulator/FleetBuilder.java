package io.github.fleetlogoff.simulator;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.simulator.auth.ClientCertificates;
import io.github.fleetlogoff.simulator.auth.KerberosAcceptor;
import io.github.fleetlogoff.simulator.http.Handler;
import io.github.fleetlogoff.simulator.http.HttpServer;
import io.github.fleetlogoff.simulator.windows.FaultDeal;
import io.github.fleetlogoff.simulator.wsman.Access;
import io.github.fleetlogoff.simulator.wsman.Counts;
import io.github.fleetlogoff.simulator.wsman.HostService;
import io.github.fleetlogoff.simulator.wsman.ServiceConfig;
import io.github.fleetlogoff.simulator.wsman.Surroundings;
import io.github.fleetlogoff.simulator.wsman.WireFault;
import io.github.fleetlogoff.simulator.wsman.WsmanHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Opens the ports of a fleet and puts a service behind each.
final class FleetBuilder {
    private static final String ADDRESS = "127.0.0.1";

    private final FleetSettings settings;
    private final FaultDeal deal;
    private final HttpServer server;
    private final Surroundings surroundings;
    private final Access access;

    FleetBuilder(
            FleetSettings settings,
            FaultDeal deal,
            HttpServer server,
            Counts counts,
            Access access) {
        SimulatorSpec spec = settings.spec();
        this.settings = settings;
        this.deal = deal;
        this.server = server;
        FleetSettings.Wire wire = settings.wire();
        this.surroundings =
                new Surroundings(
                        server.timers(),
                        settings.clock(),
                        spec.think(),
                        counts,
                        spec.seed(),
                        new ServiceConfig(
                                wire.tls(),
                                wire.allowUnencrypted(),
                                wire.cbt().windowsWord(),
                                wire.clientCa().isPresent(),
                                spec.endpoints()));
        this.access = access;
    }

    /// Who may log on to a fleet of these settings.
    static Access access(
            FleetSettings settings,
            Optional<FleetIdentity> identity,
            Optional<ClientCertificates> clients) {
        FleetSettings.Wire wire = settings.wire();
        Optional<ChannelBindings> bindings =
                identity.filter(_ -> wire.cbt() != CbtLevel.NONE)
                        .map(FleetIdentity::certificate)
                        .map(ChannelBindings::of);
        boolean required = wire.cbt() == CbtLevel.STRICT;
        return new Access(
                settings.credential(),
                wire.allowUnencrypted() || wire.tls(),
                bindings,
                required,
                wire.keytab().map(file -> new KerberosAcceptor(file, bindings, required)),
                clients);
    }

    /// The hosts in the order of the spec.
    ///
    /// @param computers in the same order
    List<SimulatedHost> open(List<? extends Computer> computers) {
        List<String> names = settings.spec().hosts();
        List<SimulatedHost> hosts = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            Set<WireFault> faults = FaultWords.ofWire(deal.words(names.get(i)));
            HostService service =
                    new HostService(surroundings, computers.get(i), faults, language(i));
            int base = settings.wire().basePort();
            int port =
                    open(
                            base == 0 ? 0 : base + i,
                            faults,
                            peer -> new WsmanHandler(service, access, peer));
            hosts.add(new SimulatedHost(names.get(i), ADDRESS, port));
        }
        return hosts;
    }

    private String language(int host) {
        List<String> languages = settings.spec().languages();
        return languages.isEmpty() ? "en" : languages.get(host % languages.size());
    }

    private int open(int port, Set<WireFault> faults, Handler.Factory handlers) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), port);
        try {
            return faults.contains(WireFault.DEAD)
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
}
