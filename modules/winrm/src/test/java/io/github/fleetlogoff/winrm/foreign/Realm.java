package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Kerberos realm of MIT's, with a key distribution centre on this computer for as long as it is
/// open. Java's own Kerberos uses it meanwhile.
final class Realm implements AutoCloseable {
    static final String NAME = "FLEET.TEST";
    static final String PASSWORD = "Correct-Horse-7";

    /// How many accounts there are that have wrong passwords counted: `wary1` and so on.
    static final int WARY = 6;

    static final String SERVER = "web.fleet.test";

    /// The service of each cipher there is, by the length that a sealed header must have.
    static final Map<String, String> CIPHERS =
            Map.of(
                    "aes128.fleet.test", "aes128-cts-hmac-sha1-96",
                    "aes256.fleet.test", "aes256-cts-hmac-sha1-96",
                    "aes128sha2.fleet.test", "aes128-cts-hmac-sha256-128",
                    "aes256sha2.fleet.test", "aes256-cts-hmac-sha384-192");

    private static final String AES = "aes256-cts-hmac-sha1-96";

    /// What tests with realms of their own have in common: Java knows one at a time.
    static final String OF_JAVA = "java.security.krb5.conf";

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final int silentPort = ForeignProcess.freePort();
    private ForeignProcess centre;

    private Realm(Path folder, int port) throws IOException, InterruptedException {
        this.folder = folder;
        environment.put("KRB5_CONFIG", folder.resolve("krb5.conf").toString());
        environment.put("KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
        environment.put("KRB5RCACHEDIR", folder.toString());
        environment.put("KRB5_KTNAME", keytab("server").toString());
        environment.put("KRB5CCNAME", "FILE:" + cache());
        write(port);
        run("/usr/sbin/kdb5_util", "create", "-s", "-r", NAME, "-P", "master-of-the-test");
        admin(principals());
        centre = start(List.of(ForeignParts.KDC, "-n"));
        System.setProperty(OF_JAVA, folder.resolve("krb5.conf").toString());
    }

    static Realm open(Path folder) throws IOException, InterruptedException {
        return new Realm(folder, ForeignProcess.freePort());
    }

    private ForeignProcess start(List<String> command) throws IOException, InterruptedException {
        ForeignProcess started = ForeignProcess.start(folder, environment, command);
        started.await(line -> line.contains("commencing operation"));
        return started;
    }

    /// Has the key distribution centre live in another time.
    ///
    /// @param offset as faketime writes it, like `+1h`
    void restartCentre(String offset) throws IOException, InterruptedException {
        centre.close();
        centre = start(List.of(ForeignParts.FAKETIME, "-f", offset, ForeignParts.KDC, "-n"));
    }

    /// Gives an account another key, which its keytab has not.
    void changeKey(String account) throws IOException, InterruptedException {
        admin(List.of("change_password -randkey " + account));
    }

    /// How many requests of a kind ended so, by the log.
    long asked(String request, String end) {
        return centre.text()
                .lines()
                .filter(line -> line.contains(request + " (") && line.contains(" " + end + ": "))
                .count();
    }

    /// How many wrong passwords of an account it has seen.
    long wrongPasswords(String account) {
        String refused = " PREAUTH_FAILED: " + account + "@";
        return centre.text().lines().filter(line -> line.contains(refused)).count();
    }

    /// The same, when its log has one more than it had.
    long wrongPasswordsAfter(long before, String account) {
        try {
            centre.await(_ -> wrongPasswords(account) > before);
        } catch (IOException none) {
            return before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return wrongPasswords(account);
    }

    /// Where the key distribution centre of SILENT.TEST would be.
    int silentPort() {
        return silentPort;
    }

    private void write(int port) throws IOException {
        Files.writeString(
                folder.resolve("krb5.conf"),
                """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  rdns = false
                  udp_preference_limit = 1
                  kdc_timeout = 3000
                  max_retries = 1
                  permitted_enctypes = aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96 aes256-cts-hmac-sha384-192 aes128-cts-hmac-sha256-128
                [realms]
                  %1$s = {
                    kdc = 127.0.0.1:%2$d
                  }
                  SILENT.TEST = {
                    kdc = 127.0.0.1:%3$d
                  }
                """
                        .formatted(NAME, port, silentPort));
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
                    supported_enctypes = aes256-cts-hmac-sha1-96:normal aes128-cts-hmac-sha1-96:normal
                  }
                [logging]
                  kdc = STDERR
                """
                        .formatted(NAME, port, folder));
    }

    private List<String> principals() {
        List<String> queries =
                new ArrayList<>(
                        List.of(
                                "addprinc -pw " + PASSWORD + " ops",
                                "addprinc -pw " + PASSWORD + " +requires_preauth careful",
                                "addprinc -pw " + PASSWORD + " -maxlife \"20 minutes\" brief",
                                "addprinc -pw " + PASSWORD + " -pwexpire yesterday stale",
                                "addprinc -pw " + PASSWORD + " -allow_tix gone",
                                "addprinc -randkey robot",
                                "ktadd -k " + keytab("robot") + " robot"));
        for (int i = 1; i <= WARY; i++) {
            queries.add("addprinc -pw " + PASSWORD + " +requires_preauth wary" + i);
        }
        queries.addAll(service("HTTP/" + SERVER, AES));
        queries.addAll(service("WSMAN/" + SERVER, AES));
        CIPHERS.forEach((host, cipher) -> queries.addAll(service("HTTP/" + host, cipher)));
        // Its keytab has another key than the realm.
        queries.addAll(service("HTTP/moved.fleet.test", AES));
        queries.add("change_password -randkey -e " + AES + ":normal HTTP/moved.fleet.test");
        queries.add("modprinc -kvno 2 HTTP/moved.fleet.test");
        return queries;
    }

    private List<String> service(String name, String cipher) {
        return List.of(
                "addprinc -randkey -e " + cipher + ":normal " + name,
                "setstr " + name + " session_enctypes " + cipher,
                "ktadd -k " + keytab("server") + " -norandkey " + name);
    }

    private void admin(List<String> queries) throws IOException, InterruptedException {
        ForeignProcess.run(
                folder,
                environment,
                String.join("\n", queries) + "\n",
                List.of("/usr/sbin/kadmin.local", "-r", NAME));
    }

    private void run(String... command) throws IOException, InterruptedException {
        ForeignProcess.run(folder, environment, "", List.of(command));
    }

    /// Fills the ticket cache, as an operator does.
    void kinit(String account) throws IOException, InterruptedException {
        ForeignProcess.run(
                folder, environment, PASSWORD + "\n", List.of("/usr/bin/kinit", account));
    }

    Path cache() {
        return folder.resolve("cache");
    }

    Path keytab(String name) {
        return folder.resolve(name + ".keytab");
    }

    /// What servers and clients of MIT's need to know.
    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /// A host of the realm that is reached on this computer.
    ///
    /// @param name what the ticket is for
    static Connection host(String name, int port, AuthScheme auth, @Nullable Tls tls) {
        return new Connection(
                "127.0.0.1",
                port,
                tls,
                auth,
                null,
                null,
                new ServicePrincipal(ServicePrincipal.HTTP, name),
                Endpoint.WINRS);
    }

    static Connection host(String name, int port) {
        return host(name, port, AuthScheme.KERBEROS, null);
    }

    static Credential credential(String username, Credential.Proof proof) {
        return new Credential(username, username, Secret.of(new char[0]), proof);
    }

    static Credential credential(String username, String password) {
        return new Credential(username, username, Secret.of(password.toCharArray()));
    }

    static Credential ops() {
        return credential("ops@fleet.test", PASSWORD);
    }

    @Override
    public void close() {
        System.clearProperty(OF_JAVA);
        centre.close();
    }
}
