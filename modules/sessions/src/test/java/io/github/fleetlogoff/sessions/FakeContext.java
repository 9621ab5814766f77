package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.runner.AttemptContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A run that gives every leave, and remembers what it was asked.
final class FakeContext implements AttemptContext {
    final List<String> seen = new ArrayList<>();

    @Override
    public Deadline deadline() {
        return Deadline.in(Duration.ofMinutes(1), InstantSource.fixed(Instant.EPOCH));
    }

    @Override
    public void logonAccepted() {
        seen.add("logon accepted");
    }

    @Override
    public boolean mayAsk() {
        seen.add("may ask?");
        return true;
    }

    @Override
    public boolean mayAct() {
        seen.add("may act?");
        return true;
    }

    @Override
    public boolean mayAct(List<Session> sessions) {
        seen.add("may act on " + sessions.stream().map(Session::id).toList() + "?");
        return true;
    }
}
