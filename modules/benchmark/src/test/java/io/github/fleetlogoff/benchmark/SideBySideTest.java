package io.github.fleetlogoff.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SideBySideTest {

    @Test
    void measures_each_program_as_often_as_asked() throws Exception {
        List<List<Measurement>> measured =
                SideBySide.measure(
                        List.of(Program.silent(List.of("true")), Program.silent(List.of("false"))),
                        3);

        assertThat(measured).hasSize(2).allSatisfy(runs -> assertThat(runs).hasSize(3));
        assertThat(measured.get(0)).extracting(Measurement::exitCode).containsOnly(0);
        assertThat(measured.get(1)).extracting(Measurement::exitCode).containsOnly(1);
    }

    @Test
    void sees_cpu_time_memory_threads_and_handles_of_a_busy_program() throws Exception {
        Measurement measured =
                Program.silent(
                                List.of(
                                        "sh",
                                        "-c",
                                        "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"))
                        .run(Duration.ofMinutes(1));

        assertThat(measured.cpu()).isPositive();
        assertThat(measured.peakMemoryKib()).isPositive();
        assertThat(measured.peakThreads()).isEqualTo(1);
        assertThat(measured.peakHandles()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void ends_a_program_that_runs_too_long() {
        assertThatThrownBy(() -> Program.silent(List.of("sleep", "60")).run(Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sleep 60");
    }
}
