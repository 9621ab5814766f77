package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.CredentialSource;
import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.inventory.DirectoryAccess;
import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.Secrets;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the secrets of a run that is taken up come from. The journal holds the accounts and no
/// secret: each is fetched again from where the inventory has it, else a person is asked.
final class ResumeCredentials extends OptionSet {
    private final Argument<List<Path>> inventories =
            option("-i", "--inventory")
                    .takes("FILE")
                    .help("where the run's credentials are now [its own inventory]")
                    .paths();

    private final Argument<@Nullable Path> passwordFile =
            option("--password-file")
                    .takes("FILE")
                    .help("the password of the run's account, in a file only you can read")
                    .path();

    private final Argument<Boolean> askPassword =
            option("--ask-password").help("ask for the password of the run's account").flag();

    ResumeCredentials() {
        super(HelpGroup.OTHER);
    }

    /// The credentials of the hosts, every secret fetched.
    ///
    /// @throws FleetException with code CREDENTIAL where one cannot be had
    Credentials of(RunOrigin origin, List<Host> hosts, Surroundings surroundings) {
        Secrets secrets = surroundings.secrets();
        List<Credential> given = given(origin.access().accounts(), secrets);
        List<Inventory> there = inventories(origin, surroundings);
        return secrets.load(sources(origin, there), hosts, given, there);
    }

    private List<Credential> given(Map<String, String> accounts, Secrets secrets) {
        if (passwordFile.get() == null && !askPassword.get()) {
            return List.of();
        }
        if (accounts.size() != 1) {
            throw SessionOptions.usage(
                    "the run has "
                            + accounts.size()
                            + " accounts ("
                            + String.join(", ", accounts.values())
                            + "), --password-file and --ask-password give one password: name an"
                            + " inventory with all of them by --inventory FILE");
        }
        Map.Entry<String, String> account = accounts.entrySet().iterator().next();
        Secret password =
                passwordFile.get() == null
                        ? secrets.ask("--ask-password", account.getValue())
                        : secrets.passwordFile("--password-file", passwordFile.get());
        return List.of(new Credential(account.getKey(), account.getValue(), password));
    }

    private List<Inventory> inventories(RunOrigin origin, Surroundings surroundings) {
        if (inventories.get().isEmpty()) {
            return origin.inventories().stream()
                    .filter(source -> !source.equals("-"))
                    .flatMap(source -> leftOf(Path.of(source), surroundings).stream())
                    .toList();
        }
        DirectoryAccess access = surroundings.directories(true);
        return inventories.get().stream().map(file -> Inventory.load(file, access)).toList();
    }

    // A credential that is another account by now is not the run's.
    private static Map<String, CredentialSource> sources(
            RunOrigin origin, List<Inventory> inventories) {
        Map<String, CredentialSource> there = new LinkedHashMap<>();
        inventories.forEach(inventory -> there.putAll(inventory.credentials()));
        Map<String, CredentialSource> sources = new LinkedHashMap<>();
        origin.access()
                .accounts()
                .forEach((name, username) -> {
                    CredentialSource found = there.get(name);
                    sources.put(
                            name,
                            found != null && (found.laps() || is(found, username))
                                    ? found
                                    : new CredentialSource(
                                            name,
                                            username,
                                            new ProofSource.Password(new PasswordSource.Asked())));
                });
        return sources;
    }

    private static boolean is(CredentialSource source, String username) {
        return source.username().isEmpty() || source.username().equalsIgnoreCase(username);
    }

    // The run's own inventory may have changed in any way, or be gone.
    private static Optional<Inventory> leftOf(Path file, Surroundings surroundings) {
        try {
            return Optional.of(Inventory.load(file, surroundings.directories(true)));
        } catch (FleetException e) {
            surroundings
                    .terminal()
                    .err()
                    .println(
                            "fleet-logoff: the run's inventory is not used for its credentials: "
                                    + e.getMessage());
            return Optional.empty();
        }
    }
}
