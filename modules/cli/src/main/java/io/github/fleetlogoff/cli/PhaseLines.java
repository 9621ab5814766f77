package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.StopCause;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Tells the operator of a sweep by phases which one begins: a sentence each. Of other runs it says
/// nothing but that they were stopped by a guard. Thread-safe.
final class PhaseLines implements EventSink {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Consumer<String> note;
    private final Supplier<ZoneId> zone;
    private final Set<String> acting = new HashSet<>();
    private int wave;
    private int told;
    private boolean ending;
    private boolean asking;

    /// @param zone whose clock the operator reads; asked for with the first time told
    PhaseLines(Consumer<String> note, Supplier<ZoneId> zone) {
        this.note = note;
        this.zone = zone;
    }

    @Override
    public synchronized void emit(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted started -> {
                if (started.safeguards().needSurvey()) {
                    note.accept(
                            "survey: "
                                    + Counted.of(started.hosts().size(), "host")
                                    + Counted.verb(
                                            started.hosts().size(), " is asked", " are asked"));
                }
            }
            case RunEvent.WaveBegan(var _, int number) -> {
                if (wave == number) {
                    note.accept("wave " + number + " goes on: places in the budget came back");
                }
                wave = number;
                told = 0;
                ending = false;
            }
            case RunEvent.HostWarned _ -> told++;
            case RunEvent.GraceBegan began -> note.accept(grace(began));
            case RunEvent.HostActing(var _, String host, var _) -> {
                acting.add(host);
                if (wave > 0 && !ending) {
                    ending = true;
                    note.accept("wave " + wave + ": sessions end");
                }
            }
            case RunEvent.HostStarted(var _, String host, var _) -> {
                if (acting.contains(host) && !asking) {
                    asking = true;
                    note.accept("hosts whose answer was lost are asked what is true");
                }
            }
            case RunEvent.HostFinished(var _, var report) -> acting.remove(report.host());
            case RunEvent.RunStopping(var _, StopCause cause, String message) -> {
                if (cause == StopCause.GUARD) {
                    note.accept("stopped: " + message);
                }
            }
            case RunEvent.RunResumed _, RunEvent.HostSurveyed _, RunEvent.RunFinished _ -> {}
        }
    }

    private String grace(RunEvent.GraceBegan began) {
        Instant ends = began.ends();
        return "wave "
                + wave
                + ": users on "
                + Counted.of(told, "host")
                + " were told; their sessions end at "
                + TIME.format(ends.atZone(zone.get()))
                + ", in "
                + DurationText.format(Duration.between(began.at(), ends));
    }
}
