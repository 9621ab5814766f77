package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.simulator.CbtLevel;
import io.github.fleetlogoff.simulator.FleetSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the hosts of a simulated fleet are reached.
final class WireOptions {
    private static final int LAST_PORT = 65535;

    @Option(
            names = "--base-port",
            paramLabel = "P",
            description = "first port; one per host from there [any free]")
    int basePort;

    @Option(
            names = "--allow-unencrypted",
            description = "hosts allow Basic and unencrypted messages over HTTP")
    boolean allowUnencrypted;

    @Option(names = "--tls", description = "hosts speak HTTPS")
    boolean tls;

    @Option(
            names = "--cbt",
            paramLabel = "LEVEL",
            description = "with --tls, CbtHardeningLevel: none, relaxed, strict [relaxed]")
    @Nullable String cbt;

    @Option(
            names = "--keytab",
            paramLabel = "FILE",
            description = "hosts take Kerberos tickets for the services in this keytab")
    @Nullable Path keytab;

    @Option(
            names = "--client-ca",
            paramLabel = "FILE",
            description = "with --tls, hosts take client certificates of these issuers")
    @Nullable Path clientCa;

    FleetSettings.Wire wire() {
        if (basePort < 0 || basePort > LAST_PORT) {
            throw SessionOptions.usage("--base-port takes 1 to 65535, not " + basePort);
        }
        if (cbt != null && !tls) {
            throw SessionOptions.usage(
                    "--cbt goes with --tls: plain HTTP has no channel to bind to");
        }
        if (clientCa != null && !tls) {
            throw SessionOptions.usage(
                    "--client-ca goes with --tls: plain HTTP has no certificates");
        }
        FleetSettings.Wire wire =
                new FleetSettings.Wire(basePort, allowUnencrypted, tls).with(level());
        if (clientCa != null) {
            wire = wire.withClientCa(clientCa);
        }
        return keytab == null ? wire : wire.withKeytab(keytab);
    }

    private CbtLevel level() {
        return cbt == null
                ? CbtLevel.RELAXED
                : Word.find(CbtLevel.class, cbt.toLowerCase(Locale.ROOT))
                        .orElseThrow(() ->
                                SessionOptions.usage(
                                        "--cbt is '"
                                                + cbt
                                                + "': it takes none, relaxed or strict"));
    }
}
