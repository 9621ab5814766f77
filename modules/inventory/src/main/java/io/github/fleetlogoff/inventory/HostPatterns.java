package io.github.fleetlogoff.inventory;

import java.util.List;

/// Which hosts of an inventory are meant: `-w`, `-l` and `-x`. Each element is an expression of
/// host sets, `@group`, `@site:x`, `@label=value`, `@all`, globs (`*`, `?`) and `~regex`, which
/// whole names fit, joined by `,` (union), `!` (without), `&` (in both) and `^` (in one only), read
/// from left to right; a bare word is a host; letter case does not count.
///
/// @param hosts the hosts to take, empty = all
/// @param limits of those, only hosts that one of these fits too; empty = no limit
/// @param excludes hosts left out
public record HostPatterns(List<String> hosts, List<String> limits, List<String> excludes) {
    /// Every host.
    public static final HostPatterns ALL = new HostPatterns(List.of(), List.of(), List.of());

    public HostPatterns {
        hosts = List.copyOf(hosts);
        limits = List.copyOf(limits);
        excludes = List.copyOf(excludes);
    }
}
