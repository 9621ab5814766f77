package io.github.fleetlogoff.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tests that run sweeps of a simulated fleet, whose own state is the truth.
abstract class SweptFleet {
    @TempDir protected Path folder;
    protected Program program = new Program(Path.of(""));

    @BeforeEach
    final void program() {
        program = new Program(folder);
    }

    protected JsonNode truthAfter(int hosts, Consumer<Path> work) throws IOException {
        return Rehearsed.truthAfter(folder, hosts, Map.of(), work);
    }

    protected Program.Ended logoff(Path inventory, String... more) {
        return run(List.of("-i", inventory.toString()), more);
    }

    protected Program.Ended apply(Path plan, Path inventory, String... more) {
        return run(List.of("apply", plan.toString(), "-i", inventory.toString()), more);
    }

    protected Program.Ended play(Path playbook, String... more) {
        return run(List.of("play", playbook.toString()), more);
    }

    protected Program.Ended run(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return program.run(all.toArray(String[]::new));
    }

    protected Path copy(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static List<String> ended(JsonNode truth) {
        return sessions(truth, session -> !session.path("present").asBoolean());
    }

    protected static List<String> warned(JsonNode truth) {
        return sessions(truth, session -> session.path("warnings").asInt() > 0);
    }

    protected static List<String> sessions(
            JsonNode truth, java.util.function.Predicate<JsonNode> which) {
        List<String> found = new ArrayList<>();
        for (JsonNode host : truth.path("hosts")) {
            for (JsonNode session : host.path("sessions")) {
                if (which.test(session)) {
                    found.add(host.path("host").asText() + " " + session.path("id").asText());
                }
            }
        }
        return found;
    }
}
