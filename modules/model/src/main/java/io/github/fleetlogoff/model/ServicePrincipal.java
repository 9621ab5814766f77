package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

/// The service that a Kerberos ticket is for, `CLASS/host`. Its realm is the host's, as krb5.conf
/// has it.
///
/// @param serviceClass `HTTP`, what Windows' own client asks for; `WSMAN` where `HTTP` of that host
///   is registered on another account, as web servers do
/// @param host the name in the directory, which a DNS alias is not
public record ServicePrincipal(String serviceClass, String host) {
    public static final String HTTP = "HTTP";
    private static final int IPV4_DOTS = 3;
    private static final int MOST_DIGITS = 3;

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
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    // Four groups of one to three digits. It is asked several times of each host.
    private static boolean isIpv4(String host) {
        int dots = 0;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && digits > 0) {
                dots++;
                digits = 0;
            } else if (c < '0' || c > '9' || ++digits > MOST_DIGITS) {
                return false;
            }
        }
        return dots == IPV4_DOTS && digits > 0;
    }

    @Override
    public String toString() {
        return serviceClass + "/" + host;
    }
}
