package io.github.fleetlogoff.winrm.wsman.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.sessions.ShellQuota;
import io.github.fleetlogoff.winrm.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each answer without a declaration, which is plain, and with one, which is for the parser.
@ParameterizedClass
@ValueSource(strings = {"", "<?xml version='1.0' encoding='UTF-8'?>"})
class ShellAnswersTest {
    private static final String DONE =
            "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done";

    private final String declaration;

    ShellAnswersTest(String declaration) {
        this.declaration = declaration;
    }

    private byte[] answer(String body) {
        return (declaration
                        + "<s:Envelope xmlns:s='"
                        + Names.SOAP
                        + "' xmlns:a='"
                        + Names.ADDRESSING
                        + "' xmlns:w='"
                        + Names.WSMAN
                        + "' xmlns:f='"
                        + Names.FAULT
                        + "' xmlns:rsp='"
                        + Names.SHELL
                        + "'><s:Header><a:Action>x</a:Action></s:Header><s:Body>"
                        + body
                        + "</s:Body></s:Envelope>")
                .getBytes(UTF_8);
    }

    private byte[] receive(String inside) {
        return answer("<rsp:ReceiveResponse>" + inside + "</rsp:ReceiveResponse>");
    }

    private static String stream(String name, String text) {
        return "<rsp:Stream Name='%s' CommandId='1'>%s</rsp:Stream>"
                .formatted(name, Base64.getEncoder().encodeToString(text.getBytes(UTF_8)));
    }

    private static String state(String state, String inside) {
        return "<rsp:CommandState CommandId='1' State='%s'>%s</rsp:CommandState>"
                .formatted(state, inside);
    }

    private static String full() {
        return stream("stdout", "zażółć")
                + stream("stderr", "oops")
                + state(
                        "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Running",
                        "")
                + state(DONE, "<rsp:ExitCode>3</rsp:ExitCode>");
    }

    @ParameterizedTest
    @ValueSource(strings = {Names.CONFIG, Names.WINRS_CONFIG})
    void a_quota_is_read_in_either_namespace(String namespace) throws Exception {
        String config =
                "<cfg:Winrs xmlns:cfg='%s' xml:lang='en-US'><cfg:AllowRemoteShellAccess>true</cfg:AllowRemoteShellAccess>"
                                .formatted(namespace)
                        + "<cfg:MaxConcurrentUsers>10</cfg:MaxConcurrentUsers>"
                        + "<cfg:MaxProcessesPerShell Source='GPO'>25</cfg:MaxProcessesPerShell>"
                        + "<cfg:MaxMemoryPerShellMB>1024</cfg:MaxMemoryPerShellMB></cfg:Winrs>";

        assertThat(ShellAnswers.quota(answer(config)))
                .isEqualTo(new ShellQuota(null, 25L, 1024L, 10L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x/>",
                "<Winrs xmlns='http://schemas.microsoft.com/wbem/wsman/1/config'><MaxShellsPerUser>many</MaxShellsPerUser></Winrs>"
            })
    void what_is_no_quota_is_said_to_be_none(String body) {
        assertThatExceptionOfType(MessageException.class)
                .isThrownBy(() -> ShellAnswers.quota(answer(body)));
    }

    @Test
    void a_limit_that_cannot_be_read_costs_no_other() throws Exception {
        String config =
                "<Winrs xmlns='http://schemas.microsoft.com/wbem/wsman/1/config'>"
                        + "<MaxShellsPerUser>many</MaxShellsPerUser>"
                        + "<MaxProcessesPerShell>25</MaxProcessesPerShell></Winrs>";

        assertThat(ShellAnswers.quota(answer(config)))
                .isEqualTo(new ShellQuota(null, 25L, null, null));
    }

    @Test
    void reads_streams_in_their_order_and_the_state_that_says_done() throws Exception {
        ShellAnswers.Received received =
                ShellAnswers.received(
                        receive(
                                full()
                                        + state("x/Running", "<rsp:ExitCode>9</rsp:ExitCode>")
                                        + "<rsp:Stream Name='stdout' End='true'/>"));
        assertThat(
                        received.blocks().stream()
                                .map(block ->
                                        block.stream() + "=" + new String(block.bytes(), UTF_8))
                                .collect(Collectors.joining(",")))
                .isEqualTo("stdout=zażółć,stderr=oops");
        assertThat(received.done()).isTrue();
        assertThat(received.exitCode()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4294967295, -1", "-1, -1", "2147483648, -2147483648", "' 7\n', 7"})
    void reads_exit_codes_of_32_bits_with_a_sign_and_without(String written, int code)
            throws Exception {
        byte[] answer = receive(state(DONE, "<rsp:ExitCode>" + written + "</rsp:ExitCode>"));
        assertThat(ShellAnswers.received(answer).exitCode()).isEqualTo(code);
    }

    @Test
    void tells_no_exit_code_and_nothing_yet_apart() throws Exception {
        ShellAnswers.Received ended = ShellAnswers.received(receive(state(DONE, "")));
        assertThat(ended.done()).isTrue();
        assertThat(ended.exitCode()).isNull();
        assertThat(ShellAnswers.received(receive("")).done()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "-2147483649", "x", "1e3", ""})
    void takes_no_other_number_for_an_exit_code(String written) {
        byte[] answer = receive(state(DONE, "<rsp:ExitCode>" + written + "</rsp:ExitCode>"));
        assertThatThrownBy(() -> ShellAnswers.received(answer))
                .isInstanceOf(MessageException.class);
    }

    @Test
    void takes_base64_in_lines_and_nothing_else() throws Exception {
        String lines = "<rsp:Stream Name='stdout'>\n aG\r\n Vs<!-- x -->bG8=\t</rsp:Stream>";
        assertThat(ShellAnswers.received(receive(lines)).blocks().getFirst().bytes())
                .isEqualTo("hello".getBytes(UTF_8));
        byte[] odd = receive("<rsp:Stream Name='stdout'>aGVs*G8=</rsp:Stream>");
        assertThatThrownBy(() -> ShellAnswers.received(odd)).isInstanceOf(MessageException.class);
    }

    @Test
    void prefers_the_selector_of_a_shell() throws Exception {
        String selector =
                "<w:SelectorSet><w:Selector Name='ShellId'>A</w:Selector></w:SelectorSet>";
        String shell = "<rsp:Shell><rsp:ShellId>B</rsp:ShellId></rsp:Shell>";
        assertThat(ShellAnswers.shellId(answer(selector + shell))).isEqualTo("A");
        assertThat(ShellAnswers.shellId(answer(shell + selector))).isEqualTo("A");
        assertThat(ShellAnswers.shellId(answer(shell))).isEqualTo("B");
        assertThatThrownBy(() -> ShellAnswers.shellId(answer("<rsp:Shell/>")))
                .isInstanceOf(MessageException.class);
    }

    @Test
    void reads_the_outermost_code_and_the_subcode_of_a_fault() {
        byte[] answer =
                answer(
                        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>w:TimedOut</s:Value>"
                                + "</s:Subcode></s:Code><s:Reason><s:Text>?</s:Text></s:Reason><s:Detail>"
                                + "<f:WSManFault Code='2150858793'><f:Message><f:ProviderFault>"
                                + "<f:WSManFault Code='5'/></f:ProviderFault></f:Message></f:WSManFault>"
                                + "</s:Detail></s:Fault>");
        HostFaultException fault =
                catchThrowableOfType(
                        HostFaultException.class, () -> ShellAnswers.acknowledged(answer));
        assertThat(fault.code()).isEqualTo(2150858793L);
        assertThat(fault.subcode()).isEqualTo("TimedOut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<x/>",
                "<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>",
                "<!DOCTYPE x SYSTEM 'http://192.0.2.1/x.dtd'><x/>",
                "<?xml version='1.0'?><?xml-stylesheet href='x'?><x/>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'/>",
            })
    void takes_nothing_that_is_no_soap_message(String text) {
        assertThatThrownBy(() -> ShellAnswers.acknowledged(text.getBytes(UTF_8)))
                .isInstanceOf(MessageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<rsp:SignalResponse/>",
                "<x>Fault</x>",
                "<w:SelectorSet><w:Selector Name='Faults'>A</w:Selector></w:SelectorSet>"
            })
    void takes_for_done_what_is_no_fault(String body) throws Exception {
        ShellAnswers.acknowledged(answer(body));
        byte[] spaced = (new String(answer(body), UTF_8) + "\r\n").getBytes(UTF_8);
        ShellAnswers.acknowledged(spaced);
    }

    @Test
    void takes_no_fault_for_done_wherever_it_stands_in_the_body() {
        String fault = "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>";
        String unprefixed = "<Fault xmlns='http://www.w3.org/2003/05/soap-envelope'/>";
        for (String body : List.of(fault, unprefixed)) {
            assertThatThrownBy(() -> ShellAnswers.acknowledged(answer(body)))
                    .isInstanceOf(HostFaultException.class);
        }
    }

    @Test
    void opens_no_entity_of_a_message() {
        String file = "<!DOCTYPE s:Envelope [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>";
        String body = new String(receive("&e;"), UTF_8).replaceFirst("<s:", file + "<s:");
        assertThatThrownBy(() -> ShellAnswers.received(body.getBytes(UTF_8)))
                .isInstanceOf(MessageException.class);
    }

    @Test
    void goes_no_deeper_than_any_answer() {
        byte[] deep = receive("<x>".repeat(100_000));
        assertThatThrownBy(() -> ShellAnswers.received(deep)).isInstanceOf(MessageException.class);
    }

    /// Keeps what the thread that made it prints; other tests print meanwhile.
    private static final class Own extends OutputStream {
        private final Thread thread = Thread.currentThread();
        private final OutputStream own;
        private final OutputStream others;

        Own(OutputStream own, OutputStream others) {
            this.own = own;
            this.others = others;
        }

        @Override
        public void write(int b) throws IOException {
            (Thread.currentThread().equals(thread) ? own : others).write(b);
        }
    }

    @Test
    void is_silent_about_what_is_no_utf8() {
        byte[] odd = receive(stream("stdout", "x"));
        odd[odd.length / 2] = (byte) 0xC3;
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(new Own(printed, before), true, UTF_8));
        try {
            assertThatThrownBy(() -> ShellAnswers.received(odd))
                    .isInstanceOf(MessageException.class);
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(UTF_8)).isEmpty();
    }

    @Test
    void takes_no_shell_whose_message_ends_behind_its_selector() throws Exception {
        String selector = "<w:Selector Name='ShellId'>A</w:Selector>";
        String whole = new String(answer(selector + "<rsp:Shell>echo</rsp:Shell>"), UTF_8);
        assertThat(ShellAnswers.shellId((whole + "\r\n").getBytes(UTF_8))).isEqualTo("A");
        byte[] cut = whole.substring(0, whole.length() - 1).getBytes(UTF_8);
        assertThatThrownBy(() -> ShellAnswers.shellId(cut)).isInstanceOf(MessageException.class);
    }

    @Test
    void takes_no_message_whose_end_is_missing() {
        String whole = new String(receive(full()), UTF_8);
        byte[] cut = whole.substring(0, whole.length() - 5).getBytes(UTF_8);
        assertThatThrownBy(() -> ShellAnswers.received(cut)).isInstanceOf(MessageException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void comes_to_an_end_whatever_arrives(long seed) {
        Mutations.of(receive(full()), seed, 1_000)
                .forEach(bytes -> {
                    try {
                        assertThat(ShellAnswers.received(bytes).blocks().size()).isLessThan(10);
                    } catch (MessageException | HostFaultException refused) {
                        assertThat(refused.getMessage()).isNotEmpty();
                    }
                });
    }
}
