package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.WinRm;
import io.cloudsoft.winrm4j.client.ntlm.NTCredentialsWithEncryption;
import io.cloudsoft.winrm4j.client.ntlm.NtlmMasqAsSpnegoSchemeFactory;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credential;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.xml.ws.BindingProvider;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transports.http.configuration.ConnectionType;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.auth.Credentials;
import org.apache.http.config.Lookup;
import org.apache.http.config.RegistryBuilder;
import org.jspecify.annotations.Nullable;

/// One CXF client: winrm4j's service interface and the conduit beneath it. Serves one host at a
/// time and may serve another afterwards, since building one costs more than a conversation. Not
/// thread-safe.
final class ShellClient {
    private static final String HTTP_SCHEME = "http";
    private static final String HTTPS_SCHEME = "https";

    private final WinRm port;
    private final Map<String, Object> context;
    private final HTTPConduit conduit;
    private final PayloadEncryptionMode mode;

    ShellClient(WinRm port, PayloadEncryptionMode mode) {
        this.port = requireNonNull(port, "port is null");
        this.mode = mode;
        this.context = ((BindingProvider) port).getRequestContext();
        Client client = ClientProxy.getClient(port);
        this.conduit = (HTTPConduit) client.getConduit();
    }

    /// Points the client at a host.
    ///
    /// @param address over TLS the name on the certificate, else an address that needs no DNS: the
    ///   pool would resolve it under a lock of its own

    void pointAt(
            String address,
            int portNumber,
            Credential credential,
            AuthScheme scheme,
            @Nullable TLSClientParameters tls)
            throws IOException {
        String where = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        URI uri =
                URI.create(
                        (tls == null ? HTTP_SCHEME : HTTPS_SCHEME)
                                + "://"
                                + where
                                + ":"
                                + portNumber
                                + "/wsman");
        context.put(BindingProvider.ENDPOINT_ADDRESS_PROPERTY, uri.toString());
        context.put("http.autoredirect", false);
        conduit.setTlsClientParameters(tls);
        if (scheme == AuthScheme.BASIC) {
            AuthorizationPolicy policy = new AuthorizationPolicy();
            policy.setAuthorizationType("Basic");
            policy.setUserName(credential.username());
            policy.setPassword(credential.password().use(String::new));
            conduit.setAuthorization(policy);
            context.remove(Credentials.class.getName());
            context.remove(AuthSchemeProvider.class.getName());
        } else {
            Lookup<AuthSchemeProvider> schemes =
                    RegistryBuilder.<AuthSchemeProvider>create()
                            .register("Negotiate", new NtlmMasqAsSpnegoSchemeFactory(mode))
                            .build();
            context.put(AuthSchemeProvider.class.getName(), schemes);
            context.put(
                    Credentials.class.getName(),
                    new NTCredentialsWithEncryption(
                            credential.user(),
                            credential.password().use(String::new),
                            null,
                            credential.domain()));
        }
    }

    /// Forgets the host and its secrets.
    void forget() {
        context.remove(Credentials.class.getName());
        context.remove(AuthSchemeProvider.class.getName());
        conduit.setAuthorization(null);
    }

    /// The service, with a time limit for the next call.
    ///
    /// @param last whether the connection is closed after it
    WinRm within(Duration limit, boolean last) {
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setAllowChunking(false);
        policy.setAutoRedirect(false);
        policy.setConnectionTimeout(Math.max(1, limit.toMillis()));
        policy.setConnectionRequestTimeout(Math.max(1, limit.toMillis()));
        policy.setReceiveTimeout(Math.max(1, limit.toMillis()));
        policy.setConnection(last ? ConnectionType.CLOSE : ConnectionType.KEEP_ALIVE);
        conduit.setClient(policy);
        return port;
    }
}
