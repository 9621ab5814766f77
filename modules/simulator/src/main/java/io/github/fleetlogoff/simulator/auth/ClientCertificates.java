package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The certificates by which clients may log on over TLS: those of certain issuers, as WinRM's
/// mappings have them (`WSMan:\localhost\ClientCertificate`). Immutable.
public final class ClientCertificates {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

    private final List<X509Certificate> issuers;

    public ClientCertificates(List<X509Certificate> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /// Those of the issuers in a PEM file.
    ///
    /// @throws FleetException USAGE where it has no certificate
    public static ClientCertificates of(Path pem) {
        try (InputStream bytes = Files.newInputStream(pem)) {
            List<X509Certificate> issuers =
                    CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (issuers.isEmpty()) {
                throw new CertificateException("it has none");
            }
            return new ClientCertificates(issuers);
        } catch (IOException | CertificateException failure) {
            throw new FleetException(
                    FleetException.Code.USAGE,
                    "the certificates of "
                            + pem
                            + " cannot be read ("
                            + failure.getMessage()
                            + "); it must be PEM",
                    failure);
        }
    }

    /// Whose certificates are taken.
    public List<X509Certificate> issuers() {
        return issuers;
    }

    /// Looks whether a client may log on by its certificates: issued by one of the issuers, or one
    /// of them itself, good now, and not for other purposes only.
    ///
    /// @param chain the client's own first
    /// @throws AuthException where it may not
    public void check(List<X509Certificate> chain, Instant now) throws AuthException {
        requireNonNull(now, "now is null");
        if (chain.isEmpty()) {
            throw new AuthException(Kind.REFUSED, "the client sent no certificate");
        }
        X509Certificate own = chain.getFirst();
        try {
            own.checkValidity(Date.from(now));
            List<String> purposes = own.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(CLIENT_AUTHENTICATION)) {
                throw new CertificateException("it is not for clients");
            }
            if (!issuers.contains(own)) {
                validate(chain, now);
            }
        } catch (GeneralSecurityException failure) {
            throw new AuthException(
                    Kind.REFUSED, "the client's certificate: " + failure.getMessage());
        }
    }

    private void validate(List<X509Certificate> chain, Instant now)
            throws GeneralSecurityException {
        Set<TrustAnchor> anchors =
                issuers.stream()
                        .map(issuer -> new TrustAnchor(issuer, null))
                        .collect(Collectors.toSet());
        PKIXParameters parameters = new PKIXParameters(anchors);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(now));
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509")
                                .generateCertPath(
                                        chain.stream()
                                                .takeWhile(each -> !issuers.contains(each))
                                                .toList()),
                        parameters);
    }
}
