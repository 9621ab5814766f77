package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.simulator.Computer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Does what a test's command says: `print`, `complain`, `env`, `fill`, `exit`, `hang`.
public final class ScriptedComputer implements Computer {
    static final int EVERY_BYTE = 256;

    public final AtomicInteger commands = new AtomicInteger();
    public final CountDownLatch begun = new CountDownLatch(1);
    public final AtomicBoolean inputEnded = new AtomicBoolean();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();
    private final String name;

    public ScriptedComputer(String name) {
        this.name = name;
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
        commands.incrementAndGet();
        begun.countDown();
        String all = String.join("|", arguments);
        return switch (program) {
            case "print" -> reply(all, "", 0);
            case "complain" -> reply("out", all, 1);
            case "env" -> reply(environment.getOrDefault(all, "?"), "", 0);
            case "whoami" -> reply(account, "", 0);
            case "fill" -> new Reply(Duration.ZERO, fill(Integer.parseInt(all)), new byte[0], 0);
            case "exit" -> reply("", "", Integer.parseInt(all));
            case "hang" -> new Reply(Duration.ofHours(1), new byte[0], new byte[0], 0);
            case "wait" ->
                    new Reply(Duration.ofMillis(Long.parseLong(all)), new byte[0], new byte[0], 0);
            default -> reply("", "no such program", 1);
        };
    }

    @Override
    public void input(byte[] bytes, boolean last) {
        synchronized (input) {
            input.writeBytes(bytes);
        }
        inputEnded.set(last);
    }

    /// What came in so far.
    public byte[] input() {
        synchronized (input) {
            return input.toByteArray();
        }
    }

    /// The request of a script or of a function is a command of its own: `{print x}`.
    @Override
    public Optional<Answer> session(String script, String requestJson) {
        List<String> words = List.of(requestJson.replaceAll("[{}]", "").split(" "));
        Reply reply = run(words.getFirst(), words.subList(1, words.size()), Map.of(), "");
        return Optional.of(
                new Answer(reply.after(), new String(reply.stdout(), StandardCharsets.UTF_8), 0));
    }

    public static byte[] fill(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 % EVERY_BYTE);
        }
        return bytes;
    }

    private static Reply reply(String stdout, String stderr, int exitCode) {
        return new Reply(
                Duration.ZERO,
                stdout.getBytes(StandardCharsets.UTF_8),
                stderr.getBytes(StandardCharsets.UTF_8),
                exitCode);
    }
}
