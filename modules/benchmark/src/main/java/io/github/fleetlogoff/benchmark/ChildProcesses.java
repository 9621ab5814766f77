package io.github.fleetlogoff.benchmark;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/// What the operating system has counted of the child processes of this one, by `getrusage(2)`.
/// Thread-safe.
///
/// Its `ru_maxrss` is of no use here: Linux starts a child's from the memory of the process that
/// started it, and so never below that of this Java.
final class ChildProcesses {
    private static final int RUSAGE_CHILDREN = -1;
    // struct rusage of 64-bit Linux: two struct timeval of two longs, then 14 longs.
    private static final long STRUCT_BYTES = 18 * JAVA_LONG.byteSize();
    private static final int USER_SECONDS = 0;
    private static final int USER_MICROS = 1;
    private static final int SYSTEM_SECONDS = 2;
    private static final int SYSTEM_MICROS = 3;

    private final MethodHandle getrusage;

    // A restricted method because a wrong descriptor would crash Java; this one is getrusage(2)'s.
    @SuppressWarnings("restricted")
    ChildProcesses() {
        Linker linker = Linker.nativeLinker();
        getrusage =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("getrusage"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }

    /// User and system time of all children that have ended and were waited for, and of theirs.
    Duration processorTime() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(STRUCT_BYTES, JAVA_LONG.byteAlignment());
            int result = (int) getrusage.invokeExact(RUSAGE_CHILDREN, usage);
            if (result != 0) {
                throw new IllegalStateException("getrusage answered " + result);
            }
            return Duration.ofSeconds(at(usage, USER_SECONDS) + at(usage, SYSTEM_SECONDS))
                    .plusNanos(1000 * (at(usage, USER_MICROS) + at(usage, SYSTEM_MICROS)));
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("getrusage cannot be called", failure);
        }
    }

    private static long at(MemorySegment usage, int index) {
        return usage.getAtIndex(JAVA_LONG, index);
    }
}
