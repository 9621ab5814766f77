package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A line that holds no event of ours. Checked, because whoever reads a line knows the place that a
/// person must be told.
public final class EventFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What is wrong with the line.
    public enum Kind {
        /// Not a line as it was written: its checksum is missing or wrong.
        DAMAGED,
        /// Not one JSON object.
        NOT_JSON,
        /// Written by a version of the program whose format this one does not know.
        UNKNOWN_VERSION,
        /// An event that this version does not know.
        UNKNOWN_TYPE,
        /// An event with a field that is missing or has no possible value.
        BAD_FIELD
    }

    private final Kind kind;

    EventFormatException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
    }

    public Kind kind() {
        return kind;
    }
}
