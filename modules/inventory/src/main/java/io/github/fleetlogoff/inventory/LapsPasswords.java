package io.github.fleetlogoff.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a directory holds of the passwords of local administrators.
///
/// @param readable by host, in lower case
/// @param encrypted the hosts, in lower case, of which it has one that only Windows can decrypt
record LapsPasswords(Map<String, LapsPassword> readable, Set<String> encrypted) {
    static final LapsPasswords NONE = new LapsPasswords(Map.of(), Set.of());

    LapsPasswords {
        readable = Map.copyOf(readable);
        encrypted = Set.copyOf(encrypted);
    }

    LapsPasswords and(LapsPasswords others) {
        Map<String, LapsPassword> all = new HashMap<>(readable);
        all.putAll(others.readable);
        Set<String> closed = new HashSet<>(encrypted);
        closed.addAll(others.encrypted);
        return new LapsPasswords(all, closed);
    }

    Optional<LapsPassword> of(String host) {
        return Optional.ofNullable(readable.get(host.toLowerCase(Locale.ROOT)));
    }

    boolean isEncrypted(String host) {
        return encrypted.contains(host.toLowerCase(Locale.ROOT));
    }

    void wipe() {
        readable.values().forEach(password -> password.password().wipe());
    }
}
