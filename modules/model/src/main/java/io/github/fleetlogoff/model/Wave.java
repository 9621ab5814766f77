package io.github.fleetlogoff.model;

import java.util.List;

/// Hosts acted on together.
///
/// @param number from 1
public record Wave(int number, List<Host> hosts) {
    public Wave {
        hosts = List.copyOf(hosts);
    }
}
