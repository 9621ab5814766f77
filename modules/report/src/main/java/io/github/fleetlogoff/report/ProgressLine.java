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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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

    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int SLOWEST = 3;

    // What a narrow terminal can do without, the least missed first.
    private static final List<Kind> SPARE =
            List.of(Kind.RATE, Kind.IN_FLIGHT, Kind.OUTCOMES, Kind.LEFT);

    private enum Kind {
        DONE,
        STOPPING,
        PHASE,
        IN_FLIGHT,
        OUTCOMES,
        RATE,
        LEFT,
        GRACE,
        SLOWEST
    }

    private final Map<String, Instant> inFlight = new LinkedHashMap<>();
    private final Map<HostOutcome, Integer> outcomes = new EnumMap<>(HostOutcome.class);
    private final Deque<Instant> recent = new ArrayDeque<>();
    private @Nullable Instant startedAt;
    private Instant lastEnd = Instant.MIN;
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
                lastEnd = started.at();
                planned = started.hosts().size();
            }
            case HostStarted(Instant at, String host, var _) -> inFlight.putIfAbsent(host, at);
            case HostActing(Instant at, String host, var _) -> inFlight.putIfAbsent(host, at);
            case HostSurveyed answer -> {
                leave(answer.survey().host(), answer.at());
                surveyed++;
            }
            case HostWarned answer -> leave(answer.warning().host(), answer.at());
            case HostFinished(Instant at, var report) -> {
                leave(report.host(), at);
                outcomes.merge(report.outcome(), 1, Integer::sum);
                finished++;
                leftByStop += report.reason() == NotAttemptedReason.STOPPED ? 1 : 0;
                recent.addLast(at);
                forget(at);
            }
            case RunStopping _ -> stopping = true;
            case RunResumed(Instant at, var _, var _) -> {
                startedAt = at;
                lastEnd = at;
                grace = null;
                stopping = false;
                inFlight.clear();
                finished -= leftByStop;
                outcomes.merge(HostOutcome.NOT_ATTEMPTED, -leftByStop, Integer::sum);
                outcomes.values().removeIf(count -> count <= 0);
                leftByStop = 0;
            }
            case WaveBegan(var _, int number) -> {
                wave = number;
                grace = null;
            }
            case GraceBegan began -> grace = began;
            case RunFinished _ -> {}
        }
    }

    /// The line as of `now`, without colour, line end or anything that a host said; empty before
    /// the run began. Where no conversation has ended for 10 seconds it names the hosts that have
    /// been at it longest.
    public String render(Instant now) {
        return render(now, Integer.MAX_VALUE);
    }

    /// The same in at most so many cells of a terminal: what matters least is left out first.
    public synchronized String render(Instant now, int cells) {
        Instant began = startedAt;
        if (began == null) {
            return "";
        }
        Map<Kind, String> parts = parts(began, now);
        for (Kind spare : SPARE) {
            if (TerminalText.cells(join(parts)) <= cells) {
                break;
            }
            parts.remove(spare);
        }
        return TerminalText.cut(join(parts), cells);
    }

    private static String join(Map<Kind, String> parts) {
        return String.join(" · ", parts.values());
    }

    private Map<Kind, String> parts(Instant began, Instant now) {
        Map<Kind, String> parts = new EnumMap<>(Kind.class);
        parts.put(
                Kind.DONE,
                "hosts " + TableReport.number(finished) + "/" + TableReport.number(planned));
        if (stopping) {
            parts.put(Kind.STOPPING, "stopping");
        } else if (wave > 0) {
            parts.put(Kind.PHASE, "wave " + wave);
        } else if (surveyed > 0) {
            parts.put(Kind.PHASE, TableReport.number(surveyed) + " surveyed");
        }
        if (!inFlight.isEmpty()) {
            parts.put(Kind.IN_FLIGHT, TableReport.number(inFlight.size()) + " in flight");
        }
        if (!outcomes.isEmpty()) {
            parts.put(Kind.OUTCOMES, TableReport.counts(outcomes));
        }
        // Waves have their own time: how fast their hosts are says nothing of it.
        double rate = wave > 0 ? 0 : rate(began, now);
        if (rate > 0) {
            parts.put(
                    Kind.RATE, String.format(Locale.ROOT, rate < 10 ? "%.1f/s" : "%,.0f/s", rate));
            if (!stopping && finished < planned) {
                long rest = Math.max(1, Math.round((planned - finished) / rate));
                parts.put(Kind.LEFT, "~" + DurationText.format(Duration.ofSeconds(rest)) + " left");
            }
        }
        Duration left = grace == null ? Duration.ZERO : grace.left(now);
        if (left.isPositive()) {
            parts.put(Kind.GRACE, "users have " + seconds(left));
        }
        if (!inFlight.isEmpty() && !now.isBefore(lastEnd.plus(SILENCE))) {
            parts.put(Kind.SLOWEST, "waiting for " + slowest(now));
        }
        return parts;
    }

    /// `ws07 42s, ws09 40s`: the hosts that have been at it longest.
    private String slowest(Instant now) {
        return inFlight.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(SLOWEST)
                .map(host ->
                        TerminalText.visible(host.getKey())
                                + " "
                                + seconds(Duration.between(host.getValue(), now)))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration time) {
        return DurationText.format(Duration.ofSeconds(Math.max(1, time.toSeconds())));
    }

    private void leave(String host, Instant at) {
        if (inFlight.remove(host) != null) {
            lastEnd = at.isAfter(lastEnd) ? at : lastEnd;
        }
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
