package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;
import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Fetches passwords from where the inventory or an option says they are. No message holds one.
public final class Secrets {
    /// The name of the credential that options give: no credential of an inventory can have it. The
    /// caller gives it to the hosts, with [io.github.fleetlogoff.model.Connection#withCredential].
    public static final String OPTIONS = "(options)";

    // With write access another user could choose the password, and see what becomes of it.
    private static final Set<PosixFilePermission> FOREIGN =
            Set.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    private final SecretAccess access;

    public Secrets(SecretAccess access) {
        this.access = requireNonNull(access, "access is null");
    }

    /// The credentials that hosts name, each fetched once. A simulated inventory needs none, so
    /// none is fetched for it.
    ///
    /// @param hosts the selected hosts of the inventory
    /// @throws FleetException with code `CREDENTIAL` where a host has no credential, or a password
    ///   cannot be had
    public Credentials load(Inventory inventory, List<Host> hosts) {
        return load(inventory, hosts, List.of());
    }

    /// The same, with credentials that are there already: those of the options. A host that names
    /// one gets that one.
    public Credentials load(Inventory inventory, List<Host> hosts, List<Credential> given) {
        if (inventory.simulator().isPresent()) {
            Map<String, Credential> credentials = new LinkedHashMap<>();
            given.forEach(credential -> credentials.put(credential.name(), credential));
            return new Credentials(credentials);
        }
        return load(inventory.credentials(), hosts, given, List.of(inventory));
    }

    /// The same, from sources that need not be those of an inventory.
    ///
    /// @param directories whose directories know the passwords of local administrators; wiped
    public Credentials load(
            Map<String, CredentialSource> sources,
            List<Host> hosts,
            List<Credential> given,
            List<Inventory> directories) {
        try {
            return load(sources, hosts, given, new LapsCredentials(directories));
        } finally {
            directories.forEach(Inventory::wipe);
        }
    }

    private Credentials load(
            Map<String, CredentialSource> sources,
            List<Host> hosts,
            List<Credential> given,
            LapsCredentials laps) {
        Map<String, Credential> credentials = new LinkedHashMap<>();
        given.forEach(credential -> credentials.put(credential.name(), credential));
        refuseHostsWithout(hosts);
        CredentialFit.check(hosts, sources, credentials.keySet());
        try {
            for (Host host : hosts) {
                String name = host.connection().credential();
                if (name == null || credentials.containsKey(name)) {
                    continue;
                }
                CredentialSource source = source(sources, name);
                if (source.laps()) {
                    laps.add(source, host);
                } else {
                    credentials.put(name, fetch(source));
                }
            }
            return new Credentials(credentials, laps.byHost(), laps.lacking());
        } catch (FleetException e) {
            credentials.values().forEach(credential -> credential.password().wipe());
            laps.wipe();
            throw e;
        }
    }

    /// The credential of `--username` and one of `--password-file` and `--ask-password`, under the
    /// name [#OPTIONS].
    public static Credential fromOptions(String username, Secret password) {
        if (username.isBlank() || Place.holdsControl(username)) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--username is empty or holds a control character");
        }
        return new Credential(OPTIONS, username, password);
    }

    /// The password in a file, for `--password-file`. One line end at its end is not part of it.
    ///
    /// @param owner what an error calls it, like `--password-file`
    /// @throws FleetException with code `CREDENTIAL` where the file is missing, empty, longer than
    ///   64 KB, or others can read or write it
    public Secret passwordFile(String owner, Path path) {
        byte[] content = new byte[0];
        try {
            checkPermissions(owner, "password file", path);
            try (InputStream in = Files.newInputStream(path)) {
                content = in.readNBytes(PasswordBytes.LIMIT + 1);
            }
            if (content.length > PasswordBytes.LIMIT) {
                throw fault(owner + ": " + path + " is longer than 64 KB, which is no password");
            }
            return PasswordBytes.decode(
                            content, PasswordBytes.withoutLineEnd(content, content.length))
                    .orElseThrow(() -> fault(owner + ": the password file " + path + " is empty"));
        } catch (NoSuchFileException e) {
            throw fault(owner + ": there is no password file " + path);
        } catch (CharacterCodingException e) {
            throw fault(owner + ": the password file " + path + " is not UTF-8");
        } catch (IOException e) {
            throw fault(owner + ": the password file " + path + " cannot be read by this user");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /// Asks for the password of an account, for `--ask-password`.
    ///
    /// @param owner what an error calls it, like `--ask-password`
    /// @throws FleetException with code `CREDENTIAL` where there is no terminal or nothing was
    ///   typed
    public Secret ask(String owner, String username) {
        Prompt prompt = access.prompt();
        if (prompt == null) {
            throw fault(
                    owner
                            + ": the password of "
                            + Place.quote(username)
                            + " is to be typed, but there is no terminal; give it with --password-file or {env: …}");
        }
        char[] typed = prompt.ask("Password of " + username + ": ");
        if (typed == null || typed.length == 0) {
            throw fault(owner + ": no password was typed for " + Place.quote(username));
        }
        try {
            return Secret.of(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static void refuseHostsWithout(List<Host> hosts) {
        List<Host> without =
                hosts.stream().filter(host -> host.connection().credential() == null).toList();
        if (!without.isEmpty()) {
            String first = Place.quote(without.getFirst().name());
            String who =
                    without.size() == 1
                            ? "the host " + first + " has no credential"
                            : without.size() + " hosts have no credential, the first is " + first;
            throw fault(
                    who
                            + "; give --username with --ask-password or --password-file, or write 'credential: NAME'"
                            + " into the inventory");
        }
    }

    private static CredentialSource source(Map<String, CredentialSource> sources, String name) {
        CredentialSource source = sources.get(name);
        if (source == null) {
            throw fault(
                    "the credential "
                            + Place.quote(name)
                            + " is not defined; "
                            + Section.suggestion(name, sources.keySet(), "defined are: "));
        }
        return source;
    }

    /// A credential with its secret.
    ///
    /// @throws FleetException with code `CREDENTIAL` where the secret cannot be had
    public Credential fetch(CredentialSource source) {
        String name = source.name();
        String owner = "credential " + Place.quote(name);
        return switch (source.proof()) {
            case ProofSource.Password(PasswordSource.Program program) ->
                    new PasswordProgram(owner, program, access.programLimit()).credential(source);
            case ProofSource.Password(var from) ->
                    new Credential(
                            name, source.username(), password(owner, source.username(), from));
            case ProofSource.Keytab(var file) -> {
                checkReadable(owner, "keytab", file);
                yield withoutPassword(source, new Proof.Keytab(file));
            }
            case ProofSource.TicketCache(var file) ->
                    withoutPassword(source, new Proof.TicketCache(file));
            case ProofSource.Certificate(var file, var from) -> {
                checkReadable(owner, "pkcs12 file", file);
                yield new Credential(
                        name,
                        source.username(),
                        password(owner, source.username(), from),
                        new Proof.Certificate(file));
            }
        };
    }

    private static Credential withoutPassword(CredentialSource source, Proof proof) {
        return new Credential(source.name(), source.username(), Secret.of(new char[0]), proof);
    }

    private Secret password(String owner, String username, PasswordSource source) {
        return switch (source) {
            case PasswordSource.Environment environment -> variable(owner, environment.variable());
            case PasswordSource.File file -> passwordFile(owner, file.path());
            case PasswordSource.Program program ->
                    new PasswordProgram(owner, program, access.programLimit()).password();
            case PasswordSource.Keystore(var file, var alias, var from) -> {
                checkReadable(owner, "keystore", file);
                Secret opening = password(owner + ", keystore", alias, from);
                try {
                    yield PasswordKeystore.password(owner, file, alias, opening);
                } finally {
                    opening.wipe();
                }
            }
            case PasswordSource.Keychain keychain ->
                    new PasswordProgram(
                                    owner,
                                    PasswordKeychain.program(
                                            owner,
                                            System.getProperty("os.name", ""),
                                            keychain.service(),
                                            username),
                                    access.programLimit())
                            .password();
            case PasswordSource.Asked _ -> ask(owner, username);
            case PasswordSource.Laps _ ->
                    throw fault(
                            owner
                                    + ": a LAPS password is that of one host, from the directory of the inventory");
            case PasswordSource.Refused refused -> throw fault(owner + ": " + refused.why());
        };
    }

    private static void checkReadable(String owner, String kind, Path path) {
        try {
            checkPermissions(owner, kind, path);
        } catch (NoSuchFileException e) {
            throw fault(owner + ": there is no " + kind + " " + path);
        } catch (IOException e) {
            throw fault(owner + ": the " + kind + " " + path + " cannot be read by this user");
        }
        if (!Files.isReadable(path)) {
            throw fault(owner + ": the " + kind + " " + path + " cannot be read by this user");
        }
    }

    private Secret variable(String owner, String variable) {
        String value = access.environment().get(variable);
        if (value == null || value.isEmpty()) {
            throw fault(
                    owner
                            + ": the environment variable "
                            + variable
                            + " is "
                            + (value == null ? "not set" : "empty")
                            + "; export the password in it");
        }
        char[] characters = value.toCharArray();
        try {
            return Secret.of(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static void checkPermissions(String owner, String kind, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw fault(owner + ": " + path + " is a directory, not a " + kind);
        }
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null
                && view.readAttributes().permissions().stream().anyMatch(FOREIGN::contains)) {
            throw fault(
                    owner
                            + ": others can read or write the "
                            + kind
                            + " "
                            + path
                            + "; run: chmod 600 "
                            + path);
        }
    }

    private static FleetException fault(String text) {
        return new FleetException(CREDENTIAL, text);
    }
}
