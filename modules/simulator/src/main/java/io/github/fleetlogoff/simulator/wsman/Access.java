package io.github.fleetlogoff.simulator.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.simulator.auth.ClientCertificates;
import io.github.fleetlogoff.simulator.auth.KerberosAcceptor;
import java.util.Arrays;
import java.util.Optional;

/// Who may log on to a fleet, and how.
///
/// @param credential the one account there is
/// @param takesPlainPayload whether Basic and payloads that WinRM itself has not encrypted are
///   taken, as Windows does over HTTPS, and over HTTP by AllowUnencrypted
/// @param channelBindings what a Negotiate logon is held against; empty = it is not
/// @param bindingRequired whether a Negotiate logon must send channel bindings where there are any
/// @param kerberos who takes Kerberos tokens; empty = nobody
/// @param certificates of clients that are logged on as the account; empty = none
public record Access(
        Credential credential,
        boolean takesPlainPayload,
        Optional<ChannelBindings> channelBindings,
        boolean bindingRequired,
        Optional<KerberosAcceptor> kerberos,
        Optional<ClientCertificates> certificates) {

    public Access {
        requireNonNull(credential, "credential is null");
        requireNonNull(channelBindings, "channelBindings is null");
        requireNonNull(kerberos, "kerberos is null");
        requireNonNull(certificates, "certificates is null");
    }

    /// Whether this is the account: `DOMAIN\name` with its domain, or `name@` and any suffix; case
    /// does not count. An account of no domain is in every one.
    ///
    /// @param domain empty where none was given
    boolean isAccount(String domain, String user) {
        String name = bare(credential.user());
        if (domain.isEmpty() && user.indexOf('@') > 0) {
            return bare(user).equalsIgnoreCase(name);
        }
        boolean anyDomain = credential.domain().isEmpty();
        return user.equalsIgnoreCase(name)
                && (anyDomain || domain.equalsIgnoreCase(credential.domain()));
    }

    boolean isPassword(String password) {
        return credential
                .password()
                .use(characters -> Arrays.equals(characters, password.toCharArray()));
    }

    private static String bare(String user) {
        return user.indexOf('@') < 0 ? user : user.substring(0, user.indexOf('@'));
    }
}
