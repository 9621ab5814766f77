package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellCommand;
import java.util.Optional;

/// What no engine does, whatever the inventory asks for.
public final class Refusals {
    private Refusals() {}

    /// Why a host cannot be reached as its connection says, empty where nothing speaks against it.
    ///
    /// @param command what is to be run
    /// @param hasCredential whether there is a credential for it
    /// @param allowUnencrypted whether Basic over plain HTTP was asked for in so many words
    public static Optional<String> of(
            Connection connection,
            RemoteCommand command,
            boolean hasCredential,
            boolean allowUnencrypted) {
        if (connection.auth() == AuthScheme.BASIC
                && connection.tls() == null
                && !allowUnencrypted) {
            return Optional.of(
                    "auth: basic over plain HTTP shows the password to the network; use tls or auth: ntlm"
                            + " (--allow-unencrypted forces it)");
        }
        if (connection.endpoint().isWinrs() != (command instanceof ShellCommand)) {
            return Optional.of(
                    "the endpoint "
                            + connection.endpoint().name()
                            + " does not take a command of that form");
        }
        if (!hasCredential) {
            return Optional.of(
                    "the host has no credential; name one in the inventory or with --credential, or, where it is"
                            + " LAPS, let the directory's account read the host's password");
        }
        return Optional.empty();
    }
}
