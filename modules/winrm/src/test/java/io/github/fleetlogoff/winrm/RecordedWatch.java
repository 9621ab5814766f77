package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what a shell asked and told.
public class RecordedWatch implements ShellWatch {
    public final List<String> heard = new CopyOnWriteArrayList<>();
    private final Deadline deadline;
    private final boolean permit;

    /// @param permit whether a command may be delivered
    protected RecordedWatch(Duration left, boolean permit) {
        this.deadline = Deadline.in(left, InstantSource.system());
        this.permit = permit;
    }

    public static RecordedWatch within(Duration left) {
        return new RecordedWatch(left, true);
    }

    public static RecordedWatch patient() {
        return within(Duration.ofSeconds(50));
    }

    public static RecordedWatch forbidding() {
        return new RecordedWatch(Duration.ofSeconds(30), false);
    }

    @Override
    public final Deadline deadline() {
        return deadline;
    }

    @Override
    public final void logonAccepted() {
        heard.add("logon");
    }

    @Override
    public final boolean mayDeliver() {
        heard.add("deliver?");
        return permit;
    }
}
