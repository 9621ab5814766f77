package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.inventory.Secrets;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Nearest;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.model.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How hosts are reached and as whom.
final class ConnectionOptions {
    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "wsman or winrm4j, for all hosts [wsman]")
    @Nullable String engine;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            description = "winrs, or a PowerShell session configuration such as FleetLogoff (JEA)")
    @Nullable String endpoint;

    @Option(
            names = "--credential",
            paramLabel = "NAME",
            description = "credential of the inventory for all hosts")
    @Nullable String credential;

    @Option(
            names = "--username",
            paramLabel = "NAME",
            description = "account for all hosts: DOMAIN\\name or name@domain")
    @Nullable String username;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "its password, in a file only you can read")
    @Nullable Path passwordFile;

    @Option(names = "--ask-password", description = "ask for its password")
    boolean askPassword;

    @Option(names = "--tls-insecure", description = "check no certificate (dangerous)")
    boolean tlsInsecure;

    @Option(names = "--allow-unencrypted", description = "allow Basic over plain HTTP (dangerous)")
    boolean allowUnencrypted;

    @Option(
            names = "--any-computer-name",
            description = "do not check that a host is the computer of that name")
    boolean anyComputerName;

    void check() {
        if (engine != null && Word.find(Engine.class, engine).isEmpty()) {
            throw SessionOptions.usage(
                    "--engine does not know '" + engine + "': it is wsman or winrm4j");
        }
        if (endpoint != null && !Endpoint.isName(endpoint)) {
            throw SessionOptions.usage(
                    "--endpoint cannot be '"
                            + endpoint
                            + "': it is winrs or the name of a session configuration, like FleetLogoff");
        }
        if (endpoint != null
                && !new Endpoint(endpoint).isWinrs()
                && Engine.WINRM4J.word().equals(engine)) {
            throw SessionOptions.usage(
                    "--endpoint "
                            + endpoint
                            + " does not go with --engine winrm4j, which speaks no PowerShell"
                            + " remoting: use --engine wsman");
        }
        if (username == null && (passwordFile != null || askPassword)) {
            throw SessionOptions.usage("--password-file and --ask-password go with --username");
        }
        if (username != null && passwordFile == null && !askPassword) {
            throw SessionOptions.usage("--username needs --password-file FILE or --ask-password");
        }
        if (username != null && credential != null) {
            throw SessionOptions.usage("--username and --credential exclude each other");
        }
    }

    /// The option that says who logs on, where one was given.
    Optional<String> accountOption() {
        if (credential != null) {
            return Optional.of("--credential");
        }
        return username == null ? Optional.empty() : Optional.of("--username");
    }

    /// One sentence for each protection that is switched off.
    List<String> warnings(List<Host> hosts) {
        List<String> warnings = new ArrayList<>();
        warn(
                warnings,
                hosts.stream()
                        .filter(host -> {
                            Tls tls = host.connection().tls();
                            return tls != null && tls.insecure();
                        })
                        .count(),
                "no certificate is checked: anybody in between can take their place");
        warn(
                warnings,
                hosts.stream()
                        .map(Host::connection)
                        .filter(to -> allowUnencrypted && to.tls() == null)
                        .filter(to -> to.auth() == AuthScheme.BASIC)
                        .count(),
                "the password goes over the network in clear text (Basic without TLS)");
        return warnings;
    }

    private static void warn(List<String> warnings, long hosts, String what) {
        if (hosts > 0) {
            warnings.add(
                    "fleet-logoff: warning: on "
                            + (hosts == 1 ? "1 host " : hosts + " hosts ")
                            + what);
        }
    }

    /// The credentials of the hosts, every secret fetched.
    Credentials credentials(Inventory inventory, List<Host> hosts, Surroundings surroundings) {
        if (credential != null && !inventory.credentials().containsKey(credential)) {
            throw new FleetException(
                    FleetException.Code.CREDENTIAL,
                    "--credential "
                            + credential
                            + " is not in the inventory"
                            + Nearest.to(credential, inventory.credentials().keySet())
                                    .map(near -> ": did you mean " + near + "?")
                                    .orElse(""));
        }
        Secrets secrets = surroundings.secrets();
        List<Credential> given =
                username == null
                        ? List.of()
                        : List.of(
                                Secrets.fromOptions(
                                        username,
                                        passwordFile == null
                                                ? secrets.ask("--ask-password", username)
                                                : secrets.passwordFile(
                                                        "--password-file", passwordFile)));
        return secrets.load(inventory, hosts, given);
    }

    /// The hosts with what these options say of all of them.
    List<Host> applyTo(List<Host> hosts) {
        return hosts.stream().map(host -> host.withConnection(applyTo(host.connection()))).toList();
    }

    private Connection applyTo(Connection connection) {
        Tls tls = connection.tls();
        Connection checked =
                tls != null && tlsInsecure ? connection.withTls(tls.unchecked()) : connection;
        String name = username != null ? Secrets.OPTIONS : credential;
        Connection owned = name == null ? checked : checked.withCredential(name);
        Connection spoken =
                engine == null
                        ? owned
                        : owned.withEngine(Word.find(Engine.class, engine).orElseThrow());
        Connection through =
                endpoint == null ? spoken : spoken.withEndpoint(new Endpoint(endpoint));
        if (!through.endpoint().isWinrs() && through.engine() == Engine.WINRM4J) {
            throw SessionOptions.usage(
                    through.address()
                            + ": endpoint "
                            + through.endpoint().name()
                            + " does not go with engine winrm4j, which speaks no PowerShell"
                            + " remoting: use engine wsman");
        }
        return through;
    }
}
