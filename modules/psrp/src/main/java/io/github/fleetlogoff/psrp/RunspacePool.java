package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.psrp.Message.SessionCapability;
import org.jspecify.annotations.Nullable;

/// A runspace pool, by what came from the other end ([MS-PSRP] 3.1.1.2, 3.2.1.2). Immutable.
public sealed interface RunspacePool {

    /// Nothing has come yet.
    record New() implements RunspacePool {}

    /// The other end has said what it speaks.
    record Negotiated(SessionCapability peer) implements RunspacePool {}

    /// Pipelines may run.
    record Opened(SessionCapability peer) implements RunspacePool {}

    /// It has ended.
    record Closed() implements RunspacePool {}

    /// It has ended in an error.
    record Broken(@Nullable ErrorRecord error) implements RunspacePool {}

    /// A client's pool after a message of the server.
    ///
    /// @throws PsrpException for one that cannot come now
    default RunspacePool received(Message message) throws PsrpException {
        requireNonNull(message, "message is null");
        return switch (message) {
            case SessionCapability capability -> negotiated(capability);
            case Message.RunspacePoolStateChange change ->
                    switch (change.state()) {
                        case OPENED ->
                                switch (this) {
                                    case Negotiated(SessionCapability peer) -> new Opened(peer);
                                    case Opened _ -> this;
                                    case New _, Closed _, Broken _ -> throw outOfTurn();
                                };
                        case CLOSED, CLOSING, DISCONNECTED -> new Closed();
                        case BROKEN -> new Broken(change.error());
                        case BEFORE_OPEN,
                                OPENING,
                                NEGOTIATION_SENT,
                                NEGOTIATION_SUCCEEDED,
                                CONNECTING ->
                                this;
                    };
            // None of the others says anything of the pool.
            default -> this;
        };
    }

    /// A server's pool after a message of the client.
    ///
    /// @throws PsrpException for one that cannot come now
    default RunspacePool accepted(Message message) throws PsrpException {
        requireNonNull(message, "message is null");
        return switch (message) {
            case SessionCapability capability -> negotiated(capability);
            case Message.InitRunspacePool _ ->
                    switch (this) {
                        case Negotiated(SessionCapability peer) -> new Opened(peer);
                        case New _, Opened _, Closed _, Broken _ -> throw outOfTurn();
                    };
            case Message.CreatePipeline _ ->
                    switch (this) {
                        case Opened _ -> this;
                        case New _, Negotiated _, Closed _, Broken _ -> throw outOfTurn();
                    };
            default -> this;
        };
    }

    private RunspacePool negotiated(SessionCapability capability) throws PsrpException {
        if (!capability.protocolVersion().startsWith("2.")) {
            throw new PsrpException("a version of the protocol that is not 2");
        }
        return switch (this) {
            case New _ -> new Negotiated(capability);
            case Negotiated _, Opened _, Closed _, Broken _ -> throw outOfTurn();
        };
    }

    private static PsrpException outOfTurn() {
        return new PsrpException("a message out of turn");
    }
}
