package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Makes the logon of each connection. Thread-safe.
@FunctionalInterface
public interface LogonFactory {

    /// The logon of one new connection.
    ///
    /// @param server the certificate of the TLS connection beneath, to which the logon is bound;
    ///   empty over plain HTTP, where the logon has to give keys to seal with
    Logon logon(Connection host, Credential credential, Optional<X509Certificate> server);
}
