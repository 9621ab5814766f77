package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.encryption.AsyncHttpEncryptionAwareConduitFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.cxf.Bus;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.http.HTTPConduit;
import org.apache.cxf.transport.http.asyncclient.AsyncHTTPConduit;
import org.apache.cxf.transport.http.asyncclient.AsyncHTTPConduitFactory;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.impl.client.DefaultClientConnectionReuseStrategy;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.apache.http.impl.nio.conn.ManagedNHttpClientConnectionFactory;
import org.apache.http.impl.nio.conn.PoolingNHttpClientConnectionManager;
import org.apache.http.impl.nio.reactor.DefaultConnectingIOReactor;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.nio.conn.NoopIOSessionStrategy;
import org.apache.http.nio.conn.SchemeIOSessionStrategy;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.http.nio.reactor.IOReactorException;
import org.apache.http.protocol.HttpContext;

/// One HTTP client with its reactor and its pool for all hosts of a run; winrm4j's own makes one
/// per host, of 19 threads and 36 file handles each. Thread-safe.
///
/// Nothing here sends a request again by itself. HttpAsyncClient 4.1 has no retry handler: what
/// fails on a connection fails the exchange (AbstractClientExchangeHandler#failed); it repeats a
/// request only after a 401, that is while a logon is under way and the host has acted on nothing.
/// Cookies, redirects and the cache of logons are off.
final class SharedConduits extends AsyncHttpEncryptionAwareConduitFactory {
    private static final int IO_THREADS = 2;
    private static final int MANY = 20_000;
    // Timeouts of connections are looked at this often.
    private static final int SELECT_MILLIS = 250;
    private static final int IDLE_SECONDS = 15;

    private final ConcurrentMap<String, InetAddress> addresses = new ConcurrentHashMap<>();
    private final PoolingNHttpClientConnectionManager pool;
    private final CloseableHttpAsyncClient client;

    SharedConduits() {
        super(
                PayloadEncryptionMode.OPTIONAL,
                Set.of("Negotiate"),
                Map.of(
                        AsyncHTTPConduitFactory.USE_POLICY,
                        AsyncHTTPConduitFactory.UseAsyncPolicy.ALWAYS));
        try {
            pool = pool();
        } catch (IOReactorException failure) {
            throw new UncheckedIOException(failure);
        }
        client =
                new WholeMessageClient(
                        HttpAsyncClients.custom()
                                .setConnectionManager(pool)
                                .setConnectionReuseStrategy(new UntilTheOwnerLeaves())
                                .setThreadFactory(daemon("winrm-reactor-"))
                                .disableAuthCaching()
                                .disableCookieManagement()
                                .build());
        client.start();
    }

    private PoolingNHttpClientConnectionManager pool() throws IOReactorException {
        IOReactorConfig config =
                IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setSelectInterval(SELECT_MILLIS)
                        .setTcpNoDelay(true)
                        .build();
        // The conduit brings a strategy for https of its own with every request; the strict one
        // stands in should it not.
        Registry<SchemeIOSessionStrategy> strategies =
                RegistryBuilder.<SchemeIOSessionStrategy>create()
                        .register("http", NoopIOSessionStrategy.INSTANCE)
                        .register("https", SSLIOSessionStrategy.getSystemDefaultStrategy())
                        .build();
        PoolingNHttpClientConnectionManager created =
                new PoolingNHttpClientConnectionManager(
                        new DefaultConnectingIOReactor(config, daemon("winrm-io-")),
                        new ManagedNHttpClientConnectionFactory(),
                        strategies,
                        DefaultSchemePortResolver.INSTANCE,
                        this::addressOf,
                        0,
                        TimeUnit.MILLISECONDS);
        created.setMaxTotal(MANY);
        created.setDefaultMaxPerRoute(MANY);
        return created;
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return Thread.ofPlatform().daemon().name(name, 0).factory();
    }

    /// Says where connections to a host name are to go. The pool asks for it under its lock, so it
    /// must be known.
    void pin(String name, InetAddress address) {
        addresses.put(name, address);
    }

    private InetAddress[] addressOf(String name) throws UnknownHostException {
        InetAddress address = addresses.get(name);
        if (address == null) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {address};
    }

    /// Closes connections that nobody came back for, such as those of a conversation that was given
    /// up.
    void closeIdleConnections() {
        pool.closeIdleConnections(IDLE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public HTTPConduit createConduit(Bus bus, EndpointInfo endpoint, EndpointReferenceType target)
            throws IOException {
        return new WholeMessageConduit(bus, endpoint, target, this);
    }

    @Override
    public CloseableHttpAsyncClient createClient(AsyncHTTPConduit conduit) {
        return client;
    }

    @Override
    public void shutdown() {
        super.shutdown();
        try {
            client.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Keeps a connection from message to message, for NTLM's keys belong to it, and closes it with
    /// the last one. A 401 never ends it: the logon goes on there.
    private static final class UntilTheOwnerLeaves extends DefaultClientConnectionReuseStrategy {
        @Override
        public boolean keepAlive(HttpResponse response, HttpContext context) {
            Object owner = HttpClientContext.adapt(context).getUserToken();
            boolean last =
                    owner instanceof ConnectionOwner known
                            && known.leaving()
                            && response.getStatusLine().getStatusCode()
                                    != HttpStatus.SC_UNAUTHORIZED;
            return !last && super.keepAlive(response, context);
        }
    }
}
