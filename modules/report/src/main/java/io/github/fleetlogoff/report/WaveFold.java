package io.github.fleetlogoff.report;

import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Folds what happened into the waves of a run. What belongs to which wave is told by its moment,
/// so that the order in which different hosts are told about makes no difference. A wave that is
/// begun again, because the run was taken up in it, is the same wave. Not thread-safe.
final class WaveFold {
    private final TreeMap<Instant, Integer> begins = new TreeMap<>();
    private final TreeMap<Instant, Instant> graces = new TreeMap<>();
    private final Map<String, Instant> acted = new HashMap<>();
    private final Map<String, Instant> finished = new HashMap<>();

    private static final class Course {
        private final Instant began;
        private final Set<String> hosts = new HashSet<>();
        private @Nullable Instant graceEnds;
        private Instant latest;

        Course(Instant began) {
            this.began = began;
            latest = began;
        }

        void told(Instant at) {
            latest = at.isAfter(latest) ? at : latest;
        }
    }

    void began(Instant at, int number) {
        begins.merge(at, number, Math::max);
    }

    void grace(GraceBegan grace) {
        graces.merge(grace.at(), grace.ends(), (one, two) -> one.isAfter(two) ? one : two);
    }

    // A host that may act again after the run was taken up is still of the wave that it first acted
    // in.
    void acting(Instant at, String host) {
        acted.merge(host, at, (one, two) -> one.isBefore(two) ? one : two);
    }

    void finished(Instant at, String host) {
        finished.put(host, at);
    }

    List<RunReport.Wave> waves() {
        Map<Integer, Course> waves = new TreeMap<>();
        begins.forEach((at, number) -> waves.computeIfAbsent(number, _ -> new Course(at)));
        graces.forEach((at, ends) -> {
            Course course = at(at, waves);
            if (course != null) {
                course.graceEnds = ends;
            }
        });
        acted.forEach((host, at) -> {
            Course course = at(at, waves);
            if (course != null) {
                course.hosts.add(host);
                course.told(finished.getOrDefault(host, at));
            }
        });
        List<RunReport.Wave> told = new ArrayList<>(waves.size());
        waves.forEach((number, course) -> told.add(wave(number, course)));
        return told;
    }

    private static RunReport.Wave wave(int number, Course course) {
        return new RunReport.Wave(
                number, course.began, course.graceEnds, course.latest, course.hosts.size());
    }

    private @Nullable Course at(Instant moment, Map<Integer, Course> waves) {
        Map.Entry<Instant, Integer> wave = begins.floorEntry(moment);
        return wave == null ? null : waves.get(wave.getValue());
    }
}
