package io.github.fleetlogoff.simulator;

/// What a simulated fleet has seen so far.
///
/// @param connections accepted
/// @param requests HTTP requests answered or under way, refused ones too
/// @param openShells shells open now
/// @param shellsDeleted by a client; expired ones are in neither
/// @param logonsRefused with credentials given
public record FleetFigures(
        long connections,
        long requests,
        long openShells,
        long shellsCreated,
        long shellsDeleted,
        long logonsRefused) {}
