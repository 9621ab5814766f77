package io.github.fleetlogoff.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the known word that a mistyped one was most likely meant to be.
public final class Nearest {

    private Nearest() {}

    /// The closest of `known` by edit distance, letter case ignored; empty where none is close
    /// enough to be meant.
    public static Optional<String> to(String word, Collection<String> known) {
        int most = Math.max(2, word.length() / 3);
        String folded = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= most)
                .map(candidate ->
                        new Candidate(
                                candidate, distance(folded, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= most && candidate.resembles(word))
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::word);
    }

    private record Candidate(String word, int distance) {
        /// Whether they share a letter at all: every word of two letters is two changes away.
        boolean resembles(String other) {
            return distance < Math.max(word.length(), other.length());
        }
    }

    // Optimal string alignment: insertions, deletions, substitutions and neighbours swapped cost
    // one each.
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1,
                                cost[i - 1][j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
