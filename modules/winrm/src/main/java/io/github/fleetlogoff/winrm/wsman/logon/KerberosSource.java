package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import java.nio.file.Path;
import java.util.Optional;
import javax.security.auth.login.LoginException;

/// Where a ticket-granting ticket comes from. Two that are equal share one login.
sealed interface KerberosSource {

    /// What a message calls it.
    String described();

    /// What to say where a file holds nothing for the account; empty for a password.
    ///
    /// @throws LoginException where the account's name has no realm
    Optional<String> missing() throws LoginException;

    /// An account and its password.
    record Password(Credential credential) implements KerberosSource {
        public Password {
            requireNonNull(credential, "credential is null");
        }

        @Override
        public String described() {
            return "the account " + credential.username();
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }
    }

    /// A file of keys.
    record Keytab(Path file, Credential account) implements KerberosSource {
        public Keytab {
            requireNonNull(file, "file is null");
            requireNonNull(account, "account is null");
        }

        @Override
        public String described() {
            return "the account " + account.username() + " with the keytab " + file;
        }

        @Override
        public Optional<String> missing() throws LoginException {
            return Optional.of(
                    "it holds no key of "
                            + KerberosAccount.principal(account)
                            + "; list it with klist -k "
                            + file);
        }
    }

    /// A ticket that somebody else got and renews: `kinit`, or a service made for it.
    ///
    /// @param file empty for the one of the environment (`KRB5CCNAME`) or the system's own
    record TicketCache(Optional<Path> file, Credential account) implements KerberosSource {
        public TicketCache {
            requireNonNull(file, "file is null");
            requireNonNull(account, "account is null");
        }

        @Override
        public String described() {
            return "the account "
                    + account.username()
                    + " with the ticket cache"
                    + file.map(path -> " " + path).orElse("");
        }

        @Override
        public Optional<String> missing() throws LoginException {
            String principal = KerberosAccount.principal(account);
            return Optional.of(
                    "it holds no valid ticket of " + principal + "; run kinit " + principal);
        }
    }

    /// That of a credential.
    ///
    /// @throws IllegalArgumentException for a certificate, which Kerberos does not take here
    static KerberosSource of(Credential credential) {
        return switch (credential.proof()) {
            case Proof.Password() -> new Password(credential);
            case Proof.Keytab(var file) -> new Keytab(file, credential);
            case Proof.TicketCache(var file) -> new TicketCache(file, credential);
            case Proof.Certificate _ ->
                    throw new IllegalArgumentException("a certificate gets no Kerberos ticket");
        };
    }
}
