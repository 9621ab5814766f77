package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where and how a host is reached.
///
/// @param address a DNS name or an IP address
/// @param port 1 to 65535; WinRM's own are 5985 (HTTP) and 5986 (HTTPS)
/// @param tls present = HTTPS
/// @param credential the name of the credential in the inventory, absent where none was given
/// @param engine what speaks to it, absent = [Engine#DEFAULT]
/// @param service what a Kerberos ticket is asked for
/// @param endpoint through what of the host the session script is reached
public record Connection(
        String address,
        int port,
        @Nullable Tls tls,
        AuthScheme auth,
        @Nullable String credential,
        @Nullable Engine engine,
        ServicePrincipal service,
        Endpoint endpoint) {
    public static final int HTTP_PORT = 5985;
    public static final int HTTPS_PORT = 5986;

    public Connection {
        requireNonNull(address, "address is null");
        requireNonNull(auth, "auth is null");
        requireNonNull(service, "service is null");
        requireNonNull(endpoint, "endpoint is null");
        if (address.isBlank()) {
            throw new IllegalArgumentException("address is blank");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port is not between 1 and 65535: " + port);
        }
    }

    /// One to the remote shell, for which nobody chose an engine, and with the service that
    /// Windows' own client asks for: `HTTP` at the address.
    public Connection(
            String address,
            int port,
            @Nullable Tls tls,
            AuthScheme auth,
            @Nullable String credential) {
        this(
                address,
                port,
                tls,
                auth,
                credential,
                null,
                new ServicePrincipal(ServicePrincipal.HTTP, address),
                Endpoint.WINRS);
    }

    /// The same with another credential.
    public Connection withCredential(String name) {
        return new Connection(address, port, tls, auth, name, engine, service, endpoint);
    }

    /// The same with other checks of the TLS connection.
    public Connection withTls(@Nullable Tls checks) {
        return new Connection(address, port, checks, auth, credential, engine, service, endpoint);
    }

    /// The same with another engine.
    public Connection withEngine(@Nullable Engine other) {
        return new Connection(address, port, tls, auth, credential, other, service, endpoint);
    }

    /// The same through another endpoint.
    public Connection withEndpoint(Endpoint other) {
        return new Connection(address, port, tls, auth, credential, engine, service, other);
    }

    /// Address and port as one text: equal where both are, regardless of the address's letter case.
    /// Addresses are compared as they are written.
    public String place() {
        return address.toLowerCase(Locale.ROOT) + " " + port;
    }

    /// What speaks to the host.
    public Engine speaker() {
        return engine == null ? Engine.DEFAULT : engine;
    }
}
