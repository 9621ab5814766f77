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
/// @param stdin what the program reads as its standard input, in the code page that was asked for
///   (65001); empty = it is given none
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
public record ShellCommand(
        String program,
        List<String> arguments,
        Map<String, String> environment,
        int outputLimit,
        byte[] stdin)
        implements RemoteCommand {
    private static final byte[] NOTHING = new byte[0];

    public ShellCommand {
        requireNonNull(program, "program is null");
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
        if (outputLimit < 1) {
            throw new IllegalArgumentException("outputLimit is not positive: " + outputLimit);
        }
        requireNonNull(stdin, "stdin is null");
    }

    /// A program that is given no input.
    public ShellCommand(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            int outputLimit) {
        this(program, arguments, environment, outputLimit, NOTHING);
    }
}
