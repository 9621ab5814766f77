package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import java.nio.file.Path;
import java.util.Optional;

/// Where a ticket-granting ticket comes from. Two that are equal share one login.
public sealed interface KerberosSource {

    /// What a message calls it.
    String described();

    /// An account and its password.
    record Password(Credential credential) implements KerberosSource {
        public Password {
            requireNonNull(credential, "credential is null");
        }

        @Override
        public String described() {
            return "the account " + credential.username();
        }
    }

    /// A file of keys.
    ///
    /// @param principal `name@REALM`
    record Keytab(Path file, String principal) implements KerberosSource {
        public Keytab {
            requireNonNull(file, "file is null");
            requireNonNull(principal, "principal is null");
        }

        @Override
        public String described() {
            return principal + " in the keytab " + file;
        }
    }

    /// A ticket that somebody else got and renews: `kinit`, or a service made for it.
    ///
    /// @param file empty for the one of the environment (`KRB5CCNAME`) or the system's own
    record TicketCache(Optional<Path> file) implements KerberosSource {
        public TicketCache {
            requireNonNull(file, "file is null");
        }

        @Override
        public String described() {
            return file.map(path -> "the ticket cache " + path).orElse("the ticket cache");
        }
    }
}
