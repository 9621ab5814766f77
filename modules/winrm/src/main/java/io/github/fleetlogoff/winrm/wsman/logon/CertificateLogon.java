package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.List;
import java.util.Optional;

/// A logon by the certificate of the TLS connection beneath. The header says with each request that
/// it is meant as one (DSP0226, secprofile/https/mutual). Not thread-safe.
final class CertificateLogon implements Logon {
    static final String PROFILE =
            "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual";

    private final String certificate;
    private final boolean overTls;
    private boolean accepted;

    /// @param certificate what a message calls it
    CertificateLogon(String certificate, boolean overTls) {
        this.certificate = requireNonNull(certificate, "certificate is null");
        this.overTls = overTls;
    }

    @Override
    public Optional<String> authorization() throws LogonException {
        if (!overTls) {
            throw new LogonException(
                    Kind.UNTRUSTED, "a certificate logs on over TLS only: set tls: true");
        }
        return Optional.of(PROFILE);
    }

    @Override
    public boolean refused(List<String> challenges) throws LogonException {
        if (accepted) {
            throw new LogonException(
                    Kind.UNTRUSTED, "the server no longer takes the certificate that it took");
        }
        throw new LogonException(
                Kind.DENIED,
                "the server does not take the certificate "
                        + certificate
                        + ": on the host, winrm get winrm/config/service/auth must say Certificate ="
                        + " true, and winrm enumerate winrm/config/service/certmapping must map its"
                        + " user name (UPN) and issuer to a local account whose password is still"
                        + " the mapped one");
    }

    @Override
    public void accepted(List<String> challenges) {
        accepted = true;
    }

    /// None: TLS protects the payload.
    @Override
    public Optional<Sealing> sealing() {
        return Optional.empty();
    }
}
