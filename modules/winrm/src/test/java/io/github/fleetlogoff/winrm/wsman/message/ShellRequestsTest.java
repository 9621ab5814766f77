package io.github.fleetlogoff.winrm.wsman.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ShellRequestsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final ShellRequests requests =
            new ShellRequests("http://h:5985/wsman", new FleetTexts());

    /// Read by a parser that has nothing to do with what wrote it.
    private static Document parsed(Message message) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(message.whole()));
    }

    private static List<String> texts(Message message, String namespace, String name)
            throws Exception {
        var nodes = parsed(message).getElementsByTagNameNS(namespace, name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a\r\nb\rc\n\td",
                "<&>\"']]>",
                "zażółć 日本語 \uD83D\uDE00",
                "  blanks  ",
            })
    void carries_every_character_over(String value) throws Exception {
        Message create = requests.create(Map.of("V", value), MINUTE, MINUTE);
        assertThat(texts(create, Names.SHELL, "Variable")).containsExactly(value);
        Message command = requests.command("S", value, List.of(value, ""), false, MINUTE);
        assertThat(texts(command, Names.SHELL, "Command")).containsExactly(value);
        assertThat(texts(command, Names.SHELL, "Arguments")).containsExactly(value, "");
    }

    @Test
    void carries_a_long_text_over_to_one_host_after_the_other() throws Exception {
        FleetTexts texts = new FleetTexts();
        for (String value : List.of("<&>\"'\r\n\t{é}", "<&>\"'\r\n\t{é}", "[other]")) {
            String script = value.repeat(1000);
            ShellRequests host = new ShellRequests("http://h:5985/wsman", texts);
            Message create = host.create(Map.of("A", "a", "V", script), MINUTE, MINUTE);
            assertThat(texts(create, Names.SHELL, "Variable")).containsExactly("a", script);
        }
        String illegal = "a\0".repeat(4000);
        assertThatThrownBy(() -> requests.create(Map.of("V", illegal), MINUTE, MINUTE))
                .isInstanceOf(MessageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\u0007", "\uD800", "\uDE00x", "\uFFFF"})
    void sends_nothing_that_xml_has_not_got(String value) {
        assertThatThrownBy(() -> requests.create(Map.of("V", value), MINUTE, MINUTE))
                .isInstanceOf(MessageException.class);
    }

    @Test
    void names_the_shell_and_gives_every_message_an_id_of_its_own() throws Exception {
        Message one = requests.receive("S-1", "C-1", Duration.ofMillis(1500));
        Message other = requests.receive("S-1", "C-1", MINUTE);
        assertThat(texts(one, Names.WSMAN, "Selector")).containsExactly("S-1");
        assertThat(texts(one, Names.WSMAN, "OperationTimeout")).containsExactly("PT1.500S");
        assertThat(texts(one, Names.ADDRESSING, "To")).containsExactly("http://h:5985/wsman");
        assertThat(texts(one, Names.ADDRESSING, "MessageID"))
                .isNotEqualTo(texts(other, Names.ADDRESSING, "MessageID"));
        Element stream =
                (Element) parsed(one).getElementsByTagNameNS(Names.SHELL, "DesiredStream").item(0);
        assertThat(stream.getAttribute("CommandId")).isEqualTo("C-1");
    }

    @Test
    void hands_input_over_in_blocks_and_ends_the_last() throws Exception {
        byte[] input = "hello".getBytes(UTF_8);
        String first = new String(requests.send("S", "C", input, 0, 3, MINUTE).whole(), UTF_8);
        String last = new String(requests.send("S", "C", input, 3, 5, MINUTE).whole(), UTF_8);
        assertThat(first).contains(">aGVs<").doesNotContain("End=");
        assertThat(last).contains(">bG8=<").contains("End=\"true\"");
    }

    @Test
    void signals_and_deletes() throws Exception {
        Message signal = requests.terminate("S", "C", MINUTE);
        assertThat(texts(signal, Names.SHELL, "Code")).containsExactly(Names.TERMINATE);
        assertThat(texts(requests.delete("S", MINUTE), Names.ADDRESSING, "Action").getFirst())
                .endsWith("/transfer/Delete");
    }
}
