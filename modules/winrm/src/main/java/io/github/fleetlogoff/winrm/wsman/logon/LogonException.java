package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A logon that cannot be made or may not go on. Its message never holds a secret or a token.
public final class LogonException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Why.
    public enum Kind {
        /// The password or key is wrong: one more toward a lockout.
        REFUSED,
        /// The logon failed, and no password was found wrong: the account is unknown, disabled,
        /// locked or expired, or the server does not take the ticket or certificate.
        DENIED,
        /// The server does not offer a scheme that is allowed here.
        NOT_OFFERED,
        /// There is no ticket, keytab, key distribution centre or service principal for it.
        NO_TICKET,
        /// Kerberos is there, and fails for a reason that says nothing of the account: the clocks,
        /// the ciphers, an error that is not known.
        OUT_OF_ORDER,
        /// The server proved another identity, signed wrongly, or asks for less protection.
        UNTRUSTED,
        /// The server's token cannot be read.
        MALFORMED
    }

    private final Kind kind;

    public LogonException(Kind kind, String message) {
        this(kind, message, null);
    }

    public LogonException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    public Kind kind() {
        return kind;
    }
}
