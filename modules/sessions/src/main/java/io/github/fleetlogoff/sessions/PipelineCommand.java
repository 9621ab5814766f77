package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;

/// A command to run as a pipeline of PowerShell remoting. It gets no input objects.
///
/// @param text the name of a command, or a script
/// @param script which of both; an endpoint that knows no language takes names only
/// @param parameters with their values, by name
/// @param switches parameters without a value
/// @param outputLimit bytes of the objects' text and of the errors' each that are read at the most
public record PipelineCommand(
        String text,
        boolean script,
        Map<String, String> parameters,
        Set<String> switches,
        int outputLimit)
        implements RemoteCommand {

    public PipelineCommand {
        requireNonNull(text, "text is null");
        parameters = Map.copyOf(parameters);
        switches = Set.copyOf(switches);
        if (outputLimit < 1) {
            throw new IllegalArgumentException("outputLimit is not positive: " + outputLimit);
        }
    }
}
