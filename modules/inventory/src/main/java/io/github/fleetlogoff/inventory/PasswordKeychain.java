package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.model.FleetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The keychain of the operating system, asked by the program that comes with it.
final class PasswordKeychain {
    private PasswordKeychain() {}

    /// The program that prints a password: `security` of macOS, `secret-tool` of libsecret.
    ///
    /// @param system the name of the operating system, as Java has it
    static PasswordSource.Program program(
            String owner, String system, String service, String username) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            throw new FleetException(
                    CREDENTIAL,
                    owner
                            + ": Windows has no program that prints a password of its credential manager; use"
                            + " {exec: [powershell, …]} as docs/credentials.md has it");
        }
        return new PasswordSource.Program(
                name.startsWith("mac")
                        ? List.of(
                                "security",
                                "find-generic-password",
                                "-w",
                                "-s",
                                service,
                                "-a",
                                username)
                        : List.of(
                                "secret-tool", "lookup", "service", service, "username", username),
                Path.of("").toAbsolutePath());
    }
}
