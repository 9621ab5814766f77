package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.sessions.ShellQuota;
import java.time.Duration;
import java.util.Optional;

/// The exchanges of one command's shell with one host, each sent once. Every failure is an
/// [ExchangeException]. For one thread.
public interface ShellClient extends AutoCloseable {

    /// How long one exchange may take.
    ///
    /// @param connect for opening a connection, should the one there was be gone
    /// @param operation how long the host may think
    /// @param most for the whole exchange
    record Limits(Duration connect, Duration operation, Duration most) {}

    /// Creates a shell for the command and says its id.
    ///
    /// @param idleTimeout after which the host deletes the shell by itself
    String create(Duration idleTimeout, Limits limits) throws ExchangeException;

    /// The id that a shell has which was created although the answer was lost; empty where the host
    /// chooses it.
    default Optional<String> chosenShell() {
        return Optional.empty();
    }

    /// Looks whether a created shell takes commands; asked until it does.
    ///
    /// @throws ExchangeException also where it never will
    default boolean isReady(String shellId, Limits limits) throws ExchangeException {
        return true;
    }

    /// Starts the command and says its id. Never called twice in a conversation.
    String command(String shellId, Limits limits) throws ExchangeException;

    /// Hands over what the command needs beside: its standard input, which ends with it, or what of
    /// itself one message did not hold. Nothing goes out where there is nothing.
    void send(String shellId, String commandId, Limits limits) throws ExchangeException;

    /// Reads what a command has printed since the last time.
    ///
    /// @return whether the host had anything to say
    boolean receive(String shellId, String commandId, Output output, Limits limits)
            throws ExchangeException;

    /// Ends a command, as it must be also where it is done (MS-WSMV 3.1.4.14).
    void terminate(String shellId, String commandId, Limits limits) throws ExchangeException;

    /// Reads what the host allows remote shells; empty where that cannot be asked this way. No
    /// logon is made for it.
    default Optional<ShellQuota> quota(Limits limits) throws ExchangeException {
        return Optional.empty();
    }

    /// Deletes a shell, with which the connection has served.
    void delete(String shellId, Limits limits) throws ExchangeException;

    /// What came of a shell that was opened to see whether it can be.
    ///
    /// @param gone whether it is deleted for sure
    /// @param failure why it takes no command, empty where it does
    record Knocked(boolean gone, Optional<ExchangeException> failure) {}

    /// Opens a shell of another endpoint on the connection there is, waits until it takes commands,
    /// and deletes it. No logon is made for it.
    ///
    /// @throws ExchangeException where none was created
    default Knocked knock(Endpoint endpoint, Limits limits) throws ExchangeException {
        throw ExchangeException.configuration("this engine opens remote shells only", null);
    }

    /// Whether an exchange ended in a way that leaves the connection or its keys of no use.
    boolean broken();

    /// Closes a connection that still waits for an answer.
    @Override
    void close();
}
