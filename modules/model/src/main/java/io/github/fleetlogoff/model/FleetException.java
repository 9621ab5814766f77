package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// What went wrong, in a sentence for a person: what, where, and the next step. Never holds a
/// secret.
public final class FleetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What kind of fault it is.
    public enum Code {
        /// Options or arguments that cannot be meant; exit code 2.
        USAGE,
        /// An inventory, playbook, site policy or plan that cannot be used; exit code 2.
        INVENTORY,
        /// A secret that cannot be had; exit code 2.
        CREDENTIAL,
        /// Another run holds a lock that this one needs; exit code 7.
        LOCKED,
        /// A journal or report that cannot be written or read; exit code 1.
        JOURNAL,
        /// A fault of the program; exit code 1.
        INTERNAL
    }

    private final Code code;

    public FleetException(Code code, String message) {
        this(code, message, null);
    }

    public FleetException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code is null");
    }

    public Code code() {
        return code;
    }
}
