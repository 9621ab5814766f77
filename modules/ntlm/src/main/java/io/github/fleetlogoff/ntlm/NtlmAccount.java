package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

/// Who logs on.
///
/// @param domain as the client sent it, empty for `name@dns.domain`
/// @param user the account name
public record NtlmAccount(String domain, String user) {
    public NtlmAccount {
        requireNonNull(domain, "domain is null");
        requireNonNull(user, "user is null");
    }
}
