package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.StripShellResponseHandler;
import io.cloudsoft.winrm4j.client.WinRm;
import io.cloudsoft.winrm4j.client.WinRmService;
import io.cloudsoft.winrm4j.client.encryption.DecryptAndVerifyInInterceptor;
import io.cloudsoft.winrm4j.client.encryption.SignAndEncryptOutInterceptor;
import io.cloudsoft.winrm4j.client.ntlm.NtlmMasqAsSpnegoSchemeFactory;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.TlsContexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import javax.xml.ws.Binding;
import javax.xml.ws.BindingProvider;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.apache.cxf.configuration.security.AuthorizationPolicy;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.endpoint.ClientImpl;
import org.apache.cxf.endpoint.Endpoint;
import org.apache.cxf.endpoint.PreexistingConduitSelector;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transport.http.asyncclient.AsyncHTTPConduit;
import org.apache.cxf.transports.http.configuration.HTTPClientPolicy;
import org.apache.cxf.ws.addressing.EndpointReferenceUtils;
import org.apache.cxf.ws.addressing.policy.MetadataConstants;
import org.apache.cxf.ws.policy.PolicyConstants;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.auth.Credentials;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.neethi.Policy;
import org.apache.neethi.builders.PrimitiveAssertion;

/// Makes the clients of conversations. The bus, the reactor and the service model (WSDL, JAXB
/// classes: 3 to 17 ms to build) are shared by all of them; interceptors, credentials and policy
/// belong to one. Thread-safe.
final class WsmanClients implements AutoCloseable {
    private final Bus bus;
    private final SharedConduits conduits = new SharedConduits();
    private final TlsContexts tls = new TlsContexts();
    private final Endpoint endpoint;
    private final Binding binding;

    WsmanClients() {
        bus = BusFactory.newInstance().createBus();
        bus.setProperty(AsyncHTTPConduit.USE_ASYNC, true);
        Bus before = BusFactory.getAndSetThreadDefaultBus(bus);
        try {
            WinRm first = model(bus).create(WinRm.class);
            Client client = ClientProxy.getClient(first);
            endpoint = client.getEndpoint();
            binding = ((BindingProvider) first).getBinding();
            client.destroy();
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
        // Create is answered with two elements, of which the binding reads one.
        binding.setHandlerChain(List.of(new StripShellResponseHandler()));
        // Without it CommandResponse is looked for in another namespace.
        endpoint.getEndpointInfo().getService().setProperty("soap.force.doclit.bare", true);
    }

    private static JaxWsProxyFactoryBean model(Bus bus) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.getClientFactoryBean().getServiceFactory().setWsdlURL(WinRmService.WSDL_LOCATION);
        factory.setServiceName(WinRmService.SERVICE);
        factory.setEndpointName(WinRmService.WinRmPort);
        factory.setBus(bus);
        return factory;
    }

    /// A client for one conversation, with connections of its own. Nothing is sent yet.
    ///
    /// @param address where the host's name leads
    /// @throws ExchangeException where the host's CA file cannot be used
    WsmanClient open(
            Connection connection, Credential credential, InetAddress address, ShellCommand command)
            throws ExchangeException {
        String name = urlHost(connection.address());
        conduits.pin(name, address);
        ConnectionOwner owner = new ConnectionOwner(name);
        Way way = Way.of(connection);
        AnswerGate gate = new AnswerGate(way.scheme(), way == Way.NTLM_SEALED);
        String url = url(connection, name);
        HTTPConduit conduit = conduit(url);
        Client client =
                new ClientImpl(bus, endpoint, new PreexistingConduitSelector(conduit, endpoint));
        client.getInInterceptors().add(gate);
        // Also where nothing is sealed: it holds the message back until an NTLM logon is through.
        client.getOutInterceptors().add(new SignAndEncryptOutInterceptor(way.sealing()));
        if (way == Way.NTLM_SEALED) {
            client.getInInterceptors().add(new DecryptAndVerifyInInterceptor(way.sealing()));
        }
        HTTPClientPolicy policy = policy();
        conduit.setClient(policy);
        Tls checks = connection.tls();
        if (checks != null) {
            conduit.setTlsClientParameters(parameters(checks));
        }
        if (way == Way.BASIC) {
            conduit.setAuthorization(basic(credential));
        }
        // First the proxy: it writes the WSDL's address into the context.
        WinRm winrm = proxy(client);
        Map<String, Object> context = client.getRequestContext();
        context.put(Message.ENDPOINT_ADDRESS, url);
        context.put(PolicyConstants.POLICY_OVERRIDE, addressing());
        context.put(HTTPConduit.NO_IO_EXCEPTIONS, true);
        context.put(Credentials.class.getName(), way.credentials(credential, owner));
        context.put(AuthSchemeProvider.class.getName(), way.schemes());
        return new WsmanClient(command, client, winrm, policy, gate, owner);
    }

    /// One that is configured here: a selector of CXF's would quietly make another, with neither
    /// policy nor TLS checks, for an address of another scheme than the WSDL's.
    private HTTPConduit conduit(String url) {
        try {
            HTTPConduit conduit =
                    conduits.createConduit(
                            bus,
                            endpoint.getEndpointInfo(),
                            EndpointReferenceUtils.getEndpointReference(url));
            conduit.finalizeConfig();
            return conduit;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TLSClientParameters parameters(Tls checks) throws ExchangeException {
        TLSClientParameters parameters = new TLSClientParameters();
        parameters.setSslContext(tls.of(checks));
        parameters.setDisableCNCheck(!TlsContexts.checksName(checks));
        return parameters;
    }

    private WinRm proxy(Client client) {
        return (WinRm)
                Proxy.newProxyInstance(
                        WinRm.class.getClassLoader(),
                        new Class<?>[] {WinRm.class},
                        new JaxWsClientProxy(client, binding));
    }

    private static HTTPClientPolicy policy() {
        HTTPClientPolicy policy = new HTTPClientPolicy();
        policy.setAllowChunking(false);
        // The conduit's own repetitions would make a second logon of each that is refused.
        policy.setMaxRetransmits(0);
        return policy;
    }

    private static AuthorizationPolicy basic(Credential credential) {
        AuthorizationPolicy policy = new AuthorizationPolicy();
        policy.setAuthorizationType("Basic");
        policy.setUserName(credential.username());
        policy.setPassword(credential.password().use(String::new));
        return policy;
    }

    private static Policy addressing() {
        Policy policy = new Policy();
        policy.addAssertion(new PrimitiveAssertion(MetadataConstants.USING_ADDRESSING_2004_QNAME));
        return policy;
    }

    private static String urlHost(String address) {
        boolean bare = address.contains(":") && !address.startsWith("[");
        return bare ? "[" + address + "]" : address;
    }

    private static String url(Connection connection, String name) {
        String scheme = connection.tls() == null ? "http" : "https";
        return scheme + "://" + name + ":" + connection.port() + "/wsman";
    }

    /// Closes connections that nobody came back for.
    void closeIdleConnections() {
        conduits.closeIdleConnections();
    }

    @Override
    public void close() {
        conduits.shutdown();
        bus.shutdown(true);
    }

    /// How a logon is made and the payload protected.
    private enum Way {
        /// Over HTTP: the payload is sealed with NTLM's session key.
        NTLM_SEALED,
        /// Over HTTPS.
        NTLM,
        BASIC;

        static Way of(Connection connection) {
            if (connection.auth() == AuthScheme.BASIC) {
                return BASIC;
            }
            return connection.tls() == null ? NTLM_SEALED : NTLM;
        }

        String scheme() {
            return this == BASIC ? AuthSchemes.BASIC : AuthSchemes.SPNEGO;
        }

        PayloadEncryptionMode sealing() {
            return this == NTLM_SEALED ? PayloadEncryptionMode.REQUIRED : PayloadEncryptionMode.OFF;
        }

        Credentials credentials(Credential credential, ConnectionOwner owner) {
            return switch (this) {
                case NTLM_SEALED, NTLM -> Logons.ntlm(credential, owner);
                case BASIC -> Logons.none(owner);
            };
        }

        /// Windows takes NTLM in the Negotiate scheme only. Basic's header is there from the first
        /// request on; an answer of 401 to it is final.
        Registry<AuthSchemeProvider> schemes() {
            RegistryBuilder<AuthSchemeProvider> schemes = RegistryBuilder.create();
            return switch (this) {
                case NTLM_SEALED, NTLM ->
                        schemes.register(
                                        AuthSchemes.SPNEGO,
                                        new NtlmMasqAsSpnegoSchemeFactory(sealing()))
                                .build();
                case BASIC -> schemes.build();
            };
        }
    }
}
