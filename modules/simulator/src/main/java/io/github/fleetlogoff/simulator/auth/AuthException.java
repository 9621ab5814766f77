package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.ntlm.NtlmException;

/// A token or a message of a client that is not taken. Never holds a secret.
public final class AuthException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// What is wrong.
    public enum Kind {
        /// Not a token or message, or one out of turn.
        MALFORMED,
        /// Account, password or channel are wrong: what Windows counts as a failed logon.
        REFUSED,
        /// A signature does not fit its message, or the message was seen before.
        TAMPERED
    }

    public AuthException(Kind kind, String message) {
        super(requireNonNull(message, "message is null"));
        this.kind = requireNonNull(kind, "kind is null");
    }

    static AuthException of(NtlmException failure) {
        Kind kind =
                switch (failure.kind()) {
                    case MALFORMED, WEAK -> Kind.MALFORMED;
                    case REFUSED -> Kind.REFUSED;
                    case TAMPERED -> Kind.TAMPERED;
                };
        return new AuthException(kind, failure.getMessage() == null ? "" : failure.getMessage());
    }

    /// What is wrong.
    public Kind kind() {
        return kind;
    }
}
