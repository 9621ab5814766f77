package io.github.fleetlogoff.simulator;

/// A host of a simulated fleet.
///
/// @param port of its own; nobody listens there where the host is dead
public record SimulatedHost(String name, String address, int port) {}
