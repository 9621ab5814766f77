package io.github.fleetlogoff.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program that logs jdoe off all hosts of a fleet.
sealed interface Client permits EngineClient, PeerClient {
    /// What options, table and figures call it.
    String name();

    /// Whether it seals its messages when it logs on this way.
    boolean seals(Auth auth);

    /// The command line that does the work; what it needs to read is written into the scratch
    /// folder.
    ///
    /// @param inventory of a fleet that is up
    /// @throws MissingClientException where it is not installed
    List<String> command(Place place, Trial trial, Path inventory)
            throws IOException, MissingClientException;

    /// Which hosts the client itself says it did not do, and why.
    ///
    /// @param measurement of the run
    /// @throws MissingClientException where what it printed says that there is no such client
    /// @throws IOException where what it printed cannot be read
    Map<String, String> failedHosts(Measurement measurement, Path output, Path errors)
            throws IOException, MissingClientException;
}
