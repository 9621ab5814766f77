package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

/// An account and its secret.
///
/// @param name the name in the inventory
/// @param username `DOMAIN\name`, `name@dns.domain` or `name`
public record Credential(String name, String username, Secret password) {

    public Credential {
        requireNonNull(name, "name is null");
        requireNonNull(username, "username is null");
        requireNonNull(password, "password is null");
    }

    /// The part before the backslash, empty where there is none.
    public String domain() {
        int at = username.indexOf('\\');
        return at < 0 ? "" : username.substring(0, at);
    }

    /// The account name without a leading domain; `name@dns.domain` stays whole, as NTLM wants it.
    public String user() {
        return username.substring(username.indexOf('\\') + 1);
    }
}
