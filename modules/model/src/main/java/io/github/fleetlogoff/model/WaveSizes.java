package io.github.fleetlogoff.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// How many hosts each wave has: `1,5%,100%`. Each size is that of its own wave, not of all waves
/// so far; a percentage is of all hosts of the waves, rounded down, and a wave has at least one
/// host. The last size is 100%: that wave takes all that are left.
///
/// @param shares one or more; none but the last is 0 or 100%
public record WaveSizes(List<Share> shares) {
    /// One wave of all hosts.
    public static final WaveSizes ONE = new WaveSizes(List.of(Share.Percent.ALL));

    /// The most waves that a sweep may have.
    public static final int MOST = 100;

    public WaveSizes {
        shares = List.copyOf(shares);
        if (shares.isEmpty() || shares.size() > MOST) {
            throw new IllegalArgumentException("there are 1 to " + MOST + " waves");
        }
        if (!shares.getLast().isAll()) {
            throw new IllegalArgumentException(
                    "the last wave takes all hosts that are left and is written 100%: "
                            + text(shares)
                            + ",100%");
        }
        for (Share share : shares.subList(0, shares.size() - 1)) {
            if (share.of(Share.Count.MOST) == 0) {
                throw new IllegalArgumentException(
                        "a wave of no host: " + share.text() + " in " + text(shares));
            }
            if (share.isAll()) {
                throw new IllegalArgumentException(
                        "100% leaves no host for the waves after it: " + text(shares));
            }
        }
    }

    /// The sizes of the waves of so many hosts, in order, none of them 0, in all `hosts`.
    public List<Integer> of(int hosts) {
        List<Integer> sizes = new ArrayList<>();
        int left = hosts;
        for (int i = 0; i < shares.size() && left > 0; i++) {
            long size = Math.clamp(shares.get(i).of(hosts), 1L, left);
            sizes.add((int) size);
            left -= (int) size;
        }
        return List.copyOf(sizes);
    }

    /// Whether a wave may be bigger, or begin with fewer waves verified, than with `other`. Sizes
    /// of different kinds cannot be compared and count as looser.
    public boolean isLooserThan(WaveSizes other) {
        if (shares.size() < other.shares.size()) {
            return true;
        }
        for (int i = 0; i < other.shares.size() - 1; i++) {
            if (isBigger(shares.get(i), other.shares.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBigger(Share one, Share other) {
        return switch (one) {
            case Share.Count count ->
                    !(other instanceof Share.Count bound) || count.number() > bound.number();
            case Share.Percent percent ->
                    !(other instanceof Share.Percent bound)
                            || percent.hundredths() > bound.hundredths();
        };
    }

    /// Reads `1,5%,100%`.
    ///
    /// @throws IllegalArgumentException with a sentence that says what is wrong
    public static WaveSizes parse(String text) {
        return new WaveSizes(Arrays.stream(text.split(",", -1)).map(Share::parse).toList());
    }

    /// The spelling that [#parse] reads.
    public String text() {
        return text(shares);
    }

    private static String text(List<Share> shares) {
        return shares.stream().map(Share::text).collect(Collectors.joining(","));
    }
}
