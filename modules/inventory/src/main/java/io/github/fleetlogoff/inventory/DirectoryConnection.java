package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.ExtendedResult;
import com.unboundid.ldap.sdk.GSSAPIBindRequest;
import com.unboundid.ldap.sdk.GSSAPIBindRequestProperties;
import com.unboundid.ldap.sdk.GSSAPIChannelBindingType;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SASLQualityOfProtection;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import io.github.fleetlogoff.inventory.DirectorySpec.Protection;
import io.github.fleetlogoff.inventory.DirectorySpec.Server;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.FleetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/// A connection to one of a directory's servers, logged on.
///
/// @param server the one that answers
record DirectoryConnection(LDAPConnection connection, Server server) implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    // Java asks a key distribution centre that is silent for minutes.
    private static final Duration LOGON_LIMIT = Duration.ofSeconds(30);

    /// Connects to the first server that can be reached. A refused logon is not tried on another:
    /// it is one account for all of them.
    ///
    /// @throws FleetException where none can be reached, or the logon is refused
    static DirectoryConnection open(DirectorySpec spec, Credential credential) {
        FleetException first = null;
        for (Server server : spec.servers()) {
            LDAPConnection connection;
            try {
                connection = connect(spec, server);
            } catch (LDAPException e) {
                first = first == null ? DirectoryFaults.unreached(spec.place(), server, e) : first;
                continue;
            }
            try {
                logOn(connection, spec, server, credential);
                return new DirectoryConnection(connection, server);
            } catch (LDAPException e) {
                connection.close();
                first = first == null ? DirectoryFaults.unreached(spec.place(), server, e) : first;
            } catch (FleetException e) {
                connection.close();
                throw e;
            }
        }
        throw first == null
                ? new IllegalStateException("a directory without a server was read")
                : first;
    }

    private static LDAPConnection connect(DirectorySpec spec, Server server) throws LDAPException {
        Protection protection = spec.protection();
        LDAPConnectionOptions options = new LDAPConnectionOptions();
        options.setConnectTimeoutMillis((int) CONNECT_LIMIT.toMillis());
        options.setResponseTimeoutMillis(ANSWER_LIMIT.toMillis());
        options.setFollowReferrals(false);
        options.setUseSynchronousMode(true);
        if (DirectoryTrust.checksName(protection.tls())) {
            options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
        }
        if (!server.ldaps() && !protection.startTls()) {
            return new LDAPConnection(options, server.host(), server.port());
        }
        SSLContext context;
        try {
            context = DirectoryTrust.context(protection.tls());
        } catch (IOException e) {
            throw DirectoryFaults.fault(spec.place(), server, String.valueOf(e.getMessage()));
        }
        if (server.ldaps()) {
            return new LDAPConnection(
                    context.getSocketFactory(), options, server.host(), server.port());
        }
        LDAPConnection connection = new LDAPConnection(options, server.host(), server.port());
        try {
            ExtendedResult begun =
                    connection.processExtendedOperation(
                            new StartTLSExtendedRequest(context.getSocketFactory()));
            if (!begun.getResultCode().equals(ResultCode.SUCCESS)) {
                throw DirectoryFaults.fault(
                        spec.place(),
                        server,
                        "does not begin TLS ("
                                + begun.getResultCode().getName()
                                + "); write ldaps:// instead of startTls, or give it a certificate");
            }
            return connection;
        } catch (LDAPException | FleetException e) {
            connection.close();
            throw e;
        }
    }

    /// @throws LDAPException where the server did not come to an answer
    private static void logOn(
            LDAPConnection connection, DirectorySpec spec, Server server, Credential credential)
            throws LDAPException {
        boolean kerberos = spec.logon().kerberos();
        CredentialSource as = spec.logon().credential();
        // A request keeps the very array.
        byte[] password = credential.password().use(DirectoryConnection::bytes);
        try {
            bind(
                    connection,
                    kerberos
                            ? ticket(spec, server, credential, password)
                            : new SimpleBindRequest(credential.username(), password),
                    spec,
                    server);
        } catch (LDAPException e) {
            if (!kerberos && DirectoryFaults.unreached(e)) {
                throw e;
            }
            throw kerberos
                    ? DirectoryFaults.kerberos(spec.place(), server, as, e)
                    : DirectoryFaults.logon(spec.place(), server, as, e);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private static void bind(
            LDAPConnection connection, BindRequest request, DirectorySpec spec, Server server)
            throws LDAPException {
        FutureTask<Void> logon =
                new FutureTask<>(() -> {
                    connection.bind(request);
                    return null;
                });
        Thread.ofVirtual().name("directory-logon").start(logon);
        try {
            logon.get(LOGON_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LDAPException refused) {
                throw refused;
            }
            throw new IllegalStateException("logon to a directory", e.getCause());
        } catch (TimeoutException e) {
            logon.cancel(true);
            throw new LDAPException(
                    ResultCode.TIMEOUT, "no logon within " + LOGON_LIMIT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            logon.cancel(true);
            Thread.currentThread().interrupt();
            throw DirectoryFaults.fault(spec.place(), server, "was left: interrupted");
        }
    }

    private static byte[] bytes(char[] characters) {
        // UTF-8 has at most 3 bytes for a char of UTF-16.
        ByteBuffer encoded = ByteBuffer.wrap(new byte[3 * characters.length]);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
        byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }

    private static BindRequest ticket(
            DirectorySpec spec, Server server, Credential credential, byte[] password)
            throws LDAPException {
        GSSAPIBindRequestProperties properties =
                new GSSAPIBindRequestProperties(principal(spec, credential), password);
        boolean tls = server.ldaps() || spec.protection().startTls();
        // Active Directory takes no second sealing inside TLS, and asks for the binding instead.
        properties.setAllowedQoP(
                tls ? SASLQualityOfProtection.AUTH : SASLQualityOfProtection.AUTH_CONF);
        if (tls) {
            properties.setChannelBindingType(GSSAPIChannelBindingType.TLS_SERVER_END_POINT);
        }
        properties.setSASLClientServerName(server.host());
        switch (credential.proof()) {
            case Proof.Password _ -> properties.setUseTicketCache(false);
            case Proof.Keytab(var file) -> {
                properties.setUseTicketCache(false);
                properties.setUseKeyTab(true);
                properties.setKeyTabPath(file.toString());
            }
            case Proof.TicketCache(var file) -> {
                properties.setUseTicketCache(true);
                properties.setRequireCachedCredentials(true);
                file.ifPresent(cache -> properties.setTicketCachePath(cache.toString()));
            }
            case Proof.Certificate _ ->
                    throw new IllegalArgumentException("a certificate has no Kerberos key");
        }
        return new GSSAPIBindRequest(properties);
    }

    /// Realms are DNS domains in capitals (MS-KILE 3.1.1, RFC 4120 6.1).
    private static String principal(DirectorySpec spec, Credential credential) {
        String username = credential.username();
        int at = username.lastIndexOf('@');
        if (username.indexOf('\\') >= 0) {
            throw new FleetException(
                    CREDENTIAL,
                    spec.place()
                            + ": credential "
                            + Place.quote(credential.name())
                            + ": Kerberos needs the account as name@dns.domain");
        }
        return at < 0
                ? username
                : username.substring(0, at) + username.substring(at).toUpperCase(Locale.ROOT);
    }

    @Override
    public void close() {
        connection.close();
    }
}
