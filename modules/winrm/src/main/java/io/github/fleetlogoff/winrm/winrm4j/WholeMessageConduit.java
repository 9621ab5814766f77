package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.encryption.AsyncHttpEncryptionAwareConduit;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.cxf.Bus;
import org.apache.cxf.message.Message;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.http.asyncclient.CXFHttpRequest;
import org.apache.cxf.ws.addressing.EndpointReferenceType;

/// Begins an exchange when its message is complete. CXF begins before the first byte is written,
/// and where a host answers 401 at once, as Windows does, the writer finds its buffer closed: some
/// in a thousand exchanges fail and some in a hundred lose their connection.
final class WholeMessageConduit extends AsyncHttpEncryptionAwareConduit {

    WholeMessageConduit(
            Bus bus, EndpointInfo endpoint, EndpointReferenceType target, SharedConduits conduits)
            throws IOException {
        super(PayloadEncryptionMode.OPTIONAL, bus, endpoint, target, conduits);
    }

    @Override
    protected OutputStream createOutputStream(
            Message message, boolean cache, boolean chunking, int chunkThreshold) {
        CXFHttpRequest request = message.get(CXFHttpRequest.class);
        WholeMessageStream stream =
                new WholeMessageStream(message, chunkThreshold, request.getURI());
        request.setOutputStream(stream);
        return stream;
    }

    private final class WholeMessageStream extends AsyncWrappedEncryptionAwareOutputStream {
        private boolean complete;

        WholeMessageStream(Message message, int chunkThreshold, URI uri) {
            super(message, true, false, chunkThreshold, getConduitName(), uri);
        }

        @Override
        protected void setupWrappedStream() throws IOException {
            super.setupWrappedStream();
            // The cache has the message; WholeMessageClient sends it from there.
            wrappedStream = OutputStream.nullOutputStream();
        }

        @Override
        protected void connect(boolean output) throws IOException {
            if (complete) {
                super.connect(output);
            }
        }

        @Override
        protected void handleResponse() throws IOException {
            complete = true;
            connect(true);
            super.handleResponse();
        }
    }
}
