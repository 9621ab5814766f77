package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.sessions.SessionRequest.Act;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final Golden GOOD = Golden.named("logs_off_both_sessions_of_the_user");
    private static final Selector JDOE = Selector.ofUsers("jdoe");

    @Test
    void finds_an_answer_between_noise_and_colours() {
        String noisy =
                "Welcome to HOST01 \u00fc\r\n\u001b[32m"
                        + text(GOOD.stdout())
                        + "\u001b[0mgood-bye\r\n";

        assertThat(read(noisy.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AnswerOrFault.Answer.class);
    }

    @Test
    void an_echo_of_the_script_is_not_taken_for_an_answer() {
        assertThat(read(SessionScript.bundled().packed().getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(AnswerOrFault.Missing.class);
        String echoed = SessionScript.bundled().packed() + "\r\n" + text(GOOD.stdout());
        assertThat(read(echoed.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(AnswerOrFault.Answer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--fleet-logoff:1:--",
                "--fleet-logoff:1:x",
                "--fleet-logoff:1:12345678--",
                "--fleet-logoff:1:12-x",
                "--fleet-logoff:1:",
                "--fleet-logoff:--fleet-logoff:1:"
            })
    void what_is_only_like_the_first_sentinel_is_noise(String noise) {
        String good = text(GOOD.stdout());

        assertThat(read((noise + good).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(AnswerOrFault.Answer.class);
        assertThat(read((good + noise).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(AnswerOrFault.Answer.class);
        assertThat(read(noise.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(AnswerOrFault.Missing.class);
    }

    @ParameterizedTest
    @CsvSource({
        "--fleet-logoff:1:0----fleet-logoff:end--, not an object",
        "--fleet-logoff:1:9999999--{}--fleet-logoff:end--, cut short",
        "--fleet-logoff:1:2--{}-fleet-logoff:end--, length",
        "--fleet-logoff:1:2--{}--fleet-logoff:end----fleet-logoff:1:2--, two answers"
    })
    void an_answer_of_another_length_than_it_says_is_refused(String stdout, String why) {
        assertRefused(stdout.getBytes(StandardCharsets.US_ASCII), why);
    }

    @Test
    void a_name_that_spells_the_end_sentinel_ends_nothing() {
        byte[] stdout = changed(answer -> row(answer, 0).put("user", "--fleet-logoff:end--"));

        assertThat(accepted(stdout).rows().getFirst().report().session().user())
                .isEqualTo("--fleet-logoff:end--");
    }

    @Test
    void names_are_kept_as_the_host_sent_them() {
        String name = "\u001b[31m\u202eeodj\u0007 \u4f1a\ud83d\ude00";
        byte[] stdout = changed(answer -> row(answer, 0).put("user", name));

        assertThat(accepted(stdout).rows().getFirst().report().session().user()).isEqualTo(name);
    }

    @Test
    void half_a_character_becomes_one_that_can_be_written() {
        byte[] stdout = changed(answer -> row(answer, 0).put("user", "jd\ud83d"));

        assertThat(accepted(stdout).rows().getFirst().report().session().user())
                .isEqualTo("jd\ufffd");
    }

    @Test
    void a_field_that_is_new_does_not_matter() {
        byte[] stdout = changed(answer -> answer.putObject("later").put("x", 1));

        assertThat(accepted(stdout).exit()).isZero();
    }

    @Test
    void a_long_message_is_cut_and_a_long_name_is_refused() {
        byte[] message = changed(answer -> row(answer, 1).put("message", "x".repeat(9000)));

        assertThat(accepted(message).rows().get(1).report().message()).hasSize(4097);
        assertRefused(
                changed(answer -> row(answer, 1).put("user", "x".repeat(4097))),
                "sessions[1].user");
    }

    @Test
    void nothing_is_missing_not_refused() {
        assertThat(read(new byte[0])).isEqualTo(new AnswerOrFault.Missing());
        assertThat(read("--fleet-logoff:2:7--".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(new AnswerOrFault.Missing());
    }

    @Test
    void an_answer_that_is_cut_padded_or_doubled_is_refused() {
        String good = text(GOOD.stdout());

        assertRefused(bytes(good.substring(0, 300)), "not printable ASCII|cut short");
        assertRefused(
                bytes(good.replace("--fleet-logoff:1:", "--fleet-logoff:1:9")),
                "length|ASCII|short");
        assertRefused(bytes(good.replaceFirst("1:(\\d+)--", "1:100--")), "length is wrong");
        assertRefused(bytes(good + good), "two answers");
        assertRefused(bytes(good.replaceFirst("HOST01", "HOST 1")), "printable ASCII");
        assertRefused(
                good.replaceFirst("HOST01", "H\u00d6ST01").getBytes(StandardCharsets.UTF_8),
                "printable ASCII");
    }

    @Test
    void output_nesting_rows_numbers_and_tokens_are_bounded() {
        assertRefused(new byte[AnswerFrame.LIMIT + 1], "8 MB");
        assertRefused(Golden.frame("[".repeat(2000)), "bounds");
        assertRefused(Golden.frame("{\"a\":" + "9".repeat(400) + "}"), "bounds");
        assertRefused(Golden.frame("[" + "1,".repeat(500_000) + "1]"), "bounds");
        assertRefused(Golden.frame(GOOD.answer() + "{}"), "bounds");
        assertRefused(
                Golden.frame(
                        GOOD.answer()
                                .toString()
                                .replaceFirst("\"exit\"", "\"host\":\"x\",\"exit\"")),
                "bounds");
        assertRefused(
                changed(answer -> {
                    ObjectNode row = row(answer, 0);
                    for (int id = 10; id < 10_010; id++) {
                        sessions(answer).add(row.deepCopy().put("id", id));
                    }
                }),
                "more than 10000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "mode", "elevated", "error", "wrongHost", "sessions", "exit"})
    void a_missing_field_is_refused(String field) {
        assertRefused(changed(answer -> answer.remove(field)), "answer." + field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "user",
                "domain",
                "sessionName",
                "state",
                "idle",
                "idleSeconds",
                "logonTime",
                "current",
                "selected",
                "outcome",
                "exitCode",
                "message"
            })
    void a_missing_or_odd_field_of_a_session_is_refused(String field) {
        assertRefused(
                changed(answer -> row(answer, 2).remove(field)),
                "sessions[2]." + field + " is missing");
        assertRefused(
                changed(answer -> row(answer, 2).putArray(field)),
                "sessions[2]." + field + " is not");
        assertRefused(
                changed(answer -> row(answer, 2).put(field, 1.5)),
                "sessions[2]." + field + " is not");
    }

    @ParameterizedTest
    @CsvSource({"id,-1", "idleSeconds,-1", "id,4294967296", "exitCode,4294967295"})
    void a_number_out_of_range_is_refused(String field, long value) {
        assertRefused(changed(answer -> row(answer, 2).put(field, value)), "sessions[2]." + field);
    }

    @Test
    void an_unknown_word_is_refused() {
        assertRefused(
                changed(answer -> row(answer, 2).put("outcome", "vanished")),
                "outcome is not a word");
        assertRefused(
                changed(answer -> row(answer, 2).put("state", "asleep")), "state is not a word");
        assertRefused(changed(answer -> row(answer, 2).putNull("state")), "state is not a word");
    }

    @Test
    void one_session_twice_is_refused_whatever_the_case_of_its_name() {
        assertRefused(
                changed(answer ->
                        sessions(answer).add(row(answer, 1).deepCopy().put("user", "JDOE"))),
                "the same session twice");
    }

    @Test
    void the_exit_code_must_be_one_of_ours_and_that_of_the_command() {
        assertRefused(changed(answer -> answer.put("exit", 3)), "answer.exit");
        assertRefused(changed(answer -> answer.put("exit", 1)), "does not go with its sessions");
        assertThat(new AnswerReader(GOOD.sessionRequest()).read(GOOD.stdout(), 1))
                .isEqualTo(
                        new AnswerOrFault.Refused("its exit code 0 is not that of the command, 1"));
        assertThat(new AnswerReader(GOOD.sessionRequest()).read(GOOD.stdout(), null))
                .isInstanceOf(AnswerOrFault.Answer.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warned",
                "would-log-off",
                "reset",
                "gone",
                "superseded",
                "came-back",
                "not-reached",
                "unverified",
                "stuck"
            })
    void what_a_plain_logoff_cannot_have_done_without_trouble_is_refused(String word) {
        assertThat(read(changed(answer -> row(answer, 1).put("outcome", word))))
                .isInstanceOf(AnswerOrFault.Refused.class);
    }

    @Test
    void a_dry_run_and_a_list_cannot_have_logged_off() {
        Act dry = new Act.Logoff(true, Sweep.Ending.DEFAULT);

        for (Act act : new Act[] {dry, new Act.Look()}) {
            SessionRequest request = new SessionRequest(act, JDOE, null, null, false);
            assertThat(new AnswerReader(request).read(GOOD.stdout(), 0))
                    .isEqualTo(
                            new AnswerOrFault.Refused(
                                    "'logged-off' is no outcome of what was asked"));
        }
    }

    @Test
    void a_session_that_was_not_selected_cannot_have_been_ended() {
        assertRefused(changed(answer -> row(answer, 1).put("selected", false)), "did not select");
    }

    @Test
    void the_computer_that_was_asked_must_be_the_one_that_answers() {
        SessionRequest other =
                new SessionRequest(
                        new Act.Logoff(false, Sweep.Ending.DEFAULT), JDOE, null, "HOST02", false);

        assertThat(new AnswerReader(other).read(GOOD.stdout(), 0))
                .isEqualTo(
                        new AnswerOrFault.Refused(
                                "it comes from another computer than the one asked for"));
        assertRefused(changed(answer -> answer.put("wrongHost", true)), "wrong host");
    }

    private static byte[] changed(Consumer<ObjectNode> change) {
        ObjectNode answer = GOOD.answer().deepCopy();
        change.accept(answer);
        return Golden.frame(answer.toString());
    }

    private static ArrayNode sessions(ObjectNode answer) {
        return (ArrayNode) answer.get("sessions");
    }

    private static ObjectNode row(ObjectNode answer, int n) {
        return (ObjectNode) sessions(answer).get(n);
    }

    private static AnswerOrFault read(byte[] stdout) {
        return new AnswerReader(GOOD.sessionRequest()).read(stdout, null);
    }

    private static SessionAnswer accepted(byte[] stdout) {
        AnswerOrFault read = read(stdout);
        assertThat(read).isInstanceOf(AnswerOrFault.Answer.class);
        return ((AnswerOrFault.Answer) read).answer();
    }

    private static void assertRefused(byte[] stdout, String why) {
        AnswerOrFault read = read(stdout);
        assertThat(read).isInstanceOf(AnswerOrFault.Refused.class);
        assertThat(((AnswerOrFault.Refused) read).why()).containsPattern(why.replace("[", "\\["));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
