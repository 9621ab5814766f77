package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Checkup;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointAdvice;
import io.github.fleetlogoff.model.EndpointFinding;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckupReportTest {
    private static final Host HOST =
            Host.of("ws1", new Connection("192.0.2.1", 5985, null, AuthScheme.NEGOTIATE, null));

    private final String schema = schema();

    private static String schema() {
        try (InputStream resource =
                CheckupReport.class.getResourceAsStream(CheckupReport.SCHEMA_RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String json(Finding... findings) throws IOException {
        StringWriter out = new StringWriter();
        new CheckupReport(List.of(Checkup.of(HOST, List.of(findings)))).json(out);
        return out.toString();
    }

    private boolean obeys(String report) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema)
                .validate(report, InputFormat.JSON)
                .isEmpty();
    }

    @Test
    void every_grade_obeys_the_schema() throws IOException {
        assertThat(
                        obeys(
                                json(
                                        Finding.ok(Check.DNS, "192.0.2.1"),
                                        Finding.warning(Check.CLOCK, "\u001b[31m", "set it"),
                                        Finding.failed(Check.QUOTA, "used up", "wait"))))
                .isTrue();
    }

    @Test
    void what_endpoints_said_obeys_the_schema() throws IOException {
        List<EndpointFinding> said =
                List.of(
                        endpoint(Offer.OFFERED, Optional.empty()),
                        endpoint(Offer.MISSING, Optional.of("install it")),
                        endpoint(Offer.REFUSED, Optional.of("ask for it")),
                        endpoint(Offer.UNKNOWN, Optional.empty()));
        EndpointAdvice advice = new EndpointAdvice(said, Optional.of(Endpoint.WINRS));
        StringWriter out = new StringWriter();
        new CheckupReport(List.of(Checkup.of(HOST, List.of(), advice))).json(out);

        assertThat(obeys(out.toString())).isTrue();
        assertThat(obeys(out.toString().replace("\"install it\"", "null"))).isFalse();
        assertThat(obeys(out.toString().replace("\"offered\"", "\"there\""))).isFalse();
    }

    private static EndpointFinding endpoint(Offer offer, Optional<String> fix) {
        return new EndpointFinding(new Endpoint("FleetLogoff"), offer, "said", fix);
    }

    @Test
    void the_schema_refuses_unknown_words_and_trouble_without_a_fix() throws IOException {
        String report = json(Finding.failed(Check.TCP, "refused", "mend it"));

        assertThat(obeys(report)).isTrue();
        assertThat(obeys(report.replace("\"tcp\"", "\"udp\""))).isFalse();
        assertThat(obeys(report.replace("\"failed\"", "\"bad\""))).isFalse();
        assertThat(obeys(report.replace("\"mend it\"", "null"))).isFalse();
        assertThat(obeys(report.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2")))
                .isFalse();
    }

    @Test
    void the_schema_knows_every_word_and_no_other() throws IOException {
        JsonNode definitions = new ObjectMapper().readTree(schema).path("$defs");

        assertThat(words(definitions.path("word"))).isEqualTo(words(Check.values()));
        assertThat(words(definitions.path("check").path("properties").path("grade")))
                .isEqualTo(words(Grade.values()));
        assertThat(words(definitions.path("endpoint").path("properties").path("offer")))
                .isEqualTo(words(Offer.values()));
    }

    @Test
    void the_schema_that_is_handed_out_is_the_one_that_is_tested() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/schema/doctor.schema.json")))
                .isEqualTo(schema);
    }

    private static List<String> words(JsonNode definition) {
        return definition.get("enum").valueStream().map(JsonNode::asText).toList();
    }

    private static List<String> words(Word... words) {
        return Arrays.stream(words).map(Word::word).toList();
    }
}
