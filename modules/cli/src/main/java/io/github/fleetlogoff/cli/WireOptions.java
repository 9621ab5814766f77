package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Word;
import io.github.fleetlogoff.simulator.CbtLevel;
import io.github.fleetlogoff.simulator.FleetSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the hosts of a simulated fleet are reached.
final class WireOptions extends OptionSet {
    private static final int LAST_PORT = 65535;

    final Argument<Integer> basePort =
            option("--base-port")
                    .takes("P")
                    .help("first port; one per host from there [any free]")
                    .number(0);

    final Argument<Boolean> allowUnencrypted =
            option("--allow-unencrypted")
                    .help("hosts allow Basic and unencrypted messages over HTTP")
                    .flag();

    final Argument<Boolean> tls = option("--tls").help("hosts speak HTTPS").flag();

    final Argument<@Nullable String> cbt =
            option("--cbt")
                    .takes("LEVEL")
                    .help("with --tls, CbtHardeningLevel: none, relaxed, strict [relaxed]")
                    .text();

    final Argument<@Nullable Path> keytab =
            option("--keytab")
                    .takes("FILE")
                    .help("hosts take Kerberos tickets for the services in this keytab")
                    .path();

    final Argument<@Nullable Path> clientCa =
            option("--client-ca")
                    .takes("FILE")
                    .help("with --tls, hosts take client certificates of these issuers")
                    .path();

    WireOptions() {
        super(HelpGroup.OTHER);
    }

    FleetSettings.Wire wire() {
        if (basePort.get() < 0 || basePort.get() > LAST_PORT) {
            throw SessionOptions.usage("--base-port takes 1 to 65535, not " + basePort.get());
        }
        if (cbt.get() != null && !tls.get()) {
            throw SessionOptions.usage(
                    "--cbt goes with --tls: plain HTTP has no channel to bind to");
        }
        if (clientCa.get() != null && !tls.get()) {
            throw SessionOptions.usage(
                    "--client-ca goes with --tls: plain HTTP has no certificates");
        }
        FleetSettings.Wire wire =
                new FleetSettings.Wire(basePort.get(), allowUnencrypted.get(), tls.get())
                        .with(level());
        if (clientCa.get() != null) {
            wire = wire.withClientCa(clientCa.get());
        }
        return keytab.get() == null ? wire : wire.withKeytab(keytab.get());
    }

    private CbtLevel level() {
        return cbt.get() == null
                ? CbtLevel.RELAXED
                : Word.find(CbtLevel.class, cbt.get().toLowerCase(Locale.ROOT))
                        .orElseThrow(() ->
                                SessionOptions.usage(
                                        "--cbt is '"
                                                + cbt.get()
                                                + "': it takes none, relaxed or strict"));
    }
}
