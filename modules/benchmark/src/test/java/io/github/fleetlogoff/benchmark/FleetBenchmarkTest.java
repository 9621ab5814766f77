package io.github.fleetlogoff.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FleetBenchmarkTest {

    @Test
    void runs_what_the_targets_need_unless_told_a_trial() {
        assertThat(parsed().trials()).isEqualTo(Targets.trials(64));
        assertThat(parsed("-j", "10").trials()).isEqualTo(Targets.trials(10));
    }

    @Test
    void runs_the_trial_it_is_told_with_both_ways_to_log_on_unless_one_is_named() {
        assertThat(parsed("--hosts", "50", "--dead", "10%").trials())
                .containsExactly(
                        new Trial(Auth.BASIC, 50, 5, Duration.ofMillis(300), 64),
                        new Trial(Auth.NTLM, 50, 5, Duration.ofMillis(300), 64));
        assertThat(parsed("--auth", "NTLM", "--think", "3s", "--concurrency", "9").trials())
                .containsExactly(new Trial(Auth.NTLM, 1_000, 0, Duration.ofSeconds(3), 9));
    }

    @Test
    void runs_the_named_clients_in_the_order_they_are_named() {
        assertThat(parsed("--clients", "go,wsman,go").clients())
                .extracting(Client::name)
                .containsExactly("go", "wsman");
    }

    @ParameterizedTest
    @CsvSource({
        "--hosts,0,1 or more",
        "--repeat,0,1 or more",
        "--think,3,such as 300ms",
        "--auth,kerberos,basic or ntlm",
        "--dead,10,such as 10%",
    })
    void says_what_an_option_takes(String option, String value, String message) {
        FleetBenchmark benchmark = parsed(option, value);

        assertThatThrownBy(benchmark::trials)
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining(message);
    }

    @Test
    void names_the_clients_there_are() {
        FleetBenchmark benchmark = parsed("--clients", "rust");

        assertThatThrownBy(benchmark::clients)
                .hasMessage(
                        "--clients does not know 'rust': there are wsman, winrm4j, pywinrm, go");
    }

    private static FleetBenchmark parsed(String... arguments) {
        FleetBenchmark benchmark = new FleetBenchmark(Path.of("."), System.out);
        new CommandLine(benchmark).parseArgs(arguments);
        return benchmark;
    }
}
