package io.github.fleetlogoff.model;

import java.util.List;
import java.util.Optional;

/// Which endpoints a host offers to an account, and which of them is to be used.
///
/// @param endpoints those that were asked for, in the order in which they are to be preferred
/// @param use one that is offered, empty where none is known to be
public record EndpointAdvice(List<EndpointFinding> endpoints, Optional<Endpoint> use) {
    /// The host was not asked.
    public static final EndpointAdvice NONE = new EndpointAdvice(List.of(), Optional.empty());

    public EndpointAdvice {
        endpoints = List.copyOf(endpoints);
    }
}
