package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGWINCH")
class TerminalWidthTest {
    private static final int TURNS = 3_000;

    private final AtomicInteger measured = new AtomicInteger();

    @Test
    void it_is_measured_again_when_the_terminal_was_resized_and_only_then() throws Exception {
        try (TerminalWidth width =
                new TerminalWidth(
                        80,
                        () -> {
                            measured.incrementAndGet();
                            return OptionalInt.of(133);
                        })) {
            assertThat(width.getAsInt()).isEqualTo(80);
            assertThat(measured).hasValue(0);

            resize();

            assertThat(seen(width, 133)).isTrue();
            assertThat(width.getAsInt()).isEqualTo(133);
            assertThat(measured).hasValue(1);
        }
    }

    @Test
    void what_cannot_be_measured_stays_as_it_was() throws Exception {
        try (TerminalWidth width =
                new TerminalWidth(
                        80,
                        () -> {
                            measured.incrementAndGet();
                            return OptionalInt.empty();
                        })) {
            resize();

            for (int turn = 0; turn < TURNS && measured.get() == 0; turn++) {
                assertThat(width.getAsInt()).isEqualTo(80);
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            assertThat(measured).hasValue(1);
        }
    }

    /// The signal that a terminal sends.
    private static void resize() throws IOException, InterruptedException {
        String self = Long.toString(ProcessHandle.current().pid());
        Process kill = new ProcessBuilder(Arrays.asList("kill", "-WINCH", self)).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static boolean seen(TerminalWidth width, int cells) {
        for (int turn = 0; turn < TURNS; turn++) {
            if (width.getAsInt() == cells) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return false;
    }
}
