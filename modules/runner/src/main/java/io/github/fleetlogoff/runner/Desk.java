package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.runner.HostRun.Shared;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What every phase of a run works with.
///
/// @param reason of the run, absent = none was given
record Desk(
        Shared shared,
        Traffic traffic,
        SweepOperation operation,
        Outcomes outcomes,
        @Nullable String reason) {

    Instant now() {
        return shared.timing().clock().instant();
    }

    void tell(RunEvent event) {
        shared.events().emit(event);
    }

    boolean isStopped() {
        return traffic.stopped().isPresent();
    }

    /// Why nothing may be ended at a moment.
    Optional<Halt> blackout(Instant moment) {
        return shared.curfew()
                .closed(moment)
                .map(why -> new Halt(NotAttemptedReason.BLACKOUT, why));
    }
}
