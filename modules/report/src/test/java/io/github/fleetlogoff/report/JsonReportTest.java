package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReportTest {
    private final JsonReport writer = new JsonReport();
    private final JsonSchema schema = schema();

    private static JsonSchema schema() {
        try (InputStream resource =
                JsonReport.class.getResourceAsStream(JsonReport.SCHEMA_RESOURCE)) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(resource);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String write(RunReport report) throws IOException {
        StringWriter out = new StringWriter();
        writer.write(report, out);
        return out.toString();
    }

    static Stream<RunReport> examples() {
        return Stream.of(
                Examples.demo(),
                Examples.trouble(),
                Examples.list(),
                Examples.dryRun(),
                Runs.report());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void a_report_obeys_the_schema(RunReport report) throws Exception {
        assertThat(schema.validate(write(report), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_report_of_whatever_hosts_answer_obeys_the_schema_and_is_plain_ascii(long seed)
            throws Exception {
        RunFold fold = new RunFold();
        Runs.random(new Random(seed)).forEach(fold::emit);
        String text = write(fold.report());
        assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
        assertThat(text).matches("[ -~\\n]*");
    }

    @Test
    void the_shape_is_contract() throws Exception {
        assertThat(write(Examples.small())).isEqualTo(Examples.expected("small.json"));
    }

    @Test
    void the_schema_refuses_a_report_with_a_missing_key_or_an_unknown_word() throws Exception {
        String text = write(Examples.small());
        assertRefused(text.replaceFirst("\"site\" : null,|\"site\": null,", ""), "site");
        assertRefused(text.replace("logged-off", "logged_off"), "logged_off");
        assertRefused(
                text.replace("\"schemaVersion\": 1", "\"schemaVersion\": 2"), "schemaVersion");
    }

    @Test
    void the_schema_knows_every_outcome_word_and_no_other() throws Exception {
        JsonNode definitions;
        try (InputStream resource =
                JsonReport.class.getResourceAsStream(JsonReport.SCHEMA_RESOURCE)) {
            definitions = new ObjectMapper().readTree(resource).get("$defs");
        }
        assertThat(words(definitions.get("hostOutcome"))).isEqualTo(words(HostOutcome.values()));
        assertThat(words(definitions.get("sessionOutcome")))
                .isEqualTo(words(SessionOutcome.values()));
    }

    private void assertRefused(String text, String named) {
        Set<ValidationMessage> faults = schema.validate(text, InputFormat.JSON);
        assertThat(faults).isNotEmpty();
        assertThat(faults.toString()).contains(named);
    }

    private static Set<String> words(JsonNode definition) {
        return Set.copyOf(definition.get("enum").valueStream().map(JsonNode::asText).toList());
    }

    private static Set<String> words(Word[] words) {
        List<String> list = Arrays.stream(words).map(Word::word).toList();
        return Set.copyOf(list);
    }
}
