package io.github.fleetlogoff.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Prints back what it is told to run: `stdout TEXT…`, `stderr TEXT…`, `exit N`, `env NAME`, `think
/// MILLIS`, `whoami`.
public final class EchoComputer implements Computer {
    private final String name;
    private final List<String> ran = new ArrayList<>();

    public EchoComputer(String name) {
        this.name = name;
    }

    /// The programs that were run, in order; read it when the fleet is closed or quiet.
    public List<String> ran() {
        return List.copyOf(ran);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reply run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String account) {
        ran.add(program);
        String text = String.join(" ", arguments);
        return switch (program) {
            case "stderr" -> new Reply(Duration.ZERO, bytes(""), bytes(text), 0);
            case "exit" -> new Reply(Duration.ZERO, bytes(""), bytes(""), Integer.parseInt(text));
            case "env" ->
                    new Reply(
                            Duration.ZERO, bytes(environment.getOrDefault(text, "")), bytes(""), 0);
            case "think" ->
                    new Reply(
                            Duration.ofMillis(Long.parseLong(text)),
                            bytes("thought"),
                            bytes(""),
                            0);
            case "whoami" -> new Reply(Duration.ZERO, bytes(account), bytes(""), 0);
            default -> new Reply(Duration.ZERO, bytes(text), bytes(""), 0);
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
