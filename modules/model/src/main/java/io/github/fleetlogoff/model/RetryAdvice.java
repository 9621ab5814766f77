package io.github.fleetlogoff.model;

/// Whether a failed conversation may be begun again.
public enum RetryAdvice {
    /// Another try cannot help, or the host may already have acted.
    NEVER,
    /// Nothing ran on the host; try again after a short pause.
    SOON,
    /// A quota of the host is used up and nothing ran; try again after a longer pause with jitter.
    LATER
}
