package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.psrp.clixml.Clixml;
import io.github.fleetlogoff.psrp.clixml.ClixmlException;
import io.github.fleetlogoff.psrp.clixml.Form;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every message that real clients and servers sent.
class RecordingsTest {
    static Stream<Recording> recordings() {
        return Recording.all();
    }

    private static List<RawMessage> messages(Recording recording) throws PsrpException {
        if (recording.cut()) {
            return wholeMessages(recording);
        }
        List<RawMessage> messages = new ArrayList<>();
        Defragmenter fromClient = new Defragmenter();
        Defragmenter fromServer = new Defragmenter();
        for (Recording.Exchange exchange : recording.exchanges()) {
            if (exchange.connects()) {
                // A new client begins to count anew.
                fromClient = new Defragmenter();
            }
            for (byte[] block : exchange.sent()) {
                messages.addAll(fromClient.accept(block));
            }
            for (byte[] block : exchange.received()) {
                messages.addAll(fromServer.accept(block));
            }
        }
        assertThat(fromClient.isEmpty()).isTrue();
        assertThat(fromServer.isEmpty()).isTrue();
        return messages;
    }

    private static List<RawMessage> wholeMessages(Recording recording) {
        List<RawMessage> messages = new ArrayList<>();
        for (Recording.Exchange exchange : recording.exchanges()) {
            Stream.concat(exchange.sent().stream(), exchange.received().stream())
                    .forEach(block -> {
                        try {
                            messages.addAll(new Defragmenter().accept(block));
                        } catch (PsrpException partOfOne) {
                            assertThat(partOfOne).hasMessageContaining("not begun");
                        }
                    });
        }
        return messages;
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_message_is_decoded_and_encoded_to_the_same_value(Recording recording)
            throws Exception {
        for (RawMessage message : messages(recording)) {
            assertThat(Clixml.read(again(message))).isEqualTo(Clixml.read(message.body()));
            assertThat(RawMessage.read(message.bytes()).bytes()).isEqualTo(message.bytes());
        }
    }

    private static byte[] again(RawMessage message) throws ClixmlException {
        byte[] body = message.body();
        return Clixml.read(body).map(it -> Clixml.write(it, Form.of(body))).orElse(new byte[0]);
    }

    /// The table names what is in each recording: those that it does not name are read as well.
    @ParameterizedTest
    @MethodSource("recordings")
    void the_table_tells_how_many_messages_come_back_as_the_same_bytes(Recording recording)
            throws Exception {
        List<RawMessage> messages = messages(recording);
        int same = 0;
        for (RawMessage message : messages) {
            same += text(again(message)).equals(text(message.body())) ? 1 : 0;
        }
        String row = row(recording.name());
        assertThat(row)
                .satisfiesAnyOf(
                        it -> assertThat(it).isEmpty(),
                        it ->
                                assertThat(it)
                                        .startsWith(
                                                "| "
                                                        + recording.name()
                                                        + " | "
                                                        + messages.size()
                                                        + " | "));
        assertThat(row.isEmpty() ? messages.size() : same).isEqualTo(messages.size());
    }

    private static String row(String name) throws IOException {
        try (InputStream in =
                requireNonNull(RecordingsTest.class.getResourceAsStream("/psrp/RECORDINGS.md"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("| " + name + " |"))
                    .findFirst()
                    .orElse("");
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void every_message_says_the_same_after_it_was_written_by_us(Recording recording)
            throws Exception {
        for (RawMessage message : messages(recording)) {
            Message said = Message.of(message);
            if (!row(recording.name()).isEmpty()) {
                assertThat(said).isNotInstanceOf(Message.Unknown.class);
            }
            RawMessage ours = said.to(message.destination(), message.pool(), message.pipeline());
            assertThat(ours.type()).isEqualTo(message.type());
            assertThat(Message.of(ours)).isEqualTo(said);
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void nothing_in_a_message_is_opaque(Recording recording) throws Exception {
        for (RawMessage message :
                row(recording.name()).isEmpty() ? List.<RawMessage>of() : messages(recording)) {
            assertThat(String.valueOf(Clixml.read(message.body()))).doesNotContain("Opaque[");
        }
    }

    @Test
    void the_recordings_hold_most_types_of_messages() throws Exception {
        Set<MessageType> seen = EnumSet.noneOf(MessageType.class);
        int count = 0;
        for (Recording recording : recordings().toList()) {
            for (RawMessage message : messages(recording)) {
                MessageType.of(message.type()).ifPresent(seen::add);
                count++;
            }
        }
        assertThat(count).isGreaterThanOrEqualTo(438);
        assertThat(EnumSet.complementOf(EnumSet.copyOf(seen)))
                .isSubsetOf(
                        MessageType.PUBLIC_KEY_REQUEST,
                        MessageType.SET_MIN_RUNSPACES,
                        MessageType.USER_EVENT,
                        MessageType.RESET_RUNSPACE_STATE,
                        MessageType.RUNSPACEPOOL_HOST_CALL,
                        MessageType.RUNSPACEPOOL_HOST_RESPONSE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
