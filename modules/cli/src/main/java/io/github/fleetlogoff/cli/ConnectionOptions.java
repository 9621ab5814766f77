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

/// How hosts are reached and as whom.
final class ConnectionOptions extends OptionSet {
    final Argument<@Nullable String> engine =
            option("--engine").takes("NAME").help("wsman or winrm4j, for all hosts [wsman]").text();

    final Argument<@Nullable String> endpoint =
            option("--endpoint")
                    .takes("NAME")
                    .help("winrs, or a PowerShell session configuration such as FleetLogoff (JEA)")
                    .text();

    final Argument<@Nullable String> credential =
            option("--credential")
                    .takes("NAME")
                    .help("credential of the inventory for all hosts")
                    .text();

    final Argument<@Nullable String> username =
            option("--username")
                    .takes("NAME")
                    .help("account for all hosts: DOMAIN\\name or name@domain")
                    .text();

    final Argument<@Nullable Path> passwordFile =
            option("--password-file")
                    .takes("FILE")
                    .help("its password, in a file only you can read")
                    .path();

    final Argument<Boolean> askPassword =
            option("--ask-password").help("ask for its password").flag();

    final Argument<Boolean> tlsInsecure =
            option("--tls-insecure").help("check no certificate (dangerous)").flag();

    final Argument<Boolean> allowUnencrypted =
            option("--allow-unencrypted").help("allow Basic over plain HTTP (dangerous)").flag();

    final Argument<Boolean> anyComputerName =
            option("--any-computer-name")
                    .help("do not check that a host is the computer of that name")
                    .flag();

    ConnectionOptions() {
        super(HelpGroup.CONNECTION);
    }

    void check() {
        if (engine.get() != null && Word.find(Engine.class, engine.get()).isEmpty()) {
            throw SessionOptions.usage(
                    "--engine does not know '" + engine.get() + "': it is wsman or winrm4j");
        }
        if (endpoint.get() != null && !Endpoint.isName(endpoint.get())) {
            throw SessionOptions.usage(
                    "--endpoint cannot be '"
                            + endpoint.get()
                            + "': it is winrs or the name of a session configuration, like FleetLogoff");
        }
        if (endpoint.get() != null
                && !new Endpoint(endpoint.get()).isWinrs()
                && Engine.WINRM4J.word().equals(engine.get())) {
            throw SessionOptions.usage(
                    "--endpoint "
                            + endpoint.get()
                            + " does not go with --engine winrm4j, which speaks no PowerShell"
                            + " remoting: use --engine wsman");
        }
        if (username.get() == null && (passwordFile.get() != null || askPassword.get())) {
            throw SessionOptions.usage("--password-file and --ask-password go with --username");
        }
        if (username.get() != null && passwordFile.get() == null && !askPassword.get()) {
            throw SessionOptions.usage("--username needs --password-file FILE or --ask-password");
        }
        if (username.get() != null && credential.get() != null) {
            throw SessionOptions.usage("--username and --credential exclude each other");
        }
    }

    /// The option that says who logs on, where one was given.
    Optional<String> accountOption() {
        if (credential.get() != null) {
            return Optional.of("--credential");
        }
        return username.get() == null ? Optional.empty() : Optional.of("--username");
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
                        .filter(to -> allowUnencrypted.get() && to.tls() == null)
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
        if (credential.get() != null && !inventory.credentials().containsKey(credential.get())) {
            throw new FleetException(
                    FleetException.Code.CREDENTIAL,
                    "--credential "
                            + credential.get()
                            + " is not in the inventory"
                            + Nearest.to(credential.get(), inventory.credentials().keySet())
                                    .map(near -> ": did you mean " + near + "?")
                                    .orElse(""));
        }
        Secrets secrets = surroundings.secrets();
        List<Credential> given =
                username.get() == null
                        ? List.of()
                        : List.of(
                                Secrets.fromOptions(
                                        username.get(),
                                        passwordFile.get() == null
                                                ? secrets.ask("--ask-password", username.get())
                                                : secrets.passwordFile(
                                                        "--password-file", passwordFile.get())));
        return secrets.load(inventory, hosts, given);
    }

    /// The hosts with what these options say of all of them.
    List<Host> applyTo(List<Host> hosts) {
        return hosts.stream().map(host -> host.withConnection(applyTo(host.connection()))).toList();
    }

    private Connection applyTo(Connection connection) {
        Tls tls = connection.tls();
        Connection checked =
                tls != null && tlsInsecure.get() ? connection.withTls(tls.unchecked()) : connection;
        String name = username.get() != null ? Secrets.OPTIONS : credential.get();
        Connection owned = name == null ? checked : checked.withCredential(name);
        Connection spoken =
                engine.get() == null
                        ? owned
                        : owned.withEngine(Word.find(Engine.class, engine.get()).orElseThrow());
        Connection through =
                endpoint.get() == null ? spoken : spoken.withEndpoint(new Endpoint(endpoint.get()));
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
