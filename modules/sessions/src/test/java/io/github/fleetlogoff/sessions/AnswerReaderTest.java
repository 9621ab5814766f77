package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Sweep LOGOFF = Sweep.logoff(Selector.ofUsers("jdoe"));
    private static final Sweep DRY =
            new Sweep(LOGOFF.action(), LOGOFF.selector(), true, Sweep.Ending.DEFAULT, false, false);

    @Test
    void noise_around_the_answer_does_not_matter() throws Exception {
        byte[] answer = Answers.framed(Answers.withOutcome("logged-off"));
        String noisy =
                "\u001b[32mWelcome to our domain\r\n"
                        + new String(answer, StandardCharsets.US_ASCII)
                        + "bye";

        assertThat(AnswerReader.read(noisy.getBytes(StandardCharsets.UTF_8), LOGOFF).sessions())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"would-log-off", "warned", "reset", "not-reached", "listet"})
    void an_outcome_that_the_request_cannot_lead_to_is_refused(String word) {
        assertRefused(Answers.framed(Answers.withOutcome(word)), LOGOFF);
    }

    @Test
    void a_dry_run_ends_nobody_and_a_list_only_lists() throws Exception {
        assertRefused(Answers.framed(Answers.withOutcome("logged-off")), DRY);
        assertRefused(Answers.framed(Answers.withOutcome("would-log-off")), Sweep.list());
        assertThat(
                        AnswerReader.read(Answers.framed(Answers.withOutcome("would-log-off")), DRY)
                                .sessions())
                .hasSize(1);
    }

    @Test
    void a_session_named_twice_is_refused() {
        String row =
                "{\"id\":2,\"user\":\"%s\",\"state\":\"active\",\"logonTime\":\"x\",\"outcome\":\"listed\"}";
        String twice =
                "{\"host\":\"H\",\"exit\":0,\"sessions\":["
                        + row.formatted("jdoe")
                        + ","
                        + row.formatted("JDoe")
                        + "]}";

        assertThatThrownBy(() -> AnswerReader.read(Answers.framed(twice), LOGOFF))
                .isInstanceOf(AnswerException.class)
                .hasMessageContaining("session 2 twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"host\":\"H\",\"sessions\":[]}",
                "{\"host\":\"H\",\"exit\":3,\"sessions\":[]}",
                "{\"host\":\"H\",\"exit\":\"0\",\"sessions\":[]}",
                "{\"host\":7,\"exit\":0,\"sessions\":[]}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":{}}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":[7]}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":[{\"id\":-1,\"state\":\"active\",\"outcome\":\"listed\"}]}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":[{\"id\":99999999999,\"state\":\"active\",\"outcome\":\"listed\"}]}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":[{\"id\":1,\"state\":\"aktiv\",\"outcome\":\"listed\"}]}",
                "{\"host\":\"H\",\"exit\":0,\"exit\":0,\"sessions\":[]}",
                "{\"host\":\"H\",\"exit\":0,\"sessions\":[]}{}",
                "[[[[[[[[[[[[]]]]]]]]]]]]"
            })
    void what_the_script_never_answers_is_refused(String json) {
        assertRefused(Answers.framed(json), LOGOFF);
    }

    @Test
    void an_overlong_text_is_refused() {
        assertRefused(
                Answers.framed(
                        "{\"host\":\"" + "x".repeat(5000) + "\",\"exit\":0,\"sessions\":[]}"),
                LOGOFF);
    }

    @Test
    void a_cut_or_repeated_or_miscounted_answer_is_refused() {
        byte[] whole = Answers.framed(Answers.withOutcome("logged-off"));
        String text = new String(whole, StandardCharsets.US_ASCII);
        for (int cut = 0; cut < whole.length - 22; cut++) {
            assertRefused(Arrays.copyOf(whole, cut), LOGOFF);
        }
        assertRefused((text + text).getBytes(StandardCharsets.US_ASCII), LOGOFF);
        assertRefused(text.replace("jdoe", "jd").getBytes(StandardCharsets.US_ASCII), LOGOFF);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damage_is_refused_or_read_and_never_anything_else(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> whole =
                Answers.goldens().stream()
                        .map(golden -> golden.path("answer").toString())
                        .map(Answers::framed)
                        .toList();
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.get(random.nextInt(whole.size())).clone();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                AnswerReader.read(damaged, LOGOFF);
            } catch (AnswerException refused) {
                assertThat(refused).hasMessageMatching("[\\x20-\\x7e]*");
            }
        }
    }

    private static void assertRefused(byte[] output, Sweep sweep) {
        assertThatThrownBy(() -> AnswerReader.read(output, sweep))
                .isInstanceOf(AnswerException.class);
    }
}
