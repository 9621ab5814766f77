package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A credential of the inventory: the account, and where its proof comes from. Holds no secret.
///
/// @param name its name in the inventory
/// @param username `DOMAIN\name`, `name@dns.domain` or `name`; of a certificate its file; empty
///   where the program that prints the password names the account
public record CredentialSource(String name, String username, ProofSource proof) {

    /// Where what proves an account comes from.
    public sealed interface ProofSource {

        /// A password.
        record Password(PasswordSource from) implements ProofSource {
            public Password {
                requireNonNull(from, "from is null");
            }
        }

        /// A file of Kerberos keys that nobody but its owner can read.
        record Keytab(Path file) implements ProofSource {
            public Keytab {
                requireNonNull(file, "file is null");
            }
        }

        /// A Kerberos ticket that somebody else got and renews.
        ///
        /// @param file empty for the one of the environment (`KRB5CCNAME`) or the system's own
        record TicketCache(Optional<Path> file) implements ProofSource {
            public TicketCache {
                requireNonNull(file, "file is null");
            }
        }

        /// A PKCS#12 file with a certificate and its key.
        ///
        /// @param password where that of the file comes from
        record Certificate(Path file, PasswordSource password) implements ProofSource {
            public Certificate {
                requireNonNull(file, "file is null");
                requireNonNull(password, "password is null");
            }
        }

        /// What an error calls it.
        default String described() {
            return switch (this) {
                case Password _ -> "a password";
                case Keytab _ -> "a keytab";
                case TicketCache _ -> "a ticket cache";
                case Certificate _ -> "a certificate";
            };
        }

        /// The ways to log on that can use it, the best first.
        default List<AuthScheme> schemes() {
            return switch (this) {
                case Password _ -> CredentialFit.OF_PASSWORDS;
                case Keytab _, TicketCache _ -> List.of(AuthScheme.NEGOTIATE, AuthScheme.KERBEROS);
                case Certificate _ -> List.of(AuthScheme.CERTIFICATE);
            };
        }
    }

    /// Where a password comes from.
    public sealed interface PasswordSource {

        /// An environment variable.
        ///
        /// @param variable its name
        record Environment(String variable) implements PasswordSource {
            public Environment {
                requireNonNull(variable, "variable is null");
            }
        }

        /// The content of a file that nobody but its owner can read.
        record File(Path path) implements PasswordSource {
            public File {
                requireNonNull(path, "path is null");
            }
        }

        /// A password under a name in a keystore of Java: PKCS#12, JCEKS or what else this Java
        /// reads.
        ///
        /// @param file one that nobody but its owner can read
        /// @param alias its name
        /// @param password where that of the keystore comes from
        record Keystore(Path file, String alias, PasswordSource password)
                implements PasswordSource {
            public Keystore {
                requireNonNull(file, "file is null");
                requireNonNull(alias, "alias is null");
                requireNonNull(password, "password is null");
            }
        }

        /// What the keychain of the operating system holds under a name for the account.
        record Keychain(String service) implements PasswordSource {
            public Keychain {
                requireNonNull(service, "service is null");
            }
        }

        /// What the directory of the inventory keeps of each host (LAPS): another one for each.
        ///
        /// @param accountNamed whether the inventory names the account; else the directory may
        record Laps(boolean accountNamed) implements PasswordSource {
            /// What Windows calls the account whose password it keeps, in English.
            static final String USUAL_ACCOUNT = ".\\Administrator";
        }

        /// The first line that a program prints, or the members `username` and `password` of the
        /// JSON object that it prints.
        ///
        /// @param command the program and its arguments; no shell reads them
        /// @param folder where it runs: the folder of the inventory
        record Program(List<String> command, Path folder) implements PasswordSource {
            public Program {
                command = List.copyOf(command);
                requireNonNull(folder, "folder is null");
                if (command.isEmpty()) {
                    throw new IllegalArgumentException("command is empty");
                }
            }
        }

        /// What a person types on the terminal.
        record Asked() implements PasswordSource {}

        /// One that is there but not taken.
        ///
        /// @param why a sentence that says where it stands and what to do instead
        record Refused(String why) implements PasswordSource {
            public Refused {
                requireNonNull(why, "why is null");
            }
        }
    }

    /// Whether each host has a password of its own in the directory.
    public boolean laps() {
        return proof instanceof ProofSource.Password(var from)
                && from instanceof PasswordSource.Laps;
    }

    public CredentialSource {
        requireNonNull(name, "name is null");
        requireNonNull(username, "username is null");
        requireNonNull(proof, "proof is null");
    }
}
