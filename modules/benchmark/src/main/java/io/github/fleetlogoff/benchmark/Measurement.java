package io.github.fleetlogoff.benchmark;

import java.time.Duration;

/// What one run of a program took, the operating system's own figures.
///
/// @param cpu user and system time, of the process and of the children it waited for
/// @param peakMemoryKib the largest resident set of the process itself, in KiB
/// @param peakThreads the most threads seen
/// @param peakHandles the most open file handles seen
/// @param exitCode the program's own
public record Measurement(
        Duration wall,
        Duration cpu,
        long peakMemoryKib,
        int peakThreads,
        int peakHandles,
        int exitCode) {}
