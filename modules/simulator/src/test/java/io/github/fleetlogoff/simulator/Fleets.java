package io.github.fleetlogoff.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Fleets for tests.
final class Fleets {
    static final String USER = "CORP\\svc-logoff";
    static final String PASSWORD = "Pässw0rd!";

    /// A session script, as a test needs one.
    static final String SCRIPT =
            "# why\nparam([string] $RequestJson, [switch] $Remoting)\n\n    'an answer'\n";

    /// By which hosts know it: what is left of it without comments and indentation.
    static final Set<String> SCRIPTS =
            Set.of("d272d35098f073bf95ed11e454564bee31b4222c6ef7430e85ccc6fe88ec292e");

    private Fleets() {}

    static SimulatorSpec spec(List<String> hosts, Map<String, FaultShare> faults) {
        return new SimulatorSpec(hosts, 1, Duration.ofMillis(5), List.of("en", "de"), faults);
    }

    static FleetSettings plain(SimulatorSpec spec) {
        return FleetSettings.of(spec, credential()).with(new FleetSettings.Wire(0, true, false));
    }

    static Credential credential() {
        return new Credential("simulated", USER, Secret.of(PASSWORD.toCharArray()));
    }

    /// Waits until the fleet has come so far, 20 s at the most.
    static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > Duration.ofSeconds(20).toNanos()) {
                throw new AssertionError("it did not happen within 20 s");
            }
            Thread.onSpinWait();
        }
    }

    /// What became of the only session of a user on the first host.
    static JsonNode session(SimulatedFleet fleet, Path folder, String user) throws IOException {
        Path file = folder.resolve("state.json");
        fleet.dumpState(file);
        for (JsonNode session :
                new ObjectMapper().readTree(file.toFile()).at("/hosts/0/sessions")) {
            if (session.get("user").asText().equals(user)) {
                return session;
            }
        }
        throw new AssertionError(user + " has no session");
    }

    static SimulatedFleet echo(String... hosts) {
        return SimulatedFleet.start(plain(spec(List.of(hosts), Map.of())), EchoComputer::new);
    }

    static SimulatedFleet echoWith(String fault) {
        return SimulatedFleet.start(
                plain(spec(List.of("a"), Map.of(fault, new FaultShare.Named(List.of("a"))))),
                EchoComputer::new);
    }

    /// Trusts this certificate alone.
    static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("fleet", certificate);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// A client that trusts the fleet.
    static HttpClient http(SimulatedFleet fleet) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(trusting(fleet.certificate().orElseThrow()))
                .build();
    }

    static URI https(SimulatedHost host) {
        return URI.create("https://127.0.0.1:" + host.port() + "/wsman");
    }
}
