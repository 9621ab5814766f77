package io.github.fleetlogoff.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Folds what happened into the waves of a run. A wave that is begun again, because the run was
/// taken up in it, is the same wave. Not thread-safe.
final class WaveFold {
    private final Map<Integer, Course> waves = new TreeMap<>();
    private @Nullable Course current;

    private static final class Course {
        private final Instant began;
        private final Set<String> acted = new HashSet<>();
        private @Nullable Instant graceEnds;
        private Instant latest;

        Course(Instant began) {
            this.began = began;
            latest = began;
        }
    }

    void began(Instant at, int number) {
        current = waves.computeIfAbsent(number, _ -> new Course(at));
        told(at);
    }

    void grace(Instant ends) {
        Course course = current;
        if (course != null) {
            course.graceEnds = ends;
        }
    }

    void acting(Instant at, String host) {
        Course course = current;
        if (course != null) {
            course.acted.add(host);
            told(at);
        }
    }

    void finished(Instant at, String host) {
        Course course = current;
        if (course != null && course.acted.contains(host)) {
            told(at);
        }
    }

    List<RunReport.Wave> waves() {
        List<RunReport.Wave> list = new ArrayList<>();
        waves.forEach((number, course) ->
                list.add(
                        new RunReport.Wave(
                                number,
                                course.began,
                                course.graceEnds,
                                course.latest,
                                course.acted.size())));
        return list;
    }

    private void told(Instant at) {
        Course course = current;
        if (course != null && at.isAfter(course.latest)) {
            course.latest = at;
        }
    }
}
