package io.github.fleetlogoff.cli;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The streams of the program and which of them a person looks at.
///
/// @param out results
/// @param err progress, questions and errors
/// @param attached which of the streams are a terminal
/// @param width of the terminal, in cells
record Terminal(PrintWriter out, PrintWriter err, InputStream in, Attached attached, int width) {
    private static final int USUAL_COLUMNS = 100;

    /// Which streams are a terminal.
    record Attached(boolean in, boolean out, boolean err) {
        static final Attached NOTHING = new Attached(false, false, false);
    }

    Terminal {
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
        requireNonNull(in, "in is null");
        requireNonNull(attached, "attached is null");
    }

    /// The process's own streams. The launcher says which of them are a terminal, since Java cannot
    /// ask; started without it, a console counts for all three.
    static Terminal ofProcess() {
        String told = System.getProperty("fleetlogoff.terminal");
        boolean console = told == null && console().isPresent();
        Attached attached =
                told == null
                        ? new Attached(console, console, console)
                        : new Attached(told.contains("0"), told.contains("1"), told.contains("2"));
        return new Terminal(
                new PrintWriter(System.out, false, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.in,
                attached,
                columns());
    }

    @SuppressWarnings("SystemConsoleNull") // the launcher may be told to use an older console
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    private static int columns() {
        String told = System.getProperty("fleetlogoff.columns", "");
        return told.matches("[1-9]\\d{1,3}") ? Math.max(40, Integer.parseInt(told)) : USUAL_COLUMNS;
    }

    /// Asks a yes/no question; anything but `y` or `yes` is no.
    boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .readLine();
            return answer != null
                    && (answer.strip().equalsIgnoreCase("y")
                            || answer.strip().equalsIgnoreCase("yes"));
        } catch (IOException e) {
            return false;
        }
    }

    /// Asks for a secret without showing it; nothing where no person is there to ask.
    char @Nullable [] secret(String question) {
        return attached.in()
                ? console().map(console -> console.readPassword("%s ", question)).orElse(null)
                : null;
    }

    /// Whether colours are wanted on standard output: `always`, `never`, or by the terminal;
    /// `NO_COLOR` wins over `auto`.
    boolean colours(String choice, Optional<String> noColor) {
        return switch (choice) {
            case "always" -> noColor.filter(value -> !value.isEmpty()).isEmpty();
            case "never" -> false;
            default -> attached.out() && noColor.filter(value -> !value.isEmpty()).isEmpty();
        };
    }
}
