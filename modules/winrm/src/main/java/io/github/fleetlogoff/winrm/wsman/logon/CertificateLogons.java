package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Logons by client certificates, which the TLS connections must have been made with: see
/// [ClientCertificate]. Thread-safe.
public final class CertificateLogons implements LogonFactory {

    @Override
    public Logon logon(Connection host, Credential credential, Optional<X509Certificate> server) {
        return new CertificateLogon(credential.username(), server.isPresent());
    }
}
