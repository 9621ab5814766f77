package io.github.fleetlogoff.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// The program with captured streams and a state folder of its own.
final class Program {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean terminal;

    /// What one command line came to.
    record Ended(int exitCode, String out, String err) {}

    Program(Path folder) {
        this.folder = folder;
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    Program typing(String text) {
        input = text;
        terminal = true;
        return this;
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Ended run(String... arguments) {
        return run(new StringWriter(), arguments);
    }

    /// @param out takes standard output
    Ended run(Writer out, String... arguments) {
        StringWriter err = new StringWriter();
        Terminal streams =
                new Terminal(
                        new PrintWriter(out),
                        new PrintWriter(err, true),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new Terminal.Attached(terminal, false, false),
                        100);
        int exitCode =
                CommandLines.run(
                        new Surroundings(streams, environment, InstantSource.system()), arguments);
        streams.out().flush();
        return new Ended(exitCode, out.toString(), err.toString());
    }

    Path folder() {
        return folder;
    }
}
