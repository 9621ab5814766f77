package io.github.fleetlogoff.sessions;

/// What is to be run on a host, in the form that its endpoint takes: a [ShellCommand] in the remote
/// shell, a [PipelineCommand] in a session of PowerShell remoting.
public sealed interface RemoteCommand permits ShellCommand, PipelineCommand {

    /// Bytes of output that are read at the most, and as many of errors; more is a protocol fault.
    int outputLimit();
}
