package io.github.fleetlogoff.simulator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Kerberos realm with MIT's key distribution centre on this machine, for as long as it is open.
/// Java's own Kerberos uses it meanwhile.
public final class Realm implements AutoCloseable {
    /// Its name.
    public static final String NAME = "FLEET.TEST";

    /// The password of [#USER].
    public static final String PASSWORD = "Correct-Horse-7";

    /// An account of it.
    public static final String USER = "ops";

    /// The host of a service for each cipher.
    public static final Map<String, String> SERVICES =
            Map.of(
                    "aes128.fleet.test", "aes128-cts-hmac-sha1-96",
                    "aes256.fleet.test", "aes256-cts-hmac-sha1-96",
                    "aes128sha2.fleet.test", "aes128-cts-hmac-sha256-128",
                    "aes256sha2.fleet.test", "aes256-cts-hmac-sha384-192");

    /// The host of a service whose key has been changed since the keytab was made.
    public static final String MOVED = "moved.fleet.test";

    private static final String CENTRE = "/usr/sbin/krb5kdc";
    private static final String ADMIN = "/usr/sbin/kadmin.local";
    private static final String DATABASE = "/usr/sbin/kdb5_util";
    private static final String JAVA_CONFIGURATION = "java.security.krb5.conf";

    private final Path folder;
    private final int port;
    private final Process centre;

    /// Puts it up; skips the test where there is no MIT Kerberos.
    public Realm(Path folder) throws IOException, InterruptedException {
        List<String> missing =
                Stream.of(CENTRE, ADMIN, DATABASE)
                        .filter(program -> !Files.isExecutable(Path.of(program)))
                        .toList();
        assumeTrue(
                missing.isEmpty(),
                () ->
                        "not run: no "
                                + missing
                                + "; Debian's krb5-kdc and krb5-admin-server have it");
        this.folder = folder;
        this.port = freePort();
        configure();
        run("", DATABASE, "create", "-s", "-r", NAME, "-P", "master-of-the-test");
        run(principals(), ADMIN, "-r", NAME);
        centre = builder(CENTRE, "-n").start();
        System.setProperty(JAVA_CONFIGURATION, configuration().toString());
        Fleets.await(this::answers);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void configure() throws IOException {
        Files.writeString(
                configuration(),
                """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  rdns = false
                  udp_preference_limit = 1
                  permitted_enctypes = %3$s
                [realms]
                  %1$s = {
                    kdc = 127.0.0.1:%2$d
                  }
                [domain_realm]
                  .fleet.test = %1$s
                """
                        .formatted(NAME, port, String.join(" ", SERVICES.values())));
        Files.writeString(
                folder.resolve("kdc.conf"),
                """
                [kdcdefaults]
                  kdc_listen = 127.0.0.1:%2$d
                  kdc_tcp_listen = 127.0.0.1:%2$d
                [realms]
                  %1$s = {
                    database_name = %3$s/principal
                    key_stash_file = %3$s/stash
                    acl_file = %3$s/kadm5.acl
                    supported_enctypes = aes256-cts-hmac-sha1-96:normal
                  }
                [logging]
                  kdc = FILE:%3$s/kdc.log
                """
                        .formatted(NAME, port, folder));
    }

    private String principals() {
        List<String> lines = new ArrayList<>();
        lines.add("addprinc -pw " + PASSWORD + " " + USER);
        SERVICES.forEach((host, cipher) -> {
            for (String service : List.of("HTTP/" + host, "WSMAN/" + host)) {
                lines.add("addprinc -randkey -e " + cipher + ":normal " + service);
                lines.add("setstr " + service + " session_enctypes " + cipher);
                lines.add("ktadd -k " + keytab() + " -norandkey " + service);
            }
        });
        lines.add("addprinc -randkey HTTP/" + MOVED);
        lines.add("ktadd -k " + keytab() + " -norandkey HTTP/" + MOVED);
        lines.add("change_password -randkey HTTP/" + MOVED);
        lines.add("modprinc -kvno 1 HTTP/" + MOVED);
        return String.join("\n", lines) + "\n";
    }

    private void run(String input, String... command) throws IOException, InterruptedException {
        Process process = builder(command).start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    String.join(" ", command) + " failed: " + Files.readString(output()));
        }
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().put("KRB5_CONFIG", configuration().toString());
        builder.environment().put("KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
        builder.environment().put("KRB5RCACHEDIR", folder.toString());
        return builder;
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    /// What clients need to know of it.
    public Path configuration() {
        return folder.resolve("krb5.conf");
    }

    /// The keys of its services.
    public Path keytab() {
        return folder.resolve("services.keytab");
    }

    @Override
    public void close() {
        System.clearProperty(JAVA_CONFIGURATION);
        centre.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
