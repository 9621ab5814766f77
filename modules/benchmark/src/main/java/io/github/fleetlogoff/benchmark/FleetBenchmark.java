package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs fleet-logoff and foreign WinRM clients on simulated fleets and prints what they took.
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        usageHelpAutoWidth = true,
        description = {
            "Gives the same simulated fleet to fleet-logoff and to foreign WinRM clients, one after the",
            "other, and prints what each of them took. The simulator runs in a process of its own.",
            "",
            "Without --hosts, --think, --auth and --dead it runs all that the targets need, which takes",
            "a quarter of an hour."
        },
        footer = {"", "docs/benchmarks.md says what is measured and how."})
final class FleetBenchmark implements Callable<Integer> {
    private static final List<Client> CLIENTS =
            List.of(
                    new EngineClient("wsman"),
                    new EngineClient("winrm4j"),
                    new PeerClient("pywinrm", true),
                    new PeerClient("go", false));
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d)?)%");
    private static final int HOSTS = 1_000;
    private static final Duration THINK = Duration.ofMillis(300);

    private final Path home;
    private final PrintStream out;

    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--hosts", paramLabel = "N", description = "hosts that answer [1000]")
    private @Nullable Integer hosts;

    @Option(
            names = "--think",
            paramLabel = "TIME",
            description = "from command to answer: 300ms, 3s [300ms]")
    private @Nullable String think;

    @Option(
            names = "--auth",
            paramLabel = "basic|ntlm",
            description = "how clients log on [both, one after the other]")
    private @Nullable String auth;

    @Option(
            names = {"-j", "--concurrency"},
            paramLabel = "N",
            defaultValue = "64",
            description = "hosts in flight at once [64]")
    private int concurrency;

    @Option(
            names = "--clients",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "wsman,winrm4j,pywinrm,go",
            description = "who runs, in this order [wsman,winrm4j,pywinrm,go]")
    private List<String> names = List.of();

    @Option(
            names = "--dead",
            paramLabel = "N%",
            description = "dead hosts that are added to the fleet [0%%]")
    private @Nullable String dead;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "runs of each client, in turn; the table has the medians [1]")
    private int repeats;

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures as JSON")
    private @Nullable Path json;

    FleetBenchmark(Path home, PrintStream out) {
        this.home = requireNonNull(home, "home is null");
        this.out = requireNonNull(out, "out is null");
    }

    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("fleetlogoff.home", "."));
        System.exit(
                new CommandLine(new FleetBenchmark(home, System.out))
                        .setExecutionExceptionHandler(FleetBenchmark::failed)
                        .execute(arguments));
    }

    private static int failed(
            Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println("run: " + failure.getMessage());
        return 1;
    }

    /// 0 where all were measured, whatever the figures say.
    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Client> clients = clients();
        List<Trial> trials = trials();
        Path scratch = Files.createTempDirectory("fleet-logoff-benchmark");
        try {
            List<Figures> all =
                    new Comparison(new Place(home, scratch), clients, repeats, out).run(trials);
            if (json != null) {
                FigureFile.write(json, all);
            }
            return 0;
        } finally {
            delete(scratch);
        }
    }

    /// The clients that were asked for, in the order of the option.
    List<Client> clients() {
        return new LinkedHashSet<>(names)
                .stream()
                        .map(name ->
                                CLIENTS.stream()
                                        .filter(client -> client.name().equals(name))
                                        .findFirst()
                                        .orElseThrow(() -> unknown(name)))
                        .toList();
    }

    private ParameterException unknown(String name) {
        return usage(
                "--clients does not know '%s': there are %s"
                        .formatted(
                                name,
                                String.join(", ", CLIENTS.stream().map(Client::name).toList())));
    }

    /// The trials that were asked for.
    List<Trial> trials() {
        int fleet = Optional.ofNullable(hosts).orElse(HOSTS);
        if (fleet < 1 || concurrency < 1 || repeats < 1) {
            throw usage("--hosts, --concurrency and --repeat take 1 or more");
        }
        if (Stream.of(
                        Optional.ofNullable(hosts),
                        Optional.ofNullable(think),
                        Optional.ofNullable(auth),
                        Optional.ofNullable(dead))
                .allMatch(Optional::isEmpty)) {
            return Targets.trials(concurrency);
        }
        Duration thinkTime = Optional.ofNullable(think).map(this::time).orElse(THINK);
        double deadPercent = Optional.ofNullable(dead).map(this::percent).orElse(0.0);
        return auths().stream()
                .map(one -> new Trial(one, fleet, 0, thinkTime, concurrency).withDead(deadPercent))
                .toList();
    }

    private List<Auth> auths() {
        if (auth == null) {
            return List.of(Auth.values());
        }
        String word = auth.toLowerCase(Locale.ROOT);
        return List.of(
                Arrays.stream(Auth.values())
                        .filter(one -> one.word().equals(word))
                        .findFirst()
                        .orElseThrow(
                                () -> usage("--auth takes basic or ntlm, not '" + word + "'")));
    }

    private Duration time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            throw usage("--think takes a time such as 300ms or 3s, not '" + text + "'");
        }
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s")
                ? Duration.ofSeconds(number)
                : Duration.ofMillis(number);
    }

    private double percent(String text) {
        Matcher matcher = PERCENT.matcher(text);
        if (!matcher.matches()) {
            throw usage("--dead takes a share such as 10%, not '" + text + "'");
        }
        return Double.parseDouble(matcher.group(1));
    }

    private ParameterException usage(String message) {
        return new ParameterException(requireNonNull(spec, "spec is null").commandLine(), message);
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
