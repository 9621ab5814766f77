package io.github.fleetlogoff.inventory;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// OpenLDAP's server on loopback for as long as it is open, with what a computer of Active
/// Directory has in its schema, and a Kerberos realm of MIT's that it takes tickets of.
final class OpenLdap implements AutoCloseable {
    static final String PASSWORD = "Canary-slapd-0";
    static final String REALM = "FLEET.TEST";
    private static final String SLAPD = "/usr/sbin/slapd";
    private static final String KDC = "/usr/sbin/krb5kdc";
    private static final String CONFIGURATION = "java.security.krb5.conf";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> PLUGINS =
            List.of(
                    "/usr/lib/x86_64-linux-gnu/sasl2/libgssapiv2.so",
                    "/usr/lib/aarch64-linux-gnu/sasl2/libgssapiv2.so");

    private final Path folder;
    private int port;
    private int tlsPort;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> running = new ArrayList<>();

    private OpenLdap(Path folder) {
        this.folder = folder;
    }

    /// Skips the test where it is not installed.
    ///
    /// @param ldif all that is in it but the domain itself
    static OpenLdap start(Path folder, boolean kerberos, String ldif) throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(SLAPD))
                        && (!kerberos
                                || (Files.isExecutable(Path.of(KDC))
                                        && PLUGINS.stream()
                                                .anyMatch(file -> Files.exists(Path.of(file))))),
                "skipped: there is no OpenLDAP to compare with; run src/test/foreign/install.sh");
        OpenLdap directory = new OpenLdap(folder);
        try {
            directory.begin(kerberos, ldif);
            return directory;
        } catch (Exception e) {
            directory.close();
            throw e;
        }
    }

    private void begin(boolean kerberos, String ldif) throws Exception {
        InMemoryDirectory.certify(folder, "localhost");
        writeKey();
        Files.createDirectory(folder.resolve("database"));
        Files.writeString(folder.resolve("slapd.conf"), configuration());
        if (kerberos) {
            realm();
        }
        run(
                "dn: dc=corp,dc=example\nobjectClass: dcObject\nobjectClass: organization\ndc: corp\no: corp\n\n"
                        + ldif,
                "/usr/sbin/slapadd",
                "-q",
                "-f",
                folder.resolve("slapd.conf").toString());
        serve();
    }

    // A port that was free a moment ago may be somebody else's by now.
    private void serve() throws IOException, InterruptedException {
        IOException last = new IOException("no port is free");
        for (int i = 0; i < 5; i++) {
            try (ServerSocket one = new ServerSocket(0);
                    ServerSocket two = new ServerSocket(0)) {
                port = one.getLocalPort();
                tlsPort = two.getLocalPort();
            }
            try {
                start(
                        SLAPD,
                        "-f",
                        folder.resolve("slapd.conf").toString(),
                        "-h",
                        ldap().replace("localhost", "127.0.0.1")
                                + " "
                                + ldaps().replace("localhost", "127.0.0.1"),
                        "-d",
                        "none");
                await(port);
                await(tlsPort);
                return;
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private void writeKey() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("directory.p12"))) {
            keys.load(in, "changeit".toCharArray());
        }
        String key =
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(keys.getKey("d", "changeit".toCharArray()).getEncoded());
        Files.writeString(
                folder.resolve("directory.key"),
                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    // Attributes and their numbers: MS-ADA1 to MS-ADA3, and the LAPS of 2015 and of 2023.
    private String configuration() {
        String text = "SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )\n";
        String number =
                "EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX"
                        + " 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )\n";
        return "include /etc/ldap/schema/core.schema\n"
                + "attributetype ( 1.2.840.113556.1.4.782 NAME 'objectCategory' EQUALITY caseIgnoreMatch "
                + text
                + "attributetype ( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' EQUALITY caseIgnoreMatch "
                + text
                + "attributetype ( 1.2.840.113556.1.4.619 NAME 'dNSHostName' EQUALITY caseIgnoreMatch "
                + text
                + "attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' "
                + number
                + "attributetype ( 1.2.840.113556.1.4.1696 NAME 'lastLogonTimestamp' "
                + number
                + "attributetype ( 1.2.840.113556.1.6.44.1.1 NAME 'ms-Mcs-AdmPwd' EQUALITY caseExactMatch "
                + text
                + "attributetype ( 1.2.840.113556.1.6.44.1.2 NAME 'msLAPS-Password' EQUALITY caseExactMatch "
                + text
                + """
                objectclass ( 1.2.840.113556.1.3.30 NAME 'computer' SUP top STRUCTURAL MUST cn MAY ( objectCategory $ sAMAccountName $ dNSHostName $ userAccountControl $ lastLogonTimestamp $ ms-Mcs-AdmPwd $ msLAPS-Password $ l ) )
                modulepath /usr/lib/ldap
                moduleload back_mdb
                TLSCertificateFile %1$s/directory.pem
                TLSCertificateKeyFile %1$s/directory.key
                sasl-host localhost
                sasl-realm %2$s
                authz-regexp uid=(.*),cn=.*,cn=gssapi,cn=auth cn=$1,dc=corp,dc=example
                security simple_bind=128
                sizelimit size.soft=20 size.hard=20 size.prtotal=unlimited
                database mdb
                suffix dc=corp,dc=example
                directory %1$s/database
                access to attrs=userPassword by anonymous auth by * none
                access to attrs=ms-Mcs-AdmPwd,msLAPS-Password by dn.exact=cn=laps,dc=corp,dc=example read by * none
                access to * by users read by * none
                """
                        .formatted(folder, REALM);
    }

    private void realm() throws Exception {
        int centre = freePort();
        Files.writeString(
                folder.resolve("krb5.conf"),
                """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_kdc = false
                  dns_canonicalize_hostname = false
                  rdns = false
                  udp_preference_limit = 1
                [realms]
                  %1$s = {
                    kdc = 127.0.0.1:%2$d
                  }
                """
                        .formatted(REALM, centre));
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
                    supported_enctypes = aes256-cts-hmac-sha1-96:normal
                  }
                """
                        .formatted(REALM, centre, folder));
        environment.put("KRB5_CONFIG", folder.resolve("krb5.conf").toString());
        environment.put("KRB5_KDC_PROFILE", folder.resolve("kdc.conf").toString());
        environment.put("KRB5_KTNAME", folder.resolve("server.keytab").toString());
        environment.put("KRB5RCACHEDIR", folder.toString());
        run("", "/usr/sbin/kdb5_util", "create", "-s", "-r", REALM, "-P", "master-of-the-test");
        admin("addprinc -pw " + PASSWORD + " laps");
        admin("addprinc -randkey robot");
        admin("ktadd -k " + keytab() + " robot");
        admin("addprinc -randkey ldap/localhost");
        admin("ktadd -k " + folder.resolve("server.keytab") + " ldap/localhost");
        start(KDC, "-n");
        await(centre);
        run(PASSWORD + "\n", "/usr/bin/kinit", "-c", "FILE:" + cache(), "laps");
        System.setProperty(CONFIGURATION, folder.resolve("krb5.conf").toString());
    }

    private void admin(String query) throws IOException, InterruptedException {
        run("", "/usr/sbin/kadmin.local", "-r", REALM, "-q", query);
    }

    private Process launch(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("output").toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void start(String... command) throws IOException {
        running.add(launch(command));
    }

    private void run(String input, String... command) throws IOException, InterruptedException {
        Process process = launch(command);
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LIMIT) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    command[0] + " failed: " + Files.readString(folder.resolve("output")));
        }
    }

    private void await(int wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 1000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline
                        || running.getLast().waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IOException(Files.readString(folder.resolve("output")), e);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String ldap() {
        return "ldap://localhost:" + port;
    }

    String ldaps() {
        return "ldaps://localhost:" + tlsPort;
    }

    Path keytab() {
        return folder.resolve("robot.keytab");
    }

    Path cache() {
        return folder.resolve("cache");
    }

    @Override
    public void close() {
        System.clearProperty(CONFIGURATION);
        for (Process process : running) {
            process.destroy();
            try {
                if (!process.waitFor(LIMIT)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
