package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether hosts can be logged on to with the credentials that they name. To be asked before any
/// secret is fetched.
final class CredentialFit {
    static final List<AuthScheme> OF_PASSWORDS =
            List.of(AuthScheme.NEGOTIATE, AuthScheme.KERBEROS, AuthScheme.NTLM, AuthScheme.BASIC);

    private CredentialFit() {}

    /// @param passwords the names of credentials that are passwords, whatever the inventory says
    /// @throws FleetException with code `CREDENTIAL` for the first host where they do not fit
    static void check(
            List<Host> hosts, Map<String, CredentialSource> sources, Set<String> passwords) {
        for (Host host : hosts) {
            Connection connection = host.connection();
            String name = connection.credential();
            CredentialSource source = name == null ? null : sources.get(name);
            if (name != null && passwords.contains(name)) {
                check(host, "its credential is a password", OF_PASSWORDS);
            } else if (source != null) {
                ProofSource proof = source.proof();
                check(
                        host,
                        "the credential " + Place.quote(source.name()) + " is " + proof.described(),
                        proof.schemes());
            }
            if (connection.auth() == AuthScheme.CERTIFICATE && connection.tls() == null) {
                throw fault(
                        host,
                        "auth is certificate, which only TLS can carry; add tls: true, or use another auth");
            }
        }
    }

    private static void check(Host host, String is, List<AuthScheme> usable) {
        AuthScheme auth = host.connection().auth();
        if (!usable.contains(auth)) {
            throw fault(
                    host,
                    "auth is "
                            + auth.word()
                            + ", but "
                            + is
                            + "; use auth: "
                            + usable.stream()
                                    .map(AuthScheme::word)
                                    .collect(Collectors.joining(" or "))
                            + ", or another credential");
        }
    }

    private static FleetException fault(Host host, String text) {
        return new FleetException(CREDENTIAL, "host " + Place.quote(host.name()) + ": " + text);
    }
}
