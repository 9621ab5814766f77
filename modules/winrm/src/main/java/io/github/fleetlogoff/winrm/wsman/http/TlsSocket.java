package io.github.fleetlogoff.winrm.wsman.http;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/// TLS over a TCP connection, made and checked.
record TlsSocket(SSLSocket socket, X509Certificate certificate) {
    /// Shakes hands and checks the other end.
    static TlsSocket over(Socket tcp, Peer peer, Peer.Tls tls) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        tls.context()
                                .getSocketFactory()
                                .createSocket(tcp, peer.name(), peer.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(tls.versions().toArray(String[]::new));
        if (tls.checksName()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!(socket.getSession().getPeerCertificates()[0]
                instanceof X509Certificate certificate)) {
            throw new SSLPeerUnverifiedException("no X.509 certificate");
        }
        return new TlsSocket(socket, certificate);
    }
}
