package io.github.fleetlogoff.winrm;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.StripShellResponseHandler;
import io.cloudsoft.winrm4j.client.WinRm;
import io.cloudsoft.winrm4j.client.WinRmService;
import io.cloudsoft.winrm4j.client.encryption.AsyncHttpEncryptionAwareConduitFactory;
import io.cloudsoft.winrm4j.client.encryption.DecryptAndVerifyInInterceptor;
import io.cloudsoft.winrm4j.client.encryption.SignAndEncryptOutInterceptor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.ws.BindingProvider;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.extension.ExtensionManagerBus;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.http.HTTPConduitFactory;
import org.apache.cxf.transport.http.asyncclient.AsyncHTTPConduit;
import org.apache.cxf.transport.http.asyncclient.AsyncHTTPConduitFactory;
import org.apache.cxf.ws.addressing.policy.MetadataConstants;
import org.apache.neethi.Policy;
import org.apache.neethi.builders.PrimitiveAssertion;

/// The CXF clients of a run: one bus and, per kind of payload protection, one factory of
/// connections for all of them. As winrm4j comes it would make both for each host, which costs 19
/// threads and 36 file handles a host. Clients are lent out and come back. Thread-safe.
final class ShellClients implements AutoCloseable {
    private static final int IO_THREADS = 2;
    private static final int MOST_CONNECTIONS = 100_000;
    private static final int CONNECTION_LIFE_MILLIS = 3_600_000;

    private final Bus bus = new ExtensionManagerBus();
    private final Map<PayloadEncryptionMode, AsyncHttpEncryptionAwareConduitFactory> factories =
            new EnumMap<>(PayloadEncryptionMode.class);
    private final Map<PayloadEncryptionMode, Queue<ShellClient>> idle =
            new EnumMap<>(PayloadEncryptionMode.class);

    ShellClients() {
        bus.setProperty(AsyncHTTPConduit.USE_ASYNC, AsyncHTTPConduitFactory.UseAsyncPolicy.ALWAYS);
        for (PayloadEncryptionMode mode :
                List.of(PayloadEncryptionMode.REQUIRED, PayloadEncryptionMode.OFF)) {
            factories.put(
                    mode,
                    new AsyncHttpEncryptionAwareConduitFactory(
                            mode, Set.of("Negotiate"), configuration()));
            idle.put(mode, new ConcurrentLinkedQueue<>());
        }
    }

    private static Map<String, Object> configuration() {
        return Map.of(
                AsyncHTTPConduitFactory.USE_POLICY, AsyncHTTPConduitFactory.UseAsyncPolicy.ALWAYS,
                AsyncHTTPConduitFactory.THREAD_COUNT, IO_THREADS,
                AsyncHTTPConduitFactory.MAX_CONNECTIONS, MOST_CONNECTIONS,
                AsyncHTTPConduitFactory.MAX_PER_HOST_CONNECTIONS, MOST_CONNECTIONS,
                AsyncHTTPConduitFactory.CONNECTION_TTL, CONNECTION_LIFE_MILLIS);
    }

    /// Lends a client whose messages are protected as told.
    ShellClient lend(PayloadEncryptionMode mode) {
        ShellClient client = queue(mode).poll();
        return client == null ? build(mode) : client;
    }

    /// Takes a client back that ended its conversation well.
    void giveBack(ShellClient client, PayloadEncryptionMode mode) {
        client.forget();
        queue(mode).add(client);
    }

    private Queue<ShellClient> queue(PayloadEncryptionMode mode) {
        Queue<ShellClient> queue = idle.get(mode);
        if (queue == null) {
            throw new IllegalArgumentException("no clients for " + mode);
        }
        return queue;
    }

    private ShellClient build(PayloadEncryptionMode mode) {
        Bus before = BusFactory.getAndSetThreadDefaultBus(bus);
        try {
            JaxWsProxyFactoryBean bean = new JaxWsProxyFactoryBean();
            bean.getClientFactoryBean().getServiceFactory().setWsdlURL(WinRmService.WSDL_LOCATION);
            bean.setServiceName(WinRmService.SERVICE);
            bean.setEndpointName(WinRmService.WinRmPort);
            bean.setServiceClass(WinRm.class);
            bean.setBus(bus);
            if (mode.isPermitted()) {
                bean.setOutInterceptors(List.of(new SignAndEncryptOutInterceptor(mode)));
                bean.setInInterceptors(List.of(new DecryptAndVerifyInInterceptor(mode)));
            }
            WinRm port = bean.create(WinRm.class);
            Client client = ClientProxy.getClient(port);
            EndpointInfo endpoint = client.getEndpoint().getEndpointInfo();
            endpoint.setProperty(HTTPConduitFactory.class.getName(), factories.get(mode));
            endpoint.getService().setProperty("soap.force.doclit.bare", true);
            ((BindingProvider) port)
                    .getBinding()
                    .setHandlerChain(List.of(new StripShellResponseHandler()));
            Policy policy = new Policy();
            policy.addAssertion(
                    new PrimitiveAssertion(MetadataConstants.USING_ADDRESSING_2004_QNAME));
            ((BindingProvider) port)
                    .getRequestContext()
                    .put("org.apache.cxf.ws.policy.override", policy);
            return new ShellClient(port, mode);
        } finally {
            BusFactory.setThreadDefaultBus(before);
        }
    }

    @Override
    public void close() {
        factories.values().forEach(AsyncHTTPConduitFactory::shutdown);
        bus.shutdown(false);
    }
}
