package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// An account, and what proves that one may use it.
///
/// @param name the name in the inventory
/// @param username `DOMAIN\name`, `name@dns.domain` or `name`; of a certificate, which the host
///   maps to an account, its file
/// @param password of the account, or of the certificate's file; empty where the proof has none
public record Credential(String name, String username, Secret password, Proof proof) {

    /// What proves that one may use the account.
    public sealed interface Proof {

        /// The account's password: for every logon but that by a certificate.
        record Password() implements Proof {}

        /// A file of Kerberos keys.
        record Keytab(Path file) implements Proof {
            public Keytab {
                requireNonNull(file, "file is null");
            }
        }

        /// A Kerberos ticket that somebody else got and renews.
        ///
        /// @param file empty for the one of the environment (`KRB5CCNAME`) or the system's own
        record TicketCache(Optional<Path> file) implements Proof {
            public TicketCache {
                requireNonNull(file, "file is null");
            }
        }

        /// A PKCS#12 file with a certificate and its key.
        record Certificate(Path file) implements Proof {
            public Certificate {
                requireNonNull(file, "file is null");
            }
        }
    }

    public Credential {
        requireNonNull(name, "name is null");
        requireNonNull(username, "username is null");
        requireNonNull(password, "password is null");
        requireNonNull(proof, "proof is null");
    }

    /// An account and its password.
    public Credential(String name, String username, Secret password) {
        this(name, username, password, new Proof.Password());
    }

    /// The part before the backslash, empty where there is none.
    public String domain() {
        int at = username.indexOf('\\');
        return at < 0 ? "" : username.substring(0, at);
    }

    /// The account name without a leading domain; `name@dns.domain` stays whole, as NTLM wants it.
    public String user() {
        return username.substring(username.indexOf('\\') + 1);
    }
}
