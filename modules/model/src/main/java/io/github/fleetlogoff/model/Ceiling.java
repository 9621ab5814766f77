package io.github.fleetlogoff.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The most that may be: a number, a percentage, or both, of which the fewer counts. Written `200`,
/// `5%` or `200,5%`.
///
/// @param count absent = no number was written
/// @param percent absent = no percentage was written
public record Ceiling(Share.@Nullable Count count, Share.@Nullable Percent percent) {

    public Ceiling {
        if (count == null && percent == null) {
            throw new IllegalArgumentException("a ceiling needs a number or a percentage");
        }
    }

    public static Ceiling of(Share share) {
        return switch (share) {
            case Share.Count count -> new Ceiling(count, null);
            case Share.Percent percent -> new Ceiling(null, percent);
        };
    }

    /// The most of `whole` things, never more than `whole`. Percentages are rounded down.
    public long most(long whole) {
        long most = whole;
        if (count != null) {
            most = Math.min(most, count.of(whole));
        }
        if (percent != null) {
            most = Math.min(most, percent.of(whole));
        }
        return most;
    }

    /// What lies under both.
    public Ceiling and(Ceiling other) {
        return new Ceiling(lower(count, other.count), lower(percent, other.percent));
    }

    /// The same with what `other` writes in the place of what this one writes of that kind.
    public Ceiling replacedBy(Ceiling other) {
        return new Ceiling(
                other.count == null ? count : other.count,
                other.percent == null ? percent : other.percent);
    }

    /// Whether this one may let more through than `other` does, for some whole.
    public boolean isLooserThan(Ceiling other) {
        return !and(other).equals(this);
    }

    /// Reads `200`, `5%` or `200,5%`.
    ///
    /// @throws IllegalArgumentException with a sentence that names the forms
    public static Ceiling parse(String text) {
        List<String> parts = List.of(text.split(",", -1));
        Ceiling first = of(Share.parse(parts.getFirst()));
        if (parts.size() == 1) {
            return first;
        }
        Ceiling second = of(Share.parse(parts.getLast()));
        if (parts.size() > 2 || (first.count == null) == (second.count == null)) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "': write one number, one percentage, or one of each, like 200,5%");
        }
        return first.and(second);
    }

    /// The spelling that [#parse] reads.
    public String text() {
        List<Share> shares = new ArrayList<>();
        if (count != null) {
            shares.add(count);
        }
        if (percent != null) {
            shares.add(percent);
        }
        return shares.stream().map(Share::text).collect(Collectors.joining(","));
    }

    private static Share.@Nullable Count lower(
            Share.@Nullable Count one, Share.@Nullable Count other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.number() <= other.number() ? one : other;
    }

    private static Share.@Nullable Percent lower(
            Share.@Nullable Percent one, Share.@Nullable Percent other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.hundredths() <= other.hundredths() ? one : other;
    }
}
