package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.TlsContexts;
import io.github.fleetlogoff.winrm.wsman.http.Peer;
import io.github.fleetlogoff.winrm.wsman.logon.ClientCertificate;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;

/// How TLS connections are made, with the certificate that a credential is where it is one. Each
/// certificate is read once. Thread-safe.
final class TlsPeers {
    private final TlsContexts contexts = new TlsContexts();
    private final Map<Shown, SSLContext> showing = new HashMap<>();
    private final InstantSource clock;

    private record Shown(Credential credential, Tls checks) {}

    TlsPeers(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// @throws ExchangeException where the CA file or the certificate cannot be used; its message
    ///   names the file
    Peer.Tls of(Tls checks, Credential credential) throws ExchangeException {
        if (credential.proof() instanceof Proof.Certificate certificate) {
            return new Peer.Tls(
                    showing(new Shown(credential, checks), certificate),
                    TlsContexts.checksName(checks),
                    ClientCertificate.TLS_VERSIONS);
        }
        return new Peer.Tls(contexts.of(checks), TlsContexts.checksName(checks));
    }

    private synchronized SSLContext showing(Shown shown, Proof.Certificate certificate)
            throws ExchangeException {
        SSLContext made = showing.get(shown);
        if (made == null) {
            made = TlsContexts.showing(read(shown, certificate).keyManagers(), shown.checks());
            showing.put(shown, made);
        }
        return made;
    }

    private ClientCertificate read(Shown shown, Proof.Certificate certificate)
            throws ExchangeException {
        try {
            return ClientCertificate.read(
                    certificate.file(), shown.credential().password(), clock.instant());
        } catch (LogonException failure) {
            throw ExchangeException.logon(String.valueOf(failure.getMessage()), failure);
        }
    }
}
