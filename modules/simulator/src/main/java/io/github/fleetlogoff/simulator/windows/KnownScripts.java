package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;

/// The session scripts that are emulated, known by their SHA-256. Of one thread.
final class KnownScripts {

    private final Set<String> hashes;
    private String last = "";
    private String lastUnpacked = "";

    /// @param hashes in lower-case hex
    KnownScripts(Set<String> hashes) {
        this.hashes = Set.copyOf(hashes);
    }

    /// Whether it is one of them as it is packed for a shell's variable.
    boolean contains(String script) {
        if (script.isEmpty()) {
            return false;
        }
        // A fleet is sent the same script thousands of times: comparing is much cheaper than
        // hashing.
        if (script.equals(last)) {
            return true;
        }
        boolean known = hashes.contains(sha256(script));
        if (known) {
            last = script;
        }
        return known;
    }

    /// The same for a script that came with its line ends, perhaps with its comments too.
    boolean containsUnpacked(String script) {
        if (script.equals(lastUnpacked)) {
            return true;
        }
        boolean known =
                contains(
                        script.lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                                .collect(Collectors.joining("~")));
        if (known) {
            lastUnpacked = script;
        }
        return known;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
