package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.Credential;
import java.util.Locale;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.login.LoginException;

/// The Kerberos name of an account as Windows writes it.
final class KerberosAccount {
    private KerberosAccount() {}

    /// `name@REALM` of `name@dns.domain` and `dns.domain\name`; of `DOMAIN\name` and `name` in the
    /// default realm of krb5.conf.
    ///
    /// @throws LoginException where `DOMAIN` is not the first label of the default realm: to guess
    ///   the realm could lock out a namesake
    static String principal(Credential credential) throws LoginException {
        String user = credential.user();
        String domain = credential.domain();
        int at = user.lastIndexOf('@');
        if (at > 0) {
            return user.substring(0, at) + "@" + realm(user.substring(at + 1));
        }
        if (domain.indexOf('.') > 0) {
            return user + "@" + realm(domain);
        }
        String home = defaultRealm();
        int dot = home.indexOf('.');
        String label = dot < 0 ? home : home.substring(0, dot);
        if (!domain.isEmpty() && !domain.equalsIgnoreCase(label)) {
            throw new UnknownRealmException(
                    "the domain "
                            + domain
                            + " is not the default realm "
                            + home
                            + ": write the account as name@dns.domain");
        }
        return user + "@" + home;
    }

    private static String realm(String domain) {
        return domain.toUpperCase(Locale.ROOT);
    }

    private static String defaultRealm() throws LoginException {
        try {
            return new KerberosPrincipal("nobody").getRealm();
        } catch (IllegalArgumentException e) {
            LoginException unknown =
                    new UnknownRealmException(
                            "krb5.conf names no default realm: write the account as"
                                    + " name@dns.domain");
            unknown.initCause(e);
            throw unknown;
        }
    }
}
