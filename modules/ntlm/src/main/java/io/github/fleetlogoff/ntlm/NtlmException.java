package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

/// A message that is not one of ours, a logon that is refused, or a signature that does not fit.
/// Never holds a secret.
public final class NtlmException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /// What is wrong.
    public enum Kind {
        /// Not a message of [MS-NLMP], or one out of turn.
        MALFORMED,
        /// The other end wants something weaker than is taken here.
        WEAK,
        /// Account, password or channel are wrong: what Windows counts as a failed logon.
        REFUSED,
        /// An integrity code or a signature does not fit its message.
        TAMPERED
    }

    public NtlmException(Kind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind is null");
    }

    /// What is wrong.
    public Kind kind() {
        return kind;
    }
}
