package io.github.fleetlogoff.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The credentials of a run by name, their secrets already fetched. Immutable but for [#wipe].
public final class Credentials {
    private final Map<String, Credential> byName;
    private final Map<String, Map<String, Credential>> byNameAndHost;
    private final Map<String, String> lacking;

    public Credentials(Map<String, Credential> byName) {
        this(byName, Map.of(), Map.of());
    }

    /// @param byNameAndHost those that are other ones on each host, by name and by the host's name
    ///   in lower case
    /// @param lacking why a host has none of its own, by the host's name in lower case
    public Credentials(
            Map<String, Credential> byName,
            Map<String, Map<String, Credential>> byNameAndHost,
            Map<String, String> lacking) {
        this.lacking = Map.copyOf(lacking);
        this.byName = Map.copyOf(byName);
        Map<String, Map<String, Credential>> copy = new HashMap<>();
        byNameAndHost.forEach((name, byHost) -> copy.put(name, Map.copyOf(byHost)));
        this.byNameAndHost = Map.copyOf(copy);
    }

    /// The credential a host is reached with; empty where it names none, or one that is not here.
    public Optional<Credential> of(Host host) {
        return Optional.ofNullable(host.connection().credential())
                .map(name -> {
                    Map<String, Credential> own = byNameAndHost.get(name);
                    return own == null
                            ? byName.get(name)
                            : own.get(host.name().toLowerCase(Locale.ROOT));
                });
    }

    /// Why a host has no credential although it names one, in a sentence; empty where it has one,
    /// or names none.
    public Optional<String> lack(Host host) {
        return of(host).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(lacking.get(host.name().toLowerCase(Locale.ROOT)));
    }

    /// What a refused logon to a host counts for: the account, wherever it is used, or the account
    /// of this one host. Empty where there is no credential.
    public Optional<String> account(Host host) {
        return of(host).map(credential ->
                byNameAndHost.containsKey(credential.name())
                        ? credential.username() + " of " + host.name()
                        : credential.username());
    }

    /// Overwrites every secret, at the end of a run.
    public void wipe() {
        byName.values().forEach(credential -> credential.password().wipe());
        byNameAndHost
                .values()
                .forEach(own -> own.values().forEach(credential -> credential.password().wipe()));
    }
}
