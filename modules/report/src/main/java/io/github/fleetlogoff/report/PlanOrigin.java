package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who made a plan, when and with which program.
///
/// @param operator as `user@computer`
/// @param version of fleet-logoff
/// @param playbook the name of the playbook, absent = there was none
/// @param reason what the operator gave as the reason
public record PlanOrigin(
        Instant createdAt,
        String operator,
        String version,
        @Nullable String playbook,
        @Nullable String reason) {

    public PlanOrigin {
        requireNonNull(createdAt, "createdAt is null");
        requireNonNull(operator, "operator is null");
        requireNonNull(version, "version is null");
    }
}
