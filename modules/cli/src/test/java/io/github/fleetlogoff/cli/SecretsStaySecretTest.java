package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.SelfSignedCertificateGenerator;
import com.unboundid.util.ObjectPair;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import io.github.fleetlogoff.simulator.SimulatedHost;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs full of secrets, as talkative as they can be, good and bad: none of the secrets is in
/// anything that is printed or written, in whatever coding.
@DisabledOnOs(
        value = OS.WINDOWS,
        disabledReason = "file permissions and programs are those of POSIX")
class SecretsStaySecretTest {
    private static final String ACCOUNT = "CORP\\svc-logoff";
    private static final String RIGHT = "Canary-right-4711";
    private static final String WRONG = "Canary-wrong-4712";
    private static final String PROGRAM = "Canary-exec-4713";
    private static final String LDAP = "Canary-ldap-4714";
    private static final String LAPS = "Canary-laps-4715";
    private static final String IN_CLEAR = "Canary-clear-4716";
    private static final List<String> SECRETS =
            List.of(
                    RIGHT,
                    WRONG,
                    PROGRAM,
                    LDAP,
                    LAPS,
                    IN_CLEAR,
                    CanaryKeystores.STORE,
                    CanaryKeystores.KEPT,
                    CanaryKeystores.ENTRY,
                    CanaryKeystores.CARD);

    @TempDir private Path folder;
    @TempDir private Path secrets;

    private final Map<String, String> printed = new LinkedHashMap<>();

    @Test
    void no_secret_is_printed_logged_or_written() throws Exception {
        SimulatorSpec spec =
                new SimulatorSpec(
                        HostSet.expand("pc-[01-12]"),
                        42,
                        Duration.ofMillis(1),
                        List.of("en"),
                        Map.of());
        Credential credential =
                new Credential("simulated", ACCOUNT, Secret.of(RIGHT.toCharArray()));
        try (SimulatedFleet fleet =
                        SimulatedAccount.start(
                                spec,
                                FleetSettings.Wire.PLAIN,
                                credential,
                                InstantSource.system(),
                                SessionScript.bundled());
                InMemoryDirectoryServer directory = directory()) {
            writeInventories(fleet, directory.getListenPort("ldaps"));

            run(
                    "-i",
                    "fleet.yaml",
                    "-u",
                    "jdoe",
                    "-vvv",
                    "--report",
                    "json=r.json",
                    "--report",
                    "ndjson=r.ndjson",
                    "--report",
                    "csv=r.csv",
                    "--report",
                    "junit=r.xml",
                    "--report",
                    "markdown=r.md",
                    "--report",
                    "html=r.html",
                    "--report",
                    "table=r.txt");
            run("-i", "fleet.yaml", "-u", "jdoe", "-vvv", "--engine", "winrm4j", "-n");
            run("plan", "-i", "fleet.yaml", "-u", "jdoe", "-vvv", "-o", "plan.json");
            run("resume", "last", "-vvv");
            run("credentials", "check", "-i", "fleet.yaml", "-vvv");
            run("credentials", "check", "-i", "fleet.yaml", "-o", "json");
            run("sessions", "-i", "ldap.yaml", "-vvv");
            run("inventory", "list", "-i", "ldap.yaml", "-o", "yaml", "-vvv");
            run("inventory", "list", "-i", "ldap-wrong.yaml", "-vvv");
            run("inventory", "check", "-i", "clear.yaml", "-vvv");
            new CanaryKeystores(secrets)
                    .write(fleet.hosts().getFirst().address(), fleet.hosts().getFirst().port());
            for (String name : List.of("kept", "alias", "shut", "entry", "card", "card-shut")) {
                run("sessions", "-i", secrets.resolve(name + ".yaml").toString(), "-vvv");
            }
            run("--help");
            run("--help-all");
            run("runs", "-o", "json");
        }

        assertThat(printed.get("sessions -i ldap.yaml -vvv"))
                .contains("completed", "auth-failed", "not-attempted")
                .contains("keeps its LAPS password encrypted");
        assertThat(opened("kept")).contains("auth-failed");
        assertThat(opened("alias")).contains("did you mean 'ops'?");
        assertThat(opened("shut")).contains("does not open with that password");
        assertThat(opened("entry")).contains("another password for its entry");
        assertThat(opened("card-shut")).contains("card.p12");
        assertThat(printed.get("credentials check -i fleet.yaml -vvv"))
                .contains("accepted", "refused");
        assertThat(Files.exists(folder.resolve("plan.json"))).isTrue();
        assertThat(Files.exists(folder.resolve("r.html"))).isTrue();
        Map<String, byte[]> all = new LinkedHashMap<>();
        printed.forEach((what, text) -> all.put(what, text.getBytes(StandardCharsets.ISO_8859_1)));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().equals("clear.yaml")) {
                    all.put(file.toString(), Files.readAllBytes(file));
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(leaks(("log: " + LAPS).getBytes(StandardCharsets.UTF_16LE)))
                .containsExactly(LAPS);
        all.forEach((what, bytes) -> assertThat(leaks(bytes)).as(what).isEmpty());
    }

    private String opened(String keystore) {
        return printed.getOrDefault(
                "sessions -i " + secrets.resolve(keystore + ".yaml") + " -vvv", "");
    }

    private static List<String> leaks(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String lower = text.toLowerCase(Locale.ROOT);
        List<String> leaks = new ArrayList<>();
        for (String secret : SECRETS) {
            for (byte[] form :
                    List.of(
                            secret.getBytes(StandardCharsets.UTF_8),
                            secret.getBytes(StandardCharsets.UTF_16LE))) {
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(form);
                if (text.contains(new String(form, StandardCharsets.ISO_8859_1))
                        || lower.contains(HexFormat.of().formatHex(form))
                        || text.contains(base64.substring(0, base64.length() - 2))) {
                    leaks.add(secret);
                }
            }
            // As Basic has it.
            String basic =
                    Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(
                                    (ACCOUNT + ":" + secret).getBytes(StandardCharsets.UTF_8));
            if (text.contains(basic.substring(0, basic.length() - 2))) {
                leaks.add(secret);
            }
        }
        return leaks;
    }

    private static InMemoryDirectoryServer directory() throws Exception {
        ObjectPair<File, char[]> store =
                SelfSignedCertificateGenerator.generateTemporarySelfSignedCertificate(
                        "directory", "PKCS12");
        SSLUtil tls =
                new SSLUtil(
                        new KeyStoreKeyManager(
                                requireNonNull(store.getFirst()),
                                requireNonNull(store.getSecond()),
                                "PKCS12",
                                null),
                        null);
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig("dc=corp,dc=example");
        config.setSchema(null);
        config.addAdditionalBindCredentials("cn=reader,dc=corp,dc=example", LDAP);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps", 0, tls.createSSLServerSocketFactory()));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add("dn: dc=corp,dc=example", "objectClass: domain", "dc: corp");
        server.add(computer("pc-01", RIGHT));
        server.add(computer("pc-02", LAPS));
        server.add(
                "dn: cn=pc-03,dc=corp,dc=example",
                "objectClass: computer",
                "objectCategory: computer",
                "cn: pc-03",
                "msLAPS-EncryptedPassword: " + LAPS);
        return server;
    }

    private static String[] computer(String name, String password) {
        return new String[] {
            "dn: cn=" + name + ",dc=corp,dc=example",
            "objectClass: computer",
            "objectCategory: computer",
            "cn: " + name,
            "msLAPS-Password: {\"n\":\"Administrator\",\"t\":\"1\",\"p\":\"" + password + "\"}"
        };
    }

    private void writeInventories(SimulatedFleet fleet, int ldapPort) throws IOException {
        Path wrong = secret("wrong", WRONG, "rw-------");
        Path program =
                secret(
                        "print.sh",
                        "#!/bin/sh\nprintf '%s' '{\"username\": \"CORP\\\\other\", \"password\": \""
                                + PROGRAM
                                + "\"}'\n",
                        "rwx------");
        String credentials =
                "credentials:\n  right: {username: '"
                        + ACCOUNT
                        + "', password: {env: RIGHT}}\n  wrong: {username: 'CORP\\wrong', password: {file: '"
                        + wrong
                        + "'}}\n  program: {password: {exec: ['"
                        + program
                        + "']}}\n";
        StringBuilder hosts = new StringBuilder("hosts:\n");
        int number = 0;
        for (SimulatedHost host : fleet.hosts()) {
            hosts.append("  ").append(host.name()).append(": {address: ").append(host.address());
            hosts.append(", port: ").append(host.port()).append(", credential: ");
            hosts.append(List.of("right", "right", "wrong", "program").get(number++ % 4));
            hosts.append("}\n");
        }
        hosts.append("  gone: {address: 127.0.0.1, port: 1, credential: right}\n");
        Files.writeString(folder.resolve("fleet.yaml"), credentials + hosts);
        Files.writeString(folder.resolve("ldap.yaml"), ldap(fleet, ldapPort, "LDAP"));
        Files.writeString(folder.resolve("ldap-wrong.yaml"), ldap(fleet, ldapPort, "WRONG"));
        Files.writeString(
                folder.resolve("clear.yaml"),
                "credentials: {a: {username: u, password: " + IN_CLEAR + "}}\nhosts: {pc: }\n");
    }

    private static String ldap(SimulatedFleet fleet, int port, String variable) {
        String hosts = "";
        for (SimulatedHost host : fleet.hosts().subList(0, 2)) {
            hosts +=
                    "  "
                            + host.name()
                            + ": {address: "
                            + host.address()
                            + ", port: "
                            + host.port()
                            + "}\n";
        }
        return "credentials:\n  reader: {username: 'cn=reader,dc=corp,dc=example', password: {env: "
                + variable
                + "}}\n  local: {username: '"
                + ACCOUNT
                + "', password: {laps: true}}\ndefaults: {credential: local}\ndirectory:\n"
                + "  {url: 'ldaps://127.0.0.1:"
                + port
                + "', tlsInsecure: true, base: 'dc=corp,dc=example', credential: reader,"
                + " enabledOnly: false, seenWithin: any}\nhosts:\n"
                + hosts;
    }

    private Path secret(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(secrets.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    /// The program in a process of its own: its log goes where a user's goes.
    private void run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.github.fleetlogoff.cli.Main"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(secrets, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.environment().putAll(CanaryKeystores.environment());
        builder.environment()
                .putAll(
                        Map.of(
                                "RIGHT", RIGHT,
                                "WRONG", WRONG,
                                "LDAP", LDAP,
                                "XDG_STATE_HOME", folder.resolve("state").toString()));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(Duration.ofMinutes(2))).isTrue();
        printed.put(
                String.join(" ", arguments), Files.readString(out, StandardCharsets.ISO_8859_1));
    }
}
