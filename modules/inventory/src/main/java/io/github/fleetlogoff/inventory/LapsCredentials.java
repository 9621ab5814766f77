package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource.Laps;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The local administrators of hosts, each with the password that a directory keeps of it.
final class LapsCredentials {
    private final List<Inventory> directories;
    private static final String ENCRYPTED =
            "the directory keeps its LAPS password encrypted (msLAPS-EncryptedPassword), which only"
                    + " Windows can read; give the host a credential with password: {exec: […]} that calls"
                    + " Get-LapsADPassword, or turn the policy 'Enable password encryption' off";
    private static final String MISSING =
            "the directory has no LAPS password of it that its account may read; see whether LAPS manages"
                    + " the computer and the account may read ms-Mcs-AdmPwd or msLAPS-Password";

    private final Map<String, Map<String, Credential>> byHost = new HashMap<>();
    private final Map<String, String> lacking = new HashMap<>();

    LapsCredentials(List<Inventory> directories) {
        this.directories = directories;
    }

    /// The credential of a host, where a directory knows its password. That one host has none does
    /// not hold up the others.
    void add(CredentialSource source, Host host) {
        Map<String, Credential> own = byHost.computeIfAbsent(source.name(), _ -> new HashMap<>());
        directories.stream()
                .flatMap(inventory -> inventory.laps(host).stream())
                .findFirst()
                .ifPresentOrElse(
                        laps ->
                                own.put(
                                        host.name().toLowerCase(Locale.ROOT),
                                        new Credential(
                                                source.name(),
                                                account(source, laps.account()),
                                                laps.password().use(Secret::of))),
                        () -> lacking.put(host.name().toLowerCase(Locale.ROOT), why(host)));
    }

    private String why(Host host) {
        boolean encrypted =
                directories.stream().anyMatch(inventory -> inventory.hasEncryptedLaps(host));
        return "not tried: " + (encrypted ? ENCRYPTED : MISSING);
    }

    /// Why hosts have none, by their names in lower case.
    Map<String, String> lacking() {
        return lacking;
    }

    private static String account(CredentialSource source, Optional<String> known) {
        boolean named =
                source.proof() instanceof ProofSource.Password(PasswordSource from)
                        && from instanceof Laps(boolean accountNamed)
                        && accountNamed;
        return named
                ? source.username()
                : known.map(account -> ".\\" + account).orElse(source.username());
    }

    /// By name of the credential and of the host.
    ///
    /// @throws FleetException where a credential has no password for any host
    Map<String, Map<String, Credential>> byHost() {
        byHost.forEach((name, own) -> {
            if (own.isEmpty()) {
                throw new FleetException(
                        FleetException.Code.CREDENTIAL,
                        "credential "
                                + Place.quote(name)
                                + ": no LAPS password was found for any of its hosts; they must be hosts of a"
                                + " 'directory' whose account may read ms-Mcs-AdmPwd or msLAPS-Password"
                                + (lacking.containsValue("not tried: " + ENCRYPTED)
                                        ? "; at least one of them: " + ENCRYPTED
                                        : ""));
            }
        });
        return byHost;
    }

    void wipe() {
        byHost.values()
                .forEach(own -> own.values().forEach(credential -> credential.password().wipe()));
    }
}
