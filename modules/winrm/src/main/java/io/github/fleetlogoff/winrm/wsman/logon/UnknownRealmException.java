package io.github.fleetlogoff.winrm.wsman.logon;

import javax.security.auth.login.LoginException;

/// This computer's Kerberos settings do not tell the account's realm: nobody but who owns the
/// computer can have brought that about.
final class UnknownRealmException extends LoginException {
    private static final long serialVersionUID = 1L;

    UnknownRealmException(String message) {
        super(message);
    }
}
