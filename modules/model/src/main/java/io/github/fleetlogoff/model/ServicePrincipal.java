package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/// The service that a Kerberos ticket is for, `CLASS/host`. Its realm is the host's, as krb5.conf
/// has it.
///
/// @param serviceClass `HTTP`, what Windows' own client asks for; `WSMAN` where `HTTP` of that host
///   is registered on another account, as web servers do
/// @param host the name in the directory, which a DNS alias is not
public record ServicePrincipal(String serviceClass, String host) {
    public static final String HTTP = "HTTP";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    public ServicePrincipal {
        requireNonNull(serviceClass, "serviceClass is null");
        requireNonNull(host, "host is null");
        if (serviceClass.isBlank() || host.isBlank()) {
            throw new IllegalArgumentException("a service principal has a class and a host");
        }
    }

    /// Whether the host is an IP address, for which directories hold no services.
    public boolean isAddress() {
        return isAddress(host);
    }

    /// Whether it is an IP address and no name.
    public static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    @Override
    public String toString() {
        return serviceClass + "/" + host;
    }
}
