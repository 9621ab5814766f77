package io.github.fleetlogoff.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Runs commands in turn, A B A B …, and prints minimum, median and maximum of each figure. Taking turns keeps a drift of
/// the machine's speed out of the comparison.
///
///     java -cp modules/benchmark/target/classes io.github.fleetlogoff.benchmark.SideBySide 5 'COMMAND A' 'COMMAND B'
public final class SideBySide {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private SideBySide() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 2 || !arguments[0].matches("[1-9]\\d?")) {
            System.err.println(
                    "usage: SideBySide RUNS COMMAND [COMMAND ...]; each command is one word, run by sh -c");
            System.exit(2);
        }
        List<Program> programs = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            programs.add(Program.silent(List.of("sh", "-c", "exec " + arguments[i])));
        }
        print(measure(programs, Integer.parseInt(arguments[0])), arguments, System.out);
    }

    /// The measurements of each program, after one run of each that does not count.
    static List<List<Measurement>> measure(List<Program> programs, int runs)
            throws IOException, InterruptedException {
        List<List<Measurement>> measured = new ArrayList<>();
        for (Program program : programs) {
            program.run(LIMIT);
            measured.add(new ArrayList<>());
        }
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < programs.size(); i++) {
                measured.get(i).add(programs.get(i).run(LIMIT));
            }
        }
        return measured;
    }

    private static void print(
            List<List<Measurement>> measured, String[] arguments, PrintStream out) {
        for (int i = 0; i < measured.size(); i++) {
            List<Measurement> runs = measured.get(i);
            out.println((char) ('A' + i) + ": " + arguments[i + 1]);
            row(out, "wall s", runs, run -> run.wall().toMillis() / 1000.0);
            row(out, "cpu s", runs, run -> run.cpu().toMillis() / 1000.0);
            row(out, "peak MiB", runs, run -> run.peakMemoryKib() / 1024.0);
            row(out, "threads", runs, Measurement::peakThreads);
            row(out, "handles", runs, Measurement::peakHandles);
            out.println(
                    "  exit codes " + runs.stream().map(Measurement::exitCode).distinct().toList());
        }
    }

    private static void row(
            PrintStream out,
            String name,
            List<Measurement> runs,
            ToDoubleFunction<Measurement> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        out.printf(
                Locale.ROOT,
                "  %-9s min %9.2f  median %9.2f  max %9.2f%n",
                name,
                sorted[0],
                Statistics.median(sorted).orElse(0),
                sorted[sorted.length - 1]);
    }
}
