package io.github.fleetlogoff.model;

import java.util.Map;
import java.util.Optional;

/// The credentials of a run by name, their secrets already fetched. Immutable but for [#wipe].
public final class Credentials {
    private final Map<String, Credential> byName;

    public Credentials(Map<String, Credential> byName) {
        this.byName = Map.copyOf(byName);
    }

    /// The credential a host is reached with; empty where it names none, or one that is not here.
    public Optional<Credential> of(Host host) {
        return Optional.ofNullable(host.connection().credential()).map(byName::get);
    }

    /// Overwrites every secret, at the end of a run.
    public void wipe() {
        byName.values().forEach(credential -> credential.password().wipe());
    }
}
