package io.github.fleetlogoff.winrm.wsman.logon;

import java.util.List;
import java.util.Optional;

/// The client's end of the logon of one connection, in HTTP headers. Knows no socket and no
/// message. Not thread-safe.
///
/// The connection asks for [#authorization] before each request, and tells what the answer's
/// `WWW-Authenticate` headers were: of a 401 to [#refused], of any other to [#accepted].
public interface Logon {

    /// The value of the next request's `Authorization`; empty where the connection is logged on, or
    /// where the logon is the certificate's.
    ///
    /// @throws LogonException where no token can be made
    Optional<String> authorization() throws LogonException;

    /// Whether the request with the last [#authorization] is to carry the message: false for a leg
    /// that is sure to be answered with 401.
    default boolean carriesMessage() {
        return true;
    }

    /// Takes a 401.
    ///
    /// @param challenges the values of its `WWW-Authenticate` headers, in their order
    /// @return whether the request is to be sent again, with the next [#authorization]
    /// @throws LogonException where the server refused the logon, offers no scheme that is allowed,
    ///   or asks for less protection than there must be
    boolean refused(List<String> challenges) throws LogonException;

    /// Takes an answer that is no 401: the server has let the request in.
    ///
    /// @param challenges the values of its `WWW-Authenticate` headers; the server's own proof is
    ///   among them where the scheme has one
    /// @throws LogonException where the server must prove itself and does not
    void accepted(List<String> challenges) throws LogonException;

    /// What seals the payload, from when on the keys are known; empty where the scheme has none.
    Optional<Sealing> sealing();
}
