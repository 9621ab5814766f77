package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.psrp.Fragment;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.RecordedWatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A megabyte of output whose middle the recorder cut out. It is one letter, so that it can be put
/// back: the last fragment, which was recorded, shows that it is.
@Timeout(60)
class CutRecordingTest extends RecordedEndpoint {
    private static final Pattern STREAM = Pattern.compile("<(?:\\w+:)?Stream\\b[^>]*>([^<]+)<");
    private static final int HEADER = 40;
    private static final int LETTERS = 1 << 20;
    private final JsonNode exchanges =
            PipelineRecording.named("09-output-1mb").content().path("exchanges");
    private List<byte[]> fragments = List.of();

    @BeforeEach
    void put_the_middle_back() throws Exception {
        byte[] first = block(6);
        ByteBuffer head = ByteBuffer.wrap(first);
        long object = head.getLong();
        int most = head.getInt(8 + 1 + 8);
        RawMessage begun =
                RawMessage.read(
                        Arrays.copyOfRange(first, Fragment.HEADER, Fragment.HEADER + HEADER));
        String text = "\uFEFF<S>" + "x".repeat(LETTERS) + "</S>";
        byte[] whole =
                new RawMessage(
                                begun.destination(),
                                begun.type(),
                                begun.pool(),
                                begun.pipeline(),
                                text.getBytes(UTF_8))
                        .bytes();
        fragments = new ArrayList<>();
        for (int from = 0; from < whole.length; from += most) {
            int to = Math.min(whole.length, from + most);
            fragments.add(
                    new Fragment(
                                    object,
                                    fragments.size(),
                                    from == 0,
                                    to == whole.length,
                                    Arrays.copyOfRange(whole, from, to))
                            .bytes());
        }
    }

    /// What a recorded answer has of a stream, up to where it was cut.
    private byte[] block(int number) {
        for (JsonNode exchange : exchanges) {
            if (exchange.path("n").asInt() == number) {
                Matcher stream = STREAM.matcher(exchange.path("response").asText());
                assertThat(stream.find()).isTrue();
                String digits = stream.group(1).lines().findFirst().orElse("");
                return Base64.getDecoder().decode(digits.substring(0, digits.length() / 4 * 4));
            }
        }
        throw new AssertionError("no exchange " + number);
    }

    private static String stream(byte[] bytes, int from, int to) {
        return stream(Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, to)));
    }

    private void receiving(String streams) {
        recorded.answering("Receive", 200, received(streams));
    }

    private ShellOutcome.Returned played() {
        return returned(
                shell.run(
                        host(),
                        new PipelineCommand("x", false, Map.of(), Set.of(), 4 << 20),
                        RecordedWatch.patient()));
    }

    private void playingUpToTheOutput() {
        for (JsonNode exchange : exchanges) {
            if (exchange.path("n").asInt() < 6) {
                recorded.answering(
                        exchange.path("action").asText(),
                        exchange.path("status").asInt(),
                        exchange.path("response").asText());
            }
        }
    }

    private void assertWhole(ShellOutcome.Returned returned) {
        assertThat(returned.completed()).isTrue();
        assertThat(returned.objects()).singleElement().isEqualTo("x".repeat(LETTERS));
    }

    @Test
    void the_rebuilt_fragments_are_those_that_were_recorded() {
        assertThat(block(38)).isEqualTo(fragments.getLast());
        byte[] first = block(6);
        assertThat(first).isEqualTo(Arrays.copyOf(fragments.getFirst(), first.length));
        // Of 36 and 37 only the beginning is there.
        byte[] last = block(37);
        assertThat(last).isEqualTo(Arrays.copyOf(fragments.get(fragments.size() - 2), last.length));
    }

    /// As recorded: a fragment in each Receive.
    @Test
    void comes_to_the_recorded_outcome() {
        playingUpToTheOutput();
        fragments.forEach(fragment -> receiving(stream(fragment, 0, fragment.length)));
        receiving(stream(block(39), 0, block(39).length));
        assertWhole(played());
        assertThat(recorded.actions()).hasSize(40);
    }

    /// Not as recorded: fragments that end in the middle of a Receive, and of a stream.
    @ParameterizedTest
    @ValueSource(ints = {1_000, 21, 50_000, 131_072})
    void comes_to_it_however_fragments_are_spread_over_answers(int size) {
        playingUpToTheOutput();
        byte[] all = joined();
        StringBuilder streams = new StringBuilder();
        for (int from = 0; from < all.length; from += size) {
            // As many small streams as there is room for.
            streams.append(stream(all, from, Math.min(all.length, from + size)));
            if (streams.length() > 200_000) {
                receiving(streams.toString());
                streams.setLength(0);
            }
        }
        receiving(streams.toString());
        assertWhole(played());
    }

    private byte[] joined() {
        byte[] end = block(39);
        ByteBuffer all =
                ByteBuffer.allocate(
                        fragments.stream().mapToInt(each -> each.length).sum() + end.length);
        fragments.forEach(all::put);
        return all.put(end).array();
    }
}
