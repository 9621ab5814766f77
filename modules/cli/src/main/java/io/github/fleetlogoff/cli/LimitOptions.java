package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Playbook;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How hard to push.
final class LimitOptions extends OptionSet {
    final Argument<@Nullable Integer> concurrency =
            option("-j", "--concurrency").takes("N").help("hosts in flight at once [64]").number();

    final Argument<@Nullable Integer> forks =
            option("--forks", "--throttle-limit").takes("N").hidden().number();

    final Argument<@Nullable Integer> siteConcurrency =
            option("--site-concurrency")
                    .takes("N")
                    .help("hosts in flight at once per site [no limit]")
                    .number();

    final Argument<String> connectTimeout =
            option("--connect-timeout")
                    .takes("TIME")
                    .help("for the TCP connection [5s]")
                    .text("5s");

    final Argument<String> hostTimeout =
            option("--host-timeout")
                    .takes("TIME")
                    .help("for all about one host, retries too [120s]")
                    .text("120s");

    final Argument<Integer> retries =
            option("--retries")
                    .takes("N")
                    .help("more tries, before the command is delivered only [2]")
                    .number(Limits.DEFAULT.retries());

    final Argument<Integer> maxAuthRefusals =
            option("--max-auth-refusals")
                    .takes("N")
                    .help("refused logons at which an account is given up [3]")
                    .number(Limits.DEFAULT.maxAuthRefusals());

    LimitOptions() {
        super(HelpGroup.LIMITS);
    }

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
        Integer asked = forks.get() == null ? concurrency.get() : forks.get();
        try {
            return new Limits(
                    first(asked, pace.concurrency(), Limits.DEFAULT.concurrency()),
                    siteConcurrency.get() == null ? pace.siteConcurrency() : siteConcurrency.get(),
                    SessionOptions.positive("--connect-timeout", connectTimeout.get()),
                    SessionOptions.positive("--host-timeout", hostTimeout.get()),
                    retries.get(),
                    maxAuthRefusals.get());
        } catch (IllegalArgumentException e) {
            throw SessionOptions.usage(asOption(String.valueOf(e.getMessage())));
        }
    }

    /// One sentence for each of these options that loosens what a playbook says.
    List<String> loosened(Playbook.Pace pace, String playbook) {
        Integer asked = forks.get() == null ? concurrency.get() : forks.get();
        return Stream.of(
                        loosened("--concurrency", asked, pace.concurrency()),
                        loosened(
                                "--site-concurrency",
                                siteConcurrency.get(),
                                pace.siteConcurrency()))
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
