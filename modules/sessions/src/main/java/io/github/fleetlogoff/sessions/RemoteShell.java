package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Host;

/// The port through which a command reaches a host. Thread-safe: called from many virtual threads
/// at once.
public interface RemoteShell extends AutoCloseable {

    /// Opens a shell on the host, one of its endpoint, runs one command in it, reads its output to
    /// the end and deletes the shell, on every path and also after an interrupt. Never throws for
    /// what a host or a network does. The command is delivered at most once. An interrupt ends the
    /// call within a few seconds; the interrupt flag is set when it returns. A command that is not
    /// of the form which the host's endpoint takes is a protocol fault.
    ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch);

    /// How many shells it may have left on hosts so far: those that could not be deleted, and those
    /// of which the answer with the id was lost. Hosts end them by themselves.
    default int leakedShells() {
        return 0;
    }

    /// Closes connections and threads. Runs under way fail.
    @Override
    void close();
}
