package io.github.fleetlogoff.winrm.winrm4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.apache.cxf.transport.http.asyncclient.CXFHttpRequest;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.protocol.HttpClientContext;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.nio.ContentEncoder;
import org.apache.http.nio.IOControl;
import org.apache.http.nio.protocol.HttpAsyncRequestProducer;
import org.apache.http.nio.protocol.HttpAsyncResponseConsumer;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/// Sends messages from the cache of the conduit, each from its first byte to its last. CXF's own
/// producer (CXFHttpAsyncRequestProducer#produceContent, 3.5.7) begins a message that is sent again
/// at its first byte each time the connection takes only a part, as TLS does at 16 KB: a Create
/// with a script in it never arrives.
final class WholeMessageClient extends CloseableHttpAsyncClient {
    private final CloseableHttpAsyncClient client;

    WholeMessageClient(CloseableHttpAsyncClient client) {
        this.client = client;
    }

    @Override
    public <T> Future<T> execute(
            HttpAsyncRequestProducer producer,
            HttpAsyncResponseConsumer<T> consumer,
            HttpContext context,
            FutureCallback<T> callback) {
        Future<T> exchange =
                client.execute(new WholeMessage(producer), consumer, context, callback);
        if (HttpClientContext.adapt(context).getUserToken() instanceof ConnectionOwner owner) {
            owner.begins(exchange);
        }
        return exchange;
    }

    @Override
    public boolean isRunning() {
        return client.isRunning();
    }

    @Override
    public void start() {
        client.start();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    /// Called by one I/O thread at a time.
    private static final class WholeMessage implements HttpAsyncRequestProducer {
        private final HttpAsyncRequestProducer producer;
        private volatile @Nullable ByteBuffer rest;

        WholeMessage(HttpAsyncRequestProducer producer) {
            this.producer = producer;
        }

        @Override
        public HttpHost getTarget() {
            return producer.getTarget();
        }

        @Override
        public HttpRequest generateRequest() throws IOException, HttpException {
            return producer.generateRequest();
        }

        @Override
        public void produceContent(ContentEncoder encoder, IOControl control) throws IOException {
            ByteBuffer left = rest;
            if (left == null) {
                left = ByteBuffer.wrap(message());
                rest = left;
            }
            encoder.write(left);
            if (!left.hasRemaining()) {
                encoder.complete();
            }
        }

        /// As it is to be sent now: held back, plain or sealed with the keys of the moment.
        private byte[] message() throws IOException {
            try {
                if (producer.generateRequest() instanceof CXFHttpRequest request) {
                    return request.getOutputStream().getCachedStream().getBytes();
                }
                throw new IOException("not a request of CXF");
            } catch (HttpException failure) {
                throw new IOException(failure);
            }
        }

        @Override
        public void resetRequest() {
            rest = null;
        }

        @Override
        public void requestCompleted(HttpContext context) {
            producer.requestCompleted(context);
            rest = null;
        }

        @Override
        public void failed(Exception failure) {
            producer.failed(failure);
        }

        @Override
        public boolean isRepeatable() {
            return producer.isRepeatable();
        }

        @Override
        public void close() throws IOException {
            producer.close();
        }
    }
}
