package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
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
    /// @param versions those that are offered, as JSSE calls them
    public record Tls(SSLContext context, boolean checksName, List<String> versions) {
        /// Those that are offered unless something speaks against it.
        public static final List<String> VERSIONS = List.of("TLSv1.3", "TLSv1.2");

        public Tls {
            requireNonNull(context, "context is null");
            versions = List.copyOf(versions);
        }

        public Tls(SSLContext context, boolean checksName) {
            this(context, checksName, VERSIONS);
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
