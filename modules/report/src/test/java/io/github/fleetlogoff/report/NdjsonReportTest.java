package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunEvent.HostFinished;
import io.github.fleetlogoff.model.RunEvent.RunFinished;
import io.github.fleetlogoff.model.RunEvent.RunResumed;
import io.github.fleetlogoff.model.SessionOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonReportTest {
    private static final Path DOCS = Path.of("../../docs/schema");

    private final ObjectMapper mapper = new ObjectMapper();
    private final StringWriter out = new StringWriter();
    private final RunFold fold = new RunFold();
    private final NdjsonStream stream = new NdjsonStream(fold, out);

    private static String write(RunReport report) throws IOException {
        StringWriter text = new StringWriter();
        new NdjsonReport().write(report, text);
        return text.toString();
    }

    private void tell(RunEvent event) {
        fold.emit(event);
        stream.emit(event);
    }

    private List<String> told() throws IOException {
        List<String> told = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            JsonNode node = mapper.readTree(line);
            String type = node.get("type").asText();
            told.add(
                    type.equals("host")
                            ? node.get("host").asText() + " " + node.get("outcome").asText()
                            : type);
        }
        return told;
    }

    @Test
    void is_a_run_line_a_line_per_host_and_an_end_line() throws Exception {
        assertThat(write(Examples.small())).isEqualTo(Examples.expected("small.ndjson"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void every_line_obeys_the_schema_and_is_plain_ascii_whatever_hosts_answer(long seed)
            throws Exception {
        Runs.random(new Random(seed)).forEach(fold::emit);
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                SchemaLocation.of(
                                        DOCS.resolve("report-lines.schema.json")
                                                .toAbsolutePath()
                                                .normalize()
                                                .toUri()
                                                .toString()));
        String text = write(fold.report());
        assertThat(text).matches("[ -~\\n]*");
        assertThat(text.lines()).hasSize(fold.report().hosts().size() + 2);
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
        assertThat(schema.validate("{\"type\":\"host\",\"host\":\"a\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void the_schema_in_the_documents_is_the_one_of_the_program() throws Exception {
        try (InputStream own = JsonReport.class.getResourceAsStream(JsonReport.SCHEMA_RESOURCE)) {
            assertThat(Files.readAllBytes(DOCS.resolve("report.schema.json")))
                    .isEqualTo(own.readAllBytes());
        }
    }

    @Test
    void a_host_is_written_when_it_has_its_outcome() throws Exception {
        tell(Runs.started(Runs.logoff(), "a", "b"));
        assertThat(told()).containsExactly("run");
        tell(new HostFinished(Runs.START, Runs.host("b", HostOutcome.NO_USERS, 2, null)));
        assertThat(told()).containsExactly("run", "b no-users");
        tell(new HostFinished(Runs.START, Runs.completed("a")));
        tell(new RunFinished(Runs.START));
        assertThat(told()).containsExactly("run", "b no-users", "a completed");
        stream.end(fold.report());
        assertThat(told()).containsExactly("run", "b no-users", "a completed", "end");
    }

    @Test
    void the_streamed_lines_are_those_of_the_report_in_another_order() throws Exception {
        Runs.random(new Random(7)).forEach(this::tell);
        stream.end(fold.report());
        assertThat(out.toString().lines())
                .containsExactlyInAnyOrderElementsOf(write(fold.report()).lines().toList());
    }

    @Test
    void listed_sessions_are_not_in_the_lines_of_a_logoff() {
        tell(Runs.started(Runs.logoff(), "a"));
        tell(
                new HostFinished(
                        Runs.START,
                        Runs.completed("a", Runs.session(2, "x", SessionOutcome.LISTED))));
        assertThat(out.toString()).contains("\"sessions\":[]");
    }

    @Test
    void hosts_without_an_outcome_come_before_the_end() throws Exception {
        tell(Runs.started(Runs.logoff(), "a", "b"));
        tell(new HostFinished(Runs.START, Runs.completed("b")));
        stream.end(fold.report());
        assertThat(told()).containsExactly("run", "b completed", "a not-attempted", "end");
    }

    @Test
    void a_run_that_is_taken_up_begins_with_what_was_known() throws Exception {
        fold.emit(Runs.started(Runs.logoff(), "a", "b", "c"));
        fold.emit(new HostFinished(Runs.START, Runs.completed("b")));
        fold.emit(
                new HostFinished(
                        Runs.START,
                        HostReport.notAttempted("c", NotAttemptedReason.STOPPED, "Ctrl-C")));
        tell(new RunResumed(Runs.START, "ops@console", Runs.PROCESS));
        assertThat(told()).containsExactly("run", "b completed");
        tell(new HostFinished(Runs.START, Runs.completed("c")));
        tell(new HostFinished(Runs.START, Runs.completed("a")));
        stream.end(fold.report());
        assertThat(told())
                .containsExactly("run", "b completed", "c completed", "a completed", "end");
    }

    @Test
    void a_run_that_had_finished_is_written_at_its_end() throws Exception {
        stream.end(Examples.small());
        assertThat(out).hasToString(Examples.expected("small.ndjson"));
    }

    @Test
    void a_reader_that_went_away_is_told() {
        NdjsonStream broken =
                new NdjsonStream(
                        fold,
                        new Writer() {
                            @Override
                            public void write(char[] letters, int from, int length)
                                    throws IOException {
                                throw new IOException("Broken pipe");
                            }

                            @Override
                            public void flush() {}

                            @Override
                            public void close() {}
                        });
        RunEvent start = Runs.started(Runs.logoff(), "a");
        fold.emit(start);
        assertThatThrownBy(() -> broken.emit(start))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Broken pipe");
    }
}
