package io.github.fleetlogoff.sessions;

/// What a host said when it was asked for its [ShellQuota].
public sealed interface QuotaAnswer {

    /// It told.
    record Told(ShellQuota quota) implements QuotaAnswer {}

    /// It tells administrators only.
    record Denied() implements QuotaAnswer {}

    /// Nothing came of it.
    ///
    /// @param why in a few words
    record Unknown(String why) implements QuotaAnswer {}
}
