package io.github.fleetlogoff.simulator;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.SimulatorSpec;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// How a simulated fleet is set up.
///
/// @param spec its hosts and what is wrong with them
/// @param wire how its hosts are reached
/// @param credential the one account that every host accepts: `DOMAIN\name`, or its name with `@`
///   and any suffix
/// @param scriptHashes SHA-256, lower case hexadecimal, of the session scripts that the hosts know
///   how to answer, as they arrive in the variable `FLEETLOGOFF_SCRIPT`
/// @param clock of the hosts
public record FleetSettings(
        SimulatorSpec spec,
        Wire wire,
        Credential credential,
        Set<String> scriptHashes,
        InstantSource clock) {

    /// How simulated hosts are reached.
    ///
    /// @param basePort the port of the first host, the others follow; 0 = any that are free
    /// @param allowUnencrypted whether plain payloads and Basic are taken over HTTP, as Windows'
    ///   AllowUnencrypted
    /// @param tls HTTPS with a certificate of the fleet's own
    /// @param cbt what HTTPS asks of a Negotiate logon
    /// @param keytab of the services that Kerberos tickets are taken for; empty = no Kerberos
    /// @param clientCa PEM file of the issuers whose certificates log their owners on, over TLS, as
    ///   the account; empty = clients are asked for none
    public record Wire(
            int basePort,
            boolean allowUnencrypted,
            boolean tls,
            CbtLevel cbt,
            Optional<Path> keytab,
            Optional<Path> clientCa) {
        private static final int LAST_PORT = 65535;

        /// HTTP on free ports, sealed payloads only.
        public static final Wire PLAIN = new Wire(0, false, false);

        public Wire {
            if (basePort < 0 || basePort > LAST_PORT) {
                throw new IllegalArgumentException(
                        "basePort is not between 0 and 65535: " + basePort);
            }
            requireNonNull(cbt, "cbt is null");
            requireNonNull(keytab, "keytab is null");
            requireNonNull(clientCa, "clientCa is null");
            if (clientCa.isPresent() && !tls) {
                throw new IllegalArgumentException("certificates of clients need TLS");
            }
        }

        /// With Windows' own CbtHardeningLevel, without Kerberos.
        public Wire(int basePort, boolean allowUnencrypted, boolean tls) {
            this(
                    basePort,
                    allowUnencrypted,
                    tls,
                    CbtLevel.RELAXED,
                    Optional.empty(),
                    Optional.empty());
        }

        /// The same, with another CbtHardeningLevel.
        public Wire with(CbtLevel other) {
            return new Wire(basePort, allowUnencrypted, tls, other, keytab, clientCa);
        }

        /// The same, with Kerberos by this keytab.
        public Wire withKeytab(Path file) {
            return new Wire(basePort, allowUnencrypted, tls, cbt, Optional.of(file), clientCa);
        }

        /// The same, asking clients for certificates of the issuers in this PEM file.
        public Wire withClientCa(Path file) {
            return new Wire(basePort, allowUnencrypted, tls, cbt, keytab, Optional.of(file));
        }
    }

    public FleetSettings {
        requireNonNull(spec, "spec is null");
        requireNonNull(wire, "wire is null");
        requireNonNull(credential, "credential is null");
        scriptHashes = Set.copyOf(scriptHashes);
        requireNonNull(clock, "clock is null");
        int hosts = spec.hosts().size();
        if (wire.basePort() > 0 && wire.basePort() + hosts - 1 > Wire.LAST_PORT) {
            throw new IllegalArgumentException(
                    "from port "
                            + wire.basePort()
                            + " on there are fewer ports than the "
                            + hosts
                            + " hosts need");
        }
    }

    /// A fleet on free ports that knows no session script and lives by the system's clock.
    public static FleetSettings of(SimulatorSpec spec, Credential credential) {
        return new FleetSettings(spec, Wire.PLAIN, credential, Set.of(), InstantSource.system());
    }

    /// The same, reached another way.
    public FleetSettings with(Wire other) {
        return new FleetSettings(spec, other, credential, scriptHashes, clock);
    }

    /// The same, with these session scripts known.
    public FleetSettings withScripts(Set<String> hashes) {
        return new FleetSettings(spec, wire, credential, hashes, clock);
    }

    /// The same, by another clock. Where a test sets it by hand, the hosts follow within 50 ms.
    public FleetSettings with(InstantSource other) {
        return new FleetSettings(spec, wire, credential, scriptHashes, other);
    }
}
