package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.runner.AttemptContext;
import java.time.Duration;
import java.time.Instant;

/// A run that allows everything.
final class FakeContext implements AttemptContext {

    @Override
    public Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(2), () -> Instant.EPOCH);
    }

    @Override
    public void logonAccepted() {}

    @Override
    public boolean mayAct() {
        return true;
    }
}
