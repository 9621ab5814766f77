package io.github.fleetlogoff.winrm.wsman.logon;

import java.util.Optional;
import javax.security.sasl.SaslException;
import org.ietf.jgss.GSSException;

/// The client's end of one Kerberos exchange with mutual authentication and no delegation: one
/// token out, one in (RFC 4121, 4.1). Not thread-safe.
interface KerberosExchange {

    /// The first token, for which the key distribution centre is asked for a ticket. To be called
    /// within the subject that logs on.
    byte[] begin() throws GSSException, SaslException;

    /// Takes the server's token, which proves that it holds the key of the service.
    ///
    /// @throws GSSException where it does not
    void finish(byte[] token) throws GSSException, SaslException;

    /// What the keys are good for, after [#finish].
    Optional<Sealing> sealing(String protocol);
}
