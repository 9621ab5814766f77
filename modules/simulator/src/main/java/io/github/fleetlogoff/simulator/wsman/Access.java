package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import java.util.Arrays;
import java.util.Locale;

/// Who may log on to a fleet, and how.
///
/// @param credential the one account there is
/// @param allowUnencrypted Windows' AllowUnencrypted: plain payloads and Basic over HTTP
/// @param tls whether the connections are HTTPS
public record Access(Credential credential, boolean allowUnencrypted, boolean tls) {

    public Access {
        requireNonNull(credential, "credential is null");
    }

    /// Whether Windows would take a payload that WinRM itself has not encrypted.
    boolean takesPlainPayload() {
        return allowUnencrypted || tls;
    }

    /// Whether this is the account: `DOMAIN\name` with its domain, or `name@` and any suffix; case
    /// does not count.
    boolean isAccount(String username) {
        String wanted = credential.username().toLowerCase(Locale.ROOT);
        String given = username.toLowerCase(Locale.ROOT);
        return given.equals(wanted) || (given.indexOf('@') > 0 && bare(given).equals(bare(wanted)));
    }

    boolean isPassword(String password) {
        return credential
                .password()
                .use(characters -> Arrays.equals(characters, password.toCharArray()));
    }

    private static String bare(String username) {
        String name = username.substring(username.indexOf('\\') + 1);
        return name.indexOf('@') < 0 ? name : name.substring(0, name.indexOf('@'));
    }
}
