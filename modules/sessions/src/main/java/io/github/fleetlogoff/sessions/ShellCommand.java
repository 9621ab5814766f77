package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/// A program to run in a remote shell.
///
/// @param program an executable, with its path or found by Windows' search order
/// @param arguments passed as they are; an engine quotes nothing
/// @param environment variables of the shell, each value at most 32,767 characters (CreateProcess)
/// @param outputLimit bytes of stdout and of stderr each that are read at the most; more is a
///   protocol fault
public record ShellCommand(
        String program, List<String> arguments, Map<String, String> environment, int outputLimit) {
    public ShellCommand {
        requireNonNull(program, "program is null");
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (outputLimit < 1) {
            throw new IllegalArgumentException("outputLimit is not positive: " + outputLimit);
        }
    }
}
