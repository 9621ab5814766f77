package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostActing;
import io.github.fleetlogoff.report.EventFormatException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void every_event_comes_back_as_it_was_whatever_a_host_put_into_it(long seed) throws Exception {
        List<RunEvent> events = Runs.random(new Random(seed));
        for (RunEvent event : events) {
            String line = codec.encode(event);
            assertThat(line).matches("[ -~]*").startsWith("{\"v\":2,\"type\":\"");
            assertThat(codec.decode(line)).isEqualTo(event);
        }
        assertThat(events.stream().map(Object::getClass).distinct()).hasSize(10);
    }

    @Test
    void a_run_that_goes_on_comes_back_as_it_was() throws Exception {
        RunEvent resumed = new RunEvent.RunResumed(Runs.START, "ops@console", Runs.PROCESS);
        assertThat(codec.decode(codec.encode(resumed))).isEqualTo(resumed);
    }

    @Test
    void ten_thousand_hosts_begin_in_a_line_below_a_megabyte() {
        String[] hosts = new String[10_000];
        Arrays.setAll(hosts, number -> "ws" + number);
        assertThat(codec.encode(Runs.started(Runs.logoff(), hosts)))
                .hasSizeLessThan(800_000)
                .containsOnlyOnce("\"credential\"");
    }

    @Test
    void a_host_of_a_kind_that_is_not_there_is_a_bad_field() {
        String line =
                codec.encode(Runs.started(Runs.logoff(), "a")).replace("kind\":0", "kind\":1");
        EventFormatException e =
                catchThrowableOfType(EventFormatException.class, () -> codec.decode(line));
        assertThat(e.kind()).isEqualTo(Kind.BAD_FIELD);
        assertThat(e).hasMessageContaining("the kind of a is not among the kinds: 1");
    }

    @Test
    void the_spelling_of_a_line_is_contract() {
        assertThat(codec.encode(new HostActing(Runs.START, "ws\u202e1", null)))
                .isEqualTo(
                        "{\"v\":2,\"type\":\"host-acting\",\"at\":\"2026-03-01T22:00:00Z\",\"host\":\"ws\\u202E1\"}");
    }

    @Test
    void a_field_that_it_does_not_know_is_passed_over() throws Exception {
        String line =
                "{\"later\":[{}],\"v\":2,\"type\":\"host-acting\",\"at\":\"2026-03-01T22:00:00Z\",\"host\":\"a\",\"x\":null}";
        assertThat(codec.decode(line)).isEqualTo(new HostActing(Runs.START, "a", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UNKNOWN_TYPE | {\"v\":2,\"type\":\"wave-started\",\"at\":\"2026-03-01T22:00:00Z\"} | wave-started",
                "UNKNOWN_VERSION | {\"v\":3,\"type\":\"run-finished\",\"at\":\"2026-03-01T22:00:00Z\"} | 3",
                "UNKNOWN_VERSION | {} | null",
                "BAD_FIELD | {\"v\":2} | \"type\" is missing",
                "BAD_FIELD | {\"v\":\"1\"} | \"v\"",
                "BAD_FIELD | {\"v\":2,\"type\":\"run-finished\",\"at\":\"yesterday\"} | \"at\" is not an instant",
                "BAD_FIELD | {\"v\":2,\"type\":\"host-acting\",\"at\":\"2026-03-01T22:00:00Z\",\"host\":7} | \"host\"",
                "BAD_FIELD | {\"v\":2,\"type\":\"run-stopping\",\"at\":\"2026-03-01T22:00:00Z\",\"cause\":\"x\",\"message\":\"m\"} | \"cause\"",
                "BAD_FIELD | {\"v\":2,\"type\":\"host-finished\",\"at\":\"2026-03-01T22:00:00Z\",\"report\":{\"host\":\"a\"}} | \"report.outcome\"",
                "NOT_JSON | 7 | object",
                "NOT_JSON | `` | object",
                "NOT_JSON | {\"v\":2 | JSON",
                "NOT_JSON | {} {} | JSON",
            })
    void what_is_no_event_is_told_apart_by_kind(Kind kind, String line, String named) {
        EventFormatException e =
                catchThrowableOfType(EventFormatException.class, () -> codec.decode(line));
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageContaining(named);
    }

    @Test
    void values_that_contradict_each_other_are_a_bad_field() {
        String line =
                "{\"v\":2,\"type\":\"host-finished\",\"at\":\"2026-03-01T22:00:00Z\",\"report\":{\"host\":\"a\","
                        + "\"outcome\":\"not-attempted\",\"attempts\":0,\"duration\":\"PT0S\",\"refusedLogons\":0,\"sessions\":[]}}";
        EventFormatException e =
                catchThrowableOfType(EventFormatException.class, () -> codec.decode(line));
        assertThat(e.kind()).isEqualTo(Kind.BAD_FIELD);
    }
}
