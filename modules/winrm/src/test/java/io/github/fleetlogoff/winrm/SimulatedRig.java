package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.simulator.FleetFigures;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import io.github.fleetlogoff.simulator.SimulatedHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A simulated fleet for one test, one host for each way of going wrong, and proof at its end that
/// no shell is left.
public final class SimulatedRig implements AfterEachCallback {
    public static final String RIGHT = Way.RIGHT;
    public static final String WRONG = Way.WRONG;
    private static final List<String> HOSTS =
            List.of("good", "dead", "silent", "denied", "drop", "slow");

    private final Way way;
    private @Nullable SimulatedFleet fleet;
    private @Nullable ScriptedComputer computer;
    private @Nullable Path ca;

    public SimulatedRig(AuthScheme auth, boolean tls) {
        this(Way.password(auth, tls));
    }

    public SimulatedRig(Way way) {
        this.way = way;
    }

    private SimulatedFleet fleet() {
        if (fleet == null) {
            SimulatorSpec spec =
                    new SimulatorSpec(
                            HOSTS,
                            1,
                            Duration.ZERO,
                            List.of("de"),
                            Map.of(
                                    "dead", named("dead"),
                                    "silent", named("silent"),
                                    "denied", named("denied"),
                                    "drop", named("drop"),
                                    "slow", named("slow")));
            fleet =
                    SimulatedFleet.start(
                            FleetSettings.of(spec, way.account()).with(way.wire()), this::computer);
        }
        return fleet;
    }

    private static FaultShare named(String host) {
        return new FaultShare.Named(List.of(host));
    }

    private ScriptedComputer computer(String name) {
        if (computer == null) {
            computer = new ScriptedComputer(name);
        }
        return computer;
    }

    /// Stands behind every host.
    public ScriptedComputer computer() {
        fleet();
        return computer("COMPUTER");
    }

    public FleetFigures figures() {
        return fleet().figures();
    }

    public Host host(String name) {
        return host(name, RIGHT);
    }

    public Host host(String name, String credential) {
        return Host.of(name, connection(name, way.tls() ? new Tls(ca(), false) : null, credential));
    }

    public Host hostWith(String name, Tls checks) {
        return Host.of(name, connection(name, checks, RIGHT));
    }

    private Connection connection(String name, @Nullable Tls checks, String credential) {
        SimulatedHost host =
                fleet().hosts().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new Connection(
                host.address(),
                host.port(),
                checks,
                way.auth(),
                credential,
                null,
                way.service(),
                Endpoint.WINRS);
    }

    /// The fleet's certificate as a PEM file.
    public Path ca() {
        try {
            if (ca == null) {
                byte[] der = fleet().certificate().orElseThrow().getEncoded();
                String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
                ca = Files.createTempFile("fleet-ca", ".pem");
                Files.writeString(
                        ca,
                        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n",
                        StandardCharsets.US_ASCII);
            }
            return ca;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (CertificateEncodingException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// The pin of the fleet's certificate.
    public String pin() {
        return CertificateRefusedException.pin(fleet().certificate().orElseThrow());
    }

    /// Of the engine.
    public Credentials credentials() {
        return way.credentials();
    }

    /// How many logons were refused, where they count towards a lockout.
    public long logonsRefused() {
        return way.refused(figures());
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        SimulatedFleet ended = fleet;
        if (ended != null) {
            try (ended) {
                FleetFigures figures = ended.figures();
                assertThat(figures.openShells()).as("shells left open").isZero();
                assertThat(figures.shellsDeleted()).isEqualTo(figures.shellsCreated());
            }
        }
        if (ca != null) {
            Files.deleteIfExists(ca);
        }
        fleet = null;
        computer = null;
        ca = null;
    }
}
