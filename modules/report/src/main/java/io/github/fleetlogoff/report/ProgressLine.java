package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.EventSink;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.HostStarted;
import io.github.fleetlogoff.model.RunEvent.HostSurveyed;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.RunEvent.RunStarted;
import io.github.fleetlogoff.model.RunEvent.RunStopping;
import io.github.fleetlogoff.model.RunEvent.WaveBegan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One line that tells how far a run is: `hosts 120/200 · 64 in flight · 90 completed, 30
/// unreachable · 41/s · ~3s left`.
///
/// A fold over the events of the run: what it shows depends on them and on the moment asked about
/// alone. It neither reads a clock nor knows a terminal. Thread-safe.
public final class ProgressLine implements EventSink {
    // The rate is that of the last seconds: a lone first host, or a site that went silent, is soon
    // forgotten.
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration FIRST_RATE = Duration.ofSeconds(1);

    private final Set<String> inFlight = new HashSet<>();
    private final Map<HostOutcome, Integer> outcomes = new EnumMap<>(HostOutcome.class);
    private final Deque<Instant> recent = new ArrayDeque<>();
    private @Nullable Instant startedAt;
    private int planned;
    private int finished;
    private int leftByStop;
    private int surveyed;
    private int wave;
    private @Nullable GraceBegan grace;
    private boolean stopping;

    @Override
    public synchronized void emit(RunEvent event) {
        switch (event) {
            case RunStarted started -> {
                startedAt = started.at();
                planned = started.hosts().size();
            }
            case HostStarted(var _, String host, var _) -> inFlight.add(host);
            case HostFinished(Instant at, var report) -> {
                inFlight.remove(report.host());
                outcomes.merge(report.outcome(), 1, Integer::sum);
                finished++;
                leftByStop += report.reason() == NotAttemptedReason.STOPPED ? 1 : 0;
                recent.addLast(at);
                forget(at);
            }
            case RunStopping _ -> stopping = true;
            case RunResumed(Instant at, var _, var _) -> {
                startedAt = at;
                stopping = false;
                inFlight.clear();
                finished -= leftByStop;
                outcomes.merge(HostOutcome.NOT_ATTEMPTED, -leftByStop, Integer::sum);
                outcomes.values().removeIf(count -> count <= 0);
                leftByStop = 0;
            }
            case HostSurveyed(var _, var survey, var _) -> {
                inFlight.remove(survey.host());
                surveyed++;
            }
            case HostWarned(var _, var warning) -> inFlight.remove(warning.host());
            case WaveBegan(var _, int number) -> {
                wave = number;
                grace = null;
            }
            case GraceBegan began -> grace = began;
            case HostActing _, RunFinished _ -> {}
        }
    }

    /// The line as of `now`, without colour, line end or anything that a host said; empty before
    /// the run began.
    public synchronized String render(Instant now) {
        Instant began = startedAt;
        if (began == null) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add("hosts " + TableReport.number(finished) + "/" + TableReport.number(planned));
        if (stopping) {
            parts.add("stopping");
        } else if (wave > 0) {
            Duration left = grace == null ? Duration.ZERO : grace.left(now);
            parts.add(
                    "wave "
                            + wave
                            + (left.isZero()
                                    ? ""
                                    : ", users have "
                                            + DurationText.format(
                                                    left.truncatedTo(ChronoUnit.SECONDS))));
        } else if (surveyed > 0) {
            parts.add(TableReport.number(surveyed) + " surveyed");
        }
        if (!inFlight.isEmpty()) {
            parts.add(TableReport.number(inFlight.size()) + " in flight");
        }
        if (!outcomes.isEmpty()) {
            parts.add(TableReport.counts(outcomes));
        }
        double rate = rate(began, now);
        if (rate > 0) {
            parts.add(String.format(Locale.ROOT, rate < 10 ? "%.1f/s" : "%,.0f/s", rate));
            if (!stopping && finished < planned) {
                Duration left =
                        Duration.ofSeconds(Math.max(1, Math.round((planned - finished) / rate)));
                parts.add("~" + DurationText.format(left) + " left");
            }
        }
        return String.join(" · ", parts);
    }

    /// Hosts per second over the window, 0 where there is too little to tell.
    private double rate(Instant began, Instant now) {
        Instant from = now.minus(WINDOW).isAfter(began) ? now.minus(WINDOW) : began;
        Duration time = Duration.between(from, now);
        if (time.compareTo(FIRST_RATE) < 0) {
            return 0;
        }
        long within = recent.stream().filter(at -> at.isAfter(from)).count();
        return within * 1000.0 / time.toMillis();
    }

    private void forget(Instant now) {
        Instant horizon = now.minus(WINDOW);
        while (recent.getFirst().isBefore(horizon)) {
            recent.removeFirst();
        }
    }
}
