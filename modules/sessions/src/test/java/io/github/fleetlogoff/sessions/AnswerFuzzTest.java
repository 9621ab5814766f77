package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged answers are refused, whatever the damage: nothing is thrown.
class AnswerFuzzTest {
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_cut_answer_is_never_taken(long seed) {
        RandomGenerator random = new Random(seed);
        for (Golden golden : Golden.all()) {
            AnswerReader reader = new AnswerReader(golden.sessionRequest());
            byte[] stdout = golden.stdout();
            for (int round = 0; round < ROUNDS; round++) {
                // The last three bytes are the end of the sentinel and its line end.
                byte[] cut = Arrays.copyOf(stdout, random.nextInt(stdout.length - 2));
                assertThat(reader.read(cut, golden.exitCode()))
                        .isNotInstanceOf(AnswerOrFault.Answer.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void damaged_bytes_throw_nothing(long seed) {
        RandomGenerator random = new Random(seed);
        for (Golden golden : Golden.all()) {
            AnswerReader reader = new AnswerReader(golden.sessionRequest());
            for (int round = 0; round < ROUNDS; round++) {
                byte[] damaged = damage(golden.stdout(), random);
                assertThatCode(() -> new Probe(reader, golden).judge(damaged))
                        .as("%s, seed %d, round %d", golden, seed, round)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void odd_values_in_whole_answers_throw_nothing(long seed) {
        RandomGenerator random = new Random(seed);
        for (Golden golden : Golden.all()) {
            AnswerReader reader = new AnswerReader(golden.sessionRequest());
            for (int round = 0; round < ROUNDS; round++) {
                ObjectNode answer = golden.answer().deepCopy();
                for (int change = random.nextInt(1, 4); change > 0; change--) {
                    change(answer, random);
                }
                byte[] odd = Golden.frame(answer.toString());
                assertThatCode(() -> new Probe(reader, golden).judge(odd))
                        .as("%s, seed %d, round %d", golden, seed, round)
                        .doesNotThrowAnyException();
            }
        }
    }

    /// Reads, and judges what was accepted: what a report is made of must hold too.
    private record Probe(AnswerReader reader, Golden golden) {
        void judge(byte[] stdout) {
            if (reader.read(stdout, null) instanceof AnswerOrFault.Answer(SessionAnswer answer)) {
                new Verdict(golden.sessionRequest(), answer).attempt();
            }
        }
    }

    private static byte[] damage(byte[] bytes, RandomGenerator random) {
        byte[] damaged = bytes.clone();
        int from = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> damaged[from] = (byte) random.nextInt(256);
            case 1 -> {
                byte[] noise = new byte[random.nextInt(1, 40)];
                random.nextBytes(noise);
                System.arraycopy(
                        noise, 0, damaged, from, Math.min(noise.length, damaged.length - from));
            }
            case 2 ->
                    Arrays.fill(
                            damaged,
                            from,
                            Math.min(from + random.nextInt(200), damaged.length),
                            (byte) '9');
            default -> {
                int source = random.nextInt(bytes.length);
                int length =
                        Math.min(random.nextInt(1, 500), bytes.length - Math.max(source, from));
                System.arraycopy(bytes, source, damaged, from, length);
            }
        }
        return damaged;
    }

    private static void change(ObjectNode answer, RandomGenerator random) {
        JsonNode sessions = answer.get("sessions");
        ObjectNode object =
                sessions instanceof ArrayNode rows && !rows.isEmpty() && random.nextInt(4) > 0
                        ? rows.get(random.nextInt(rows.size())) instanceof ObjectNode row
                                ? row
                                : answer
                        : answer;
        List<String> names = object.properties().stream().map(field -> field.getKey()).toList();
        if (!names.isEmpty()) {
            String name = names.get(random.nextInt(names.size()));
            object.set(name, odd(random));
        }
    }

    private static JsonNode odd(RandomGenerator random) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(10)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextLong());
            case 3 -> json.numberNode(random.nextInt(-2, 3));
            case 4 -> json.numberNode(random.nextDouble());
            case 5 -> json.textNode("");
            case 6 -> json.textNode("\u0000\u001b\ud800~\u202e");
            case 7 ->
                    json.textNode(
                            List.of("stuck", "gone", "active", "warned", "listed")
                                    .get(random.nextInt(5)));
            case 8 -> json.arrayNode().add(1);
            default -> json.objectNode();
        };
    }
}
