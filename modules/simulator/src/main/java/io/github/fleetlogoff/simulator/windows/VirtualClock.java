package io.github.fleetlogoff.simulator.windows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The time inside one command: it passes where the command waits. Of one thread.
final class VirtualClock {

    private final List<Due> due = new ArrayList<>();
    private long now;

    /// Milliseconds since the command began.
    long millis() {
        return now;
    }

    Duration elapsed() {
        return Duration.ofMillis(now);
    }

    /// Lets something happen later.
    void after(long millis, Runnable happening) {
        due.add(new Due(now + millis, happening));
    }

    /// Whether nothing is going to happen, however much time passes.
    boolean quiet() {
        return due.isEmpty();
    }

    /// Lets time pass, and what is due in it happen in order.
    void advance(long millis) {
        now += millis;
        List<Due> ripe =
                due.stream()
                        .filter(each -> each.at <= now)
                        .sorted(Comparator.comparingLong(Due::at))
                        .toList();
        due.removeAll(ripe);
        ripe.forEach(each -> each.happening.run());
    }

    private record Due(long at, Runnable happening) {}
}
