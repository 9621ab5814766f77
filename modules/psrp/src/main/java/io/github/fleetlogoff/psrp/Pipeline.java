package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A client's pipeline, by what came from the server ([MS-PSRP] 3.1.1.3). Immutable.
public sealed interface Pipeline {

    /// It may give objects and errors.
    record Running() implements Pipeline {}

    /// It has given all of its output.
    record Completed() implements Pipeline {}

    /// It was stopped.
    record Stopped(@Nullable ErrorRecord error) implements Pipeline {}

    /// An error has ended it.
    record Failed(@Nullable ErrorRecord error) implements Pipeline {}

    /// Whether nothing more will come.
    default boolean hasEnded() {
        return !(this instanceof Running);
    }

    /// The pipeline after a message of the server.
    ///
    /// @throws PsrpException for one that comes after its end
    default Pipeline received(Message message) throws PsrpException {
        requireNonNull(message, "message is null");
        if (hasEnded()) {
            throw new PsrpException("a message after the end of its pipeline");
        }
        return switch (message) {
            case Message.PipelineStateChange(PipelineState state, ErrorRecord error) ->
                    switch (state) {
                        case NOT_STARTED, RUNNING, STOPPING -> this;
                        case COMPLETED -> new Completed();
                        case STOPPED, DISCONNECTED -> new Stopped(error);
                        case FAILED -> new Failed(error);
                    };
            // All others are what it gives.
            default -> this;
        };
    }
}
