package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who does what, when and with which program.
///
/// @param id unique, sortable by time, fit for a file name
/// @param reason what the operator gave as the reason
/// @param operator who runs it, as `user@computer`
/// @param program the version of fleet-logoff and the SHA-256 of the session script
/// @param origin what it takes to find its process and to take it up again
/// @param failOn outcome words that alone count for the exit code, empty = the usual ones
public record RunHeader(
        String id,
        Instant startedAt,
        @Nullable String reason,
        String operator,
        Program program,
        RunOrigin origin,
        List<String> failOn) {

    /// Which program it is.
    ///
    /// @param version of fleet-logoff
    /// @param scriptSha256 of the session script that hosts run, lower-case hex
    public record Program(String version, String scriptSha256) {
        public Program {
            requireNonNull(version, "version is null");
            requireNonNull(scriptSha256, "scriptSha256 is null");
        }
    }

    public RunHeader {
        requireNonNull(id, "id is null");
        requireNonNull(startedAt, "startedAt is null");
        requireNonNull(operator, "operator is null");
        requireNonNull(program, "program is null");
        requireNonNull(origin, "origin is null");
        failOn = List.copyOf(failOn);
    }
}
