package io.github.fleetlogoff.winrm.wsman.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.winrm.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever [PlainAnswer] reads, [ParsedAnswer] reads the same in it.
class PlainAnswerTest {
    private static final Pattern RESPONSE = Pattern.compile("(?m)^  response: (<.*>)$");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]*");
    private static final Pattern NAMESPACE = Pattern.compile("[\"'](?:http|urn):[^\"']*[\"']");
    private static final List<String> LEAVES =
            List.of("Stream", "Selector", "ShellId", "CommandId", "ExitCode", "Value", "leaf");

    private static Stream<String> recorded(String name) {
        try (InputStream in = PlainAnswerTest.class.getResourceAsStream("/winrm/pypsrp/" + name)) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
            return RESPONSE.matcher(text).results().map(found -> found.group(1)).toList().stream();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Stream<String> recorded() {
        return Stream.of(
                        "test_winrs_standard.yml",
                        "test_winrs_stderr_rc.yml",
                        "test_winrs_extra_opts.yml",
                        "test_winrs_noprofile.yml",
                        "test_winrs_operation_timeout.yml",
                        "test_winrs_bad_cmd_id.yml")
                .flatMap(PlainAnswerTest::recorded);
    }

    private static final String PLAIN =
            """
            <a:x xmlns:a="urn:a" a:k='1' j="2 > 1" xmlns="urn:b"><y	z="/" >
            <a:x xmlns:a="urn:c"/> t </y ><w xmlns=""><a:v/></w>
            <leaf>one<!-->two</leaf></a:x>\
            """
                    .replace("<!-->", "<a:v k=''> </a:v>");

    /// All that can be asked of an answer on the way through it.
    private static List<String> walk(AnswerCursor cursor, String answer) throws XMLStreamException {
        List<String> names = found(NAME, answer);
        List<String> namespaces = found(NAMESPACE, answer);
        List<String> seen = new ArrayList<>();
        if (!cursor.next(0)) {
            return seen;
        }
        do {
            String at = cursor.depth() + ":";
            for (String name : names) {
                namespaces.stream()
                        .filter(namespace -> cursor.is(namespace, name))
                        .forEach(namespace -> seen.add(at + "{" + namespace + "}" + name));
                String value = cursor.attribute(name);
                if (value != null) {
                    seen.add(at + name + "=" + value);
                }
            }
            boolean leaf = namespaces.stream().anyMatch(namespace -> isLeaf(cursor, namespace));
            if (leaf) {
                seen.add(at + cursor.text());
            }
        } while (cursor.next(1));
        return seen;
    }

    private static List<String> found(Pattern what, String text) {
        return what.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(found -> found.replaceAll("[\"']", ""))
                .distinct()
                .toList();
    }

    private static boolean isLeaf(AnswerCursor cursor, String namespace) {
        return LEAVES.stream().anyMatch(leaf -> cursor.is(namespace, leaf));
    }

    private static boolean isPlain(byte[] bytes) throws XMLStreamException {
        String text = new String(bytes, ISO_8859_1);
        List<String> seen;
        try {
            seen = walk(new PlainAnswer(bytes), text);
        } catch (UnusualAnswerException unusual) {
            return false;
        }
        assertThat(seen).as(text).isEqualTo(walk(new ParsedAnswer(bytes), text));
        return true;
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void reads_what_windows_answered(String answer) throws Exception {
        assertThat(isPlain(answer.getBytes(UTF_8))).isTrue();
    }

    @Test
    void reads_prefixes_blanks_and_quotes_as_the_parser_does() throws Exception {
        assertThat(isPlain(PLAIN.getBytes(UTF_8))).isTrue();
        assertThat(walk(new PlainAnswer(PLAIN.getBytes(UTF_8)), PLAIN))
                .contains("1:{urn:a}x", "1:j=2 > 1", "2:{urn:b}y", "3:{urn:c}x", "2:onetwo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0'?><x/>",
                "\uFEFF<x/>",
                "\n<x/>",
                "text<x/>",
                "<!DOCTYPE x><x/>",
                "<x><!-- --></x>",
                "<x><![CDATA[y]]></x>",
                "<x><?y?></x>",
                "<x>&amp;</x>",
                "<x>&#65;</x>",
                "<x y='&lt;'/>",
                "<x>a\r\n</x>",
                "<x y='a\nb'/>",
                "<x y='a\tb'/>",
                "<x\r/>",
                "<x>]]></x>",
                "<x>a > b</x>",
                "<x>\u0001</x>",
                "<x>ä</x>",
                "<ä/>",
                "<x y='ä'/>",
                "<x y = '1'/>",
                "<x y='1'z='2'/>",
                "<x y='1' y='2'/>",
                "<x xmlns:a='urn:a' xmlns:b='urn:a' a:y='1' b:y='2'/>",
                "<x xmlns:a='urn:a' y='1' a:y='2'/>",
                "<x y='<'/>",
                "<x y/>",
                "<x y=1/>",
                "<x y='1/>",
                "<x / >",
                "<x></y>",
                "<x></x>.",
                "<x/><x/>",
                "<x/>\r\n",
                "<x></x",
                "</x>",
                "< x/>",
                "<1x/>",
                "<-x/>",
                "<x:y/>",
                "<x x:y='1'/>",
                "<xml:x/>",
                "<x xmlx:y='1'/>",
                "<:x/>",
                "<x:/>",
                "<x xmlns:='urn:a'/>",
                "<a:b:c xmlns:a='urn:a'/>",
                "<x xmlns:a=''/>",
                "<x xmlns:a='urn:a' xmlns:a='urn:b'/>",
                "<x xmlns='urn:a' xmlns='urn:b'/>",
                "<x xmlns:xml='http://www.w3.org/XML/1998/namespace'/>",
                "<x xmlns:xmlns='urn:a'/>",
                "<x xmlns:a='http://www.w3.org/XML/1998/namespace'/>",
                "<x xmlns='http://www.w3.org/XML/1998/namespace'/>",
                "<x xmlns:a='http://www.w3.org/2000/xmlns/'/>",
                "<x xmlns='http://www.w3.org/2000/xmlns/'/>",
                "<x><y xmlns:a='urn:a'/><a:y/></x>",
                "<x><y xmlns:a='urn:a'></y><y a:z='1'/></x>",
            })
    void leaves_to_the_parser_what_is_not_plain(String answer) throws Exception {
        assertThat(isPlain(answer.getBytes(UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<x>%s</x>",
                "<x xmlns:a='urn:a'>%s</x>",
            })
    void leaves_to_the_parser_what_it_has_no_room_for(String frame) throws Exception {
        assertThat(isPlain(frame.formatted(nested(31)).getBytes(UTF_8))).isTrue();
        assertThat(isPlain(frame.formatted(nested(32)).getBytes(UTF_8))).isFalse();
        for (String kind : List.of("y", "xmlns:y")) {
            assertThat(isPlain(frame.formatted(crowded(kind, 10)).getBytes(UTF_8))).isTrue();
            assertThat(isPlain(frame.formatted(crowded(kind, 33)).getBytes(UTF_8))).isFalse();
        }
        String value = frame.formatted("<y z='" + "1".repeat(1 << 16) + "'/>");
        assertThat(isPlain(value.getBytes(UTF_8))).isTrue();
        assertThat(isPlain(value.replace("11", "111").getBytes(UTF_8))).isFalse();
    }

    private static String nested(int times) {
        return "<y>".repeat(times) + "</y>".repeat(times);
    }

    private static String crowded(String kind, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> " " + kind + i + "='urn:" + i + "'")
                .collect(Collectors.joining("", "<y", "/>"));
    }

    @Test
    void leaves_to_the_parser_what_is_cut_off() {
        byte[] whole = PLAIN.getBytes(UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(UnusualAnswerException.class)
                    .isThrownBy(() -> walk(new PlainAnswer(cut), PLAIN));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void reads_no_change_of_an_answer_differently(long seed) throws Exception {
        List<String> answers = new ArrayList<>(recorded("test_winrs_stderr_rc.yml").toList());
        answers.addAll(recorded("test_winrs_bad_cmd_id.yml").toList());
        answers.addAll(Collections.nCopies(4, PLAIN));
        int plain = 0;
        int all = 0;
        for (String answer : answers) {
            for (byte[] bytes : Mutations.of(answer.getBytes(UTF_8), seed, 200).toList()) {
                plain += isPlain(bytes) ? 1 : 0;
                all++;
            }
        }
        assertThat(plain).isGreaterThan(all / 20);
    }

    /// What one of the ways to read an answer comes to.
    private interface Way {
        Object read(byte[] answer) throws MessageException, HostFaultException;
    }

    private static final List<Way> WAYS =
            List.of(
                    ShellAnswers::shellId,
                    ShellAnswers::commandId,
                    answer -> said(ShellAnswers.received(answer)),
                    ShellAnswers::quota);

    private static String said(ShellAnswers.Received received) {
        return received.blocks().stream()
                .map(block -> block.stream() + "=" + new String(block.bytes(), ISO_8859_1))
                .collect(Collectors.joining(",", received.done() + ",", "," + received.exitCode()));
    }

    private static String verdict(Way way, byte[] answer) {
        try {
            return way.read(answer).toString();
        } catch (HostFaultException fault) {
            return "fault " + fault.code() + " " + fault.subcode();
        } catch (MessageException unreadable) {
            return "unreadable";
        }
    }

    private static void requireOneVerdict(byte[] answer) {
        String text = new String(answer, ISO_8859_1);
        byte[] declared = ("<?xml version='1.0'?>" + text).getBytes(ISO_8859_1);
        for (Way way : WAYS) {
            assertThat(verdict(way, answer)).as(text).isEqualTo(verdict(way, declared));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nobody_can_tell_by_the_verdict_which_of_the_two_has_read(long seed) {
        for (String answer : Stream.concat(recorded(), Stream.of(PLAIN)).toList()) {
            requireOneVerdict(answer.getBytes(UTF_8));
            Mutations.of(answer.getBytes(UTF_8), seed, 100)
                    // The parser decodes ahead, and may refuse what is behind all that was wanted.
                    .filter(PlainAnswerTest::isAscii)
                    .forEach(PlainAnswerTest::requireOneVerdict);
        }
    }

    private static boolean isAscii(byte[] bytes) {
        return new String(bytes, ISO_8859_1).chars().allMatch(c -> c < 0x80);
    }

    @Test
    void believes_no_answer_that_is_cut_off() {
        recorded()
                .filter(answer -> answer.contains("ReceiveResponse>"))
                .map(answer -> answer.getBytes(UTF_8))
                .forEach(whole -> {
                    for (int length = 0; length < whole.length; length++) {
                        assertThat(verdict(WAYS.get(2), Arrays.copyOf(whole, length)))
                                .isEqualTo("unreadable");
                    }
                });
    }
}
