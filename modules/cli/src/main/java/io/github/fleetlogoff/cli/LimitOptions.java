package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Playbook;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How hard to push.
final class LimitOptions {
    @Option(
            names = {"-j", "--concurrency"},
            paramLabel = "N",
            description = "hosts in flight at once [64]")
    @Nullable Integer concurrency;

    @Option(
            names = {"--forks", "--throttle-limit"},
            paramLabel = "N",
            hidden = true)
    @Nullable Integer forks;

    @Option(
            names = "--site-concurrency",
            paramLabel = "N",
            description = "hosts in flight at once per site [no limit]")
    @Nullable Integer siteConcurrency;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            description = "for the TCP connection [5s]")
    String connectTimeout = "5s";

    @Option(
            names = "--host-timeout",
            paramLabel = "TIME",
            description = "for all about one host, retries too [120s]")
    String hostTimeout = "120s";

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "more tries, before the command is delivered only [2]")
    int retries = Limits.DEFAULT.retries();

    @Option(
            names = "--max-auth-refusals",
            paramLabel = "N",
            description = "refused logons at which an account is given up [3]")
    int maxAuthRefusals = Limits.DEFAULT.maxAuthRefusals();

    /// `siteConcurrency is …` as `--site-concurrency is …`.
    private static String asOption(String message) {
        int end = Math.max(0, message.indexOf(' '));
        String name =
                message.chars()
                        .limit(end)
                        .mapToObj(letter ->
                                Character.isUpperCase(letter)
                                        ? "-" + (char) Character.toLowerCase(letter)
                                        : String.valueOf((char) letter))
                        .collect(Collectors.joining());
        return "--" + name + message.substring(end);
    }

    Limits limits() {
        return limits(Playbook.Pace.DEFAULT);
    }

    /// The limits; where no option says another, those of a playbook.
    Limits limits(Playbook.Pace pace) {
        Integer asked = forks == null ? concurrency : forks;
        try {
            return new Limits(
                    first(asked, pace.concurrency(), Limits.DEFAULT.concurrency()),
                    siteConcurrency == null ? pace.siteConcurrency() : siteConcurrency,
                    SessionOptions.positive("--connect-timeout", connectTimeout),
                    SessionOptions.positive("--host-timeout", hostTimeout),
                    retries,
                    maxAuthRefusals);
        } catch (IllegalArgumentException e) {
            throw SessionOptions.usage(asOption(String.valueOf(e.getMessage())));
        }
    }

    /// One sentence for each of these options that loosens what a playbook says.
    List<String> loosened(Playbook.Pace pace, String playbook) {
        Integer asked = forks == null ? concurrency : forks;
        return Stream.of(
                        loosened("--concurrency", asked, pace.concurrency()),
                        loosened("--site-concurrency", siteConcurrency, pace.siteConcurrency()))
                .flatMap(Optional::stream)
                .map(loosened -> loosened.in(playbook))
                .toList();
    }

    private record Loosened(String option, int now, int before) {
        String in(String playbook) {
            return option
                    + " "
                    + now
                    + " loosens the playbook "
                    + playbook
                    + ", which says "
                    + before;
        }
    }

    private static Optional<Loosened> loosened(
            String option, @Nullable Integer asked, @Nullable Integer written) {
        return asked == null || written == null || asked <= written
                ? Optional.empty()
                : Optional.of(new Loosened(option, asked, written));
    }

    private static int first(@Nullable Integer one, @Nullable Integer other, int last) {
        return one != null ? one : other != null ? other : last;
    }
}
