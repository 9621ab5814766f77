package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.RetryAdvice;

/// Why a run in a remote shell gave no answer.
///
/// @param message one sentence for a person, with the next step; never holds a secret
/// @param delivered whether the command may have reached the host
/// @param refusedLogons logons that the host counted as failed during this run
public record ShellFault(
        Kind kind, String message, RetryAdvice retry, boolean delivered, int refusedLogons) {

    /// What kind of fault it is.
    public enum Kind {
        /// Name not resolved, connection refused, reset or timed out, certificate not accepted:
        /// before any logon.
        UNREACHABLE,
        /// HTTP 401 after a whole logon exchange.
        LOGON_REFUSED,
        /// Logged on, but the account may not do this.
        ACCESS_DENIED,
        /// The deadline passed.
        TIMED_OUT,
        /// A WS-Management fault that is none of the others, or an answer that is not
        /// WS-Management.
        PROTOCOL,
        /// [ShellWatch#mayDeliver] said no.
        NOT_PERMITTED,
        /// The calling thread was interrupted.
        CANCELLED
    }

    public ShellFault {
        requireNonNull(kind, "kind is null");
        requireNonNull(message, "message is null");
        requireNonNull(retry, "retry is null");
        if (delivered && retry != RetryAdvice.NEVER) {
            throw new IllegalArgumentException("a delivered command is never retried: " + message);
        }
    }
}
