package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Whom a connection leads to.
///
/// @param name a DNS name or an IP address, as it stands in the certificate
/// @param tls present = HTTPS
public record Peer(String name, int port, @Nullable Tls tls) {
    private static final String PATH = "/wsman";

    /// How the TLS connection is made.
    ///
    /// @param context by which the certificate's path is checked
    /// @param checksName whether the certificate must be for the name
    public record Tls(SSLContext context, boolean checksName) {
        public Tls {
            requireNonNull(context, "context is null");
        }
    }

    public Peer {
        requireNonNull(name, "name is null");
    }

    private String authority() {
        boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
        return (bare ? "[" + name + "]" : name) + ":" + port;
    }

    /// The address of its WinRM service.
    public String url() {
        return (tls == null ? "http://" : "https://") + authority() + PATH;
    }

    /// The request line and the headers of every request to it.
    String requestStart() {
        return "POST "
                + PATH
                + " HTTP/1.1\r\nHost: "
                + authority()
                + "\r\n"
                + "User-Agent: fleet-logoff\r\nConnection: Keep-Alive\r\n";
    }
}
