package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

/// What a server says of itself in its challenge.
///
/// @param domain NetBIOS name of its domain
/// @param computer its NetBIOS name
/// @param dnsDomain DNS name of its domain
public record NtlmTarget(String domain, String computer, String dnsDomain) {
    public NtlmTarget {
        requireNonNull(domain, "domain is null");
        requireNonNull(computer, "computer is null");
        requireNonNull(dnsDomain, "dnsDomain is null");
    }
}
