package io.github.fleetlogoff.benchmark;

import static io.github.fleetlogoff.benchmark.Statistics.ratio;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The promises on speed: which trials they need, and what figures say to them. Each is held
/// against figures of the same comparison, for what a machine can do differs.
final class Targets {
    private static final Duration SHORT_THINK = Duration.ofMillis(300);
    private static final Duration LONG_THINK = Duration.ofSeconds(3);
    private static final int FLEET = 1_000;
    private static final int LARGE_FLEET = 10_000;
    private static final double DEAD_PERCENT = 10;

    private final String ours;
    private final List<Figures> all;

    private Targets(String ours, List<Figures> all) {
        this.ours = requireNonNull(ours, "ours is null");
        this.all = List.copyOf(all);
    }

    /// The trials that all targets together need.
    ///
    /// @param concurrency for the fleet of 1,000
    static List<Trial> trials(int concurrency) {
        Trial sealed = new Trial(Auth.NTLM, FLEET, 0, SHORT_THINK, concurrency);
        return List.of(
                new Trial(Auth.NTLM, 1, 0, SHORT_THINK, 1),
                new Trial(Auth.BASIC, FLEET, 0, SHORT_THINK, concurrency),
                sealed,
                sealed.withDead(DEAD_PERCENT),
                new Trial(Auth.NTLM, LARGE_FLEET, 0, LONG_THINK, 1_000));
    }

    /// The targets that something can be said to, in the order of the figures.
    ///
    /// @param ours the client that is held to them
    /// @param all every figure that was taken; of several of one trial the median counts, and those
    ///   of a client that failed hosts say nothing of its speed
    /// @param versionSeconds the wall time of `--version`
    static List<Verdict> verdicts(String ours, List<Figures> all, OptionalDouble versionSeconds) {
        Targets targets = new Targets(ours, all);
        List<Verdict> verdicts = new ArrayList<>();
        all.stream()
                .map(Figures::trial)
                .distinct()
                .forEach(trial -> verdicts.addAll(targets.about(trial)));
        verdicts.add(Verdict.atMost("--version: wall s", versionSeconds, 0.25));
        return verdicts;
    }

    private List<Verdict> about(Trial trial) {
        if (trial.dead() > 0) {
            return aboutDead(trial);
        }
        if (trial.hosts() == 1 && trial.think().equals(SHORT_THINK)) {
            return List.of(
                    Verdict.atMost(
                            subject(trial) + "wall s",
                            median(trial, ours, Figures::wallSeconds),
                            0.5));
        }
        if (trial.hosts() >= LARGE_FLEET) {
            return trial.auth() == Auth.NTLM ? aboutLargeFleet(trial) : List.of();
        }
        return trial.hosts() >= FLEET ? aboutPeers(trial) : List.of();
    }

    private List<Verdict> aboutPeers(Trial trial) {
        boolean sealed = trial.auth() == Auth.NTLM;
        OptionalDouble own = median(trial, ours, Figures::cpuSeconds);
        return List.of(
                Verdict.atMost(
                        subject(trial) + (sealed ? "CPU / go, unsealed" : "CPU / go"),
                        ratio(own, median(trial, "go", Figures::cpuSeconds)),
                        sealed ? 1.0 : 0.8),
                Verdict.atLeast(
                        subject(trial) + "pywinrm / CPU",
                        ratio(median(trial, "pywinrm", Figures::cpuSeconds), own),
                        sealed ? 5 : 6));
    }

    // The first host of a credential goes alone, and the wall time that counts begins after it.
    private List<Verdict> aboutLargeFleet(Trial trial) {
        OptionalDouble wall =
                median(
                        trial,
                        ours,
                        figures -> figures.wallSeconds() - Figures.seconds(trial.think()));
        return List.of(
                Verdict.atMost(
                        subject(trial) + "wall after the first host / ideal",
                        ratio(wall, OptionalDouble.of(Figures.seconds(trial.idealWall()))),
                        1.2),
                Verdict.atMost(
                        subject(trial) + "peak MiB",
                        median(trial, ours, Figures::peakMebibytes),
                        256));
    }

    private List<Verdict> aboutDead(Trial trial) {
        return List.of(
                Verdict.atMost(
                        subject(trial) + "wall / without the dead",
                        ratio(
                                median(trial, ours, Figures::wallSeconds),
                                median(trial.withDead(0), ours, Figures::wallSeconds)),
                        1.15));
    }

    private static String subject(Trial trial) {
        return "%s, %d%s: "
                .formatted(
                        trial.auth().title(),
                        trial.hosts(),
                        trial.dead() == 0 ? "" : " + " + trial.dead() + " dead");
    }

    private OptionalDouble median(Trial trial, String client, ToDoubleFunction<Figures> figure) {
        return Statistics.median(
                all.stream()
                        .filter(one -> one.trial().equals(trial))
                        .filter(one -> one.client().equals(client))
                        .filter(one -> one.failures() == 0)
                        .mapToDouble(figure)
                        .toArray());
    }
}
