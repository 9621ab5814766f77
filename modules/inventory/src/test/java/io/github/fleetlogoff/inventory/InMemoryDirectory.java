package io.github.fleetlogoff.inventory;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldif.LDIFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A directory in this process that keeps what it was asked. It speaks ldaps, and ldap with
/// StartTLS.
final class InMemoryDirectory implements AutoCloseable {
    static final String READER = "cn=reader,dc=corp,dc=example";
    static final String PASSWORD = "Canary-ldap-0";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();
    // The rule "bit and" of Active Directory, which this server has not.
    private static final String DISABLED = "(!(userAccountControl:1.2.840.113556.1.4.803:=2))";

    private final InMemoryDirectoryServer server;
    private final Asked asked;

    private InMemoryDirectory(InMemoryDirectoryServer server, Asked asked) {
        this.server = server;
        this.asked = asked;
    }

    /// Makes a key and its certificate, `directory.p12` and `directory.pem`, for [#start].
    ///
    /// @param host whose name it has
    static void certify(Path folder, String host) throws Exception {
        Path store = folder.resolve("directory.p12");
        Path certificate = folder.resolve("directory.pem");
        keytool(
                List.of(
                        "-genkeypair",
                        "-alias",
                        "d",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD)));
        keytool(
                List.of(
                        "-exportcert",
                        "-rfc",
                        "-alias",
                        "d",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-file",
                        certificate.toString()));
    }

    /// @param folder with the certificate
    static InMemoryDirectory start(Path folder) throws Exception {
        SSLContext tls = tls(folder.resolve("directory.p12"));
        Asked asked = new Asked();
        InMemoryDirectoryServerConfig config =
                new InMemoryDirectoryServerConfig("dc=corp,dc=example");
        config.setSchema(null);
        config.addAdditionalBindCredentials(READER, PASSWORD);
        config.addInMemoryOperationInterceptor(asked);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig("ldap", null, 0, tls.getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig(
                        "ldaps", null, 0, tls.getServerSocketFactory(), tls.getSocketFactory()));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add("dn: dc=corp,dc=example", "objectClass: domain", "dc: corp");
        return new InMemoryDirectory(server, asked);
    }

    private static void keytool(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool ended with " + process.exitValue());
        }
    }

    private static SSLContext tls(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE_PASSWORD);
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /// What clients asked for.
    static final class Asked extends InMemoryOperationInterceptor {
        private final List<String> filters = new ArrayList<>();
        private final List<Integer> pageSizes = new ArrayList<>();
        private final List<List<String>> attributes = new ArrayList<>();
        private int logons;

        @Override
        public synchronized void processSimpleBindRequest(
                InMemoryInterceptedSimpleBindRequest request) {
            logons++;
        }

        @Override
        public synchronized void processSearchRequest(InMemoryInterceptedSearchRequest request)
                throws LDAPException {
            String filter = request.getRequest().getFilter().toString();
            filters.add(filter);
            attributes.add(List.copyOf(request.getRequest().getAttributeList()));
            for (Control control : request.getRequest().getControls()) {
                if (control instanceof SimplePagedResultsControl page) {
                    pageSizes.add(page.getSize());
                }
            }
            SearchRequest without = request.getRequest().duplicate();
            without.setFilter(filter.replace(DISABLED, "(!(userAccountControl=4098))"));
            request.setRequest(without);
        }
    }

    /// Adds an organizational unit.
    void unit(String dn) throws LDAPException, LDIFException {
        server.add("dn: " + dn, "objectClass: organizationalUnit");
    }

    /// Adds a computer that is enabled.
    ///
    /// @param lines what else there is of it, in LDIF
    void computer(String dn, String... lines) throws LDAPException, LDIFException {
        List<String> entry =
                new ArrayList<>(
                        List.of("dn: " + dn, "objectClass: computer", "objectCategory: computer"));
        entry.addAll(List.of(lines));
        server.add(entry.toArray(String[]::new));
    }

    String ldap() {
        return "ldap://localhost:" + server.getListenPort("ldap");
    }

    String ldaps() {
        return "ldaps://localhost:" + server.getListenPort("ldaps");
    }

    String filter() {
        synchronized (asked) {
            return asked.filters.getLast();
        }
    }

    List<Integer> pageSizes() {
        synchronized (asked) {
            return List.copyOf(asked.pageSizes);
        }
    }

    List<String> attributes() {
        synchronized (asked) {
            return asked.attributes.getLast();
        }
    }

    int logons() {
        synchronized (asked) {
            return asked.logons;
        }
    }

    @Override
    public void close() {
        server.shutDown(true);
    }
}
