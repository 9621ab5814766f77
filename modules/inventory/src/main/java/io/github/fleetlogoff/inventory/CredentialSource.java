package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;

/// A credential of the inventory: the account, and where its password comes from. Holds no secret.
///
/// @param name its name in the inventory
/// @param username `DOMAIN\name`, `name@dns.domain` or `name`
public record CredentialSource(String name, String username, PasswordSource password) {

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

        /// The first line that a program prints.
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
    }

    public CredentialSource {
        requireNonNull(name, "name is null");
        requireNonNull(username, "username is null");
        requireNonNull(password, "password is null");
    }
}
