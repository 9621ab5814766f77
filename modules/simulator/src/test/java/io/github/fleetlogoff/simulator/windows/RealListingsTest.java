package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.simulator.windows.SessionTable.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Holds the table readers against what real hosts printed.
class RealListingsTest {

    @TestFactory
    Stream<DynamicTest> reads_what_quser_printed() throws IOException {
        return listings("quser")
                // Somebody wrote "## " before each row of this one.
                .filter(listing -> !listing.getKey().contains("hash-prefix"))
                .map(listing ->
                        dynamicTest(
                                listing.getKey(),
                                () ->
                                        assertThat(
                                                        UserTable.read(lines(listing.getKey()))
                                                                .stream()
                                                                .map(RealListingsTest::row)
                                                                .toList())
                                                .isEqualTo(
                                                        rows(
                                                                listing.getValue(),
                                                                RealListingsTest::expectedUser))));
    }

    @TestFactory
    Stream<DynamicTest> reads_what_qwinsta_printed() throws IOException {
        return listings("qwinsta")
                // Where the first blank of every row was lost, the columns are not those of the
                // tool.
                .filter(listing ->
                        !listing.getKey().startsWith("collapsed-")
                                && !listing.getKey().contains("avd-rdp-sxs-docs"))
                .map(listing ->
                        dynamicTest(
                                listing.getKey(),
                                () ->
                                        assertThat(
                                                        SessionTable.read(lines(listing.getKey()))
                                                                .values())
                                                .containsExactlyInAnyOrderElementsOf(
                                                        rows(
                                                                listing.getValue(),
                                                                RealListingsTest::expectedSeen))));
    }

    private record UserRow(
            int id,
            String user,
            String sessionName,
            String state,
            String idle,
            String logonTime,
            boolean current) {}

    private static UserRow row(ScriptSession row) {
        return new UserRow(
                row.id,
                row.user,
                Objects.requireNonNull(row.sessionName),
                Objects.requireNonNull(row.state),
                Objects.requireNonNull(row.idle),
                Objects.requireNonNull(row.logonTime),
                Objects.requireNonNull(row.current));
    }

    private static UserRow expectedUser(JsonNode row) {
        return new UserRow(
                row.get("id").asInt(),
                row.get("user").asText(),
                row.get("sessionName").asText(),
                row.get("state").asText(),
                row.get("idle").asText(),
                row.get("logonTime").asText(),
                row.get("current").asBoolean());
    }

    private static Seen expectedSeen(JsonNode row) {
        return new Seen(
                row.get("id").asInt(),
                row.get("user").asText(),
                row.get("sessionName").asText(),
                row.get("current").asBoolean());
    }

    private static <T> List<T> rows(
            JsonNode listing, java.util.function.Function<JsonNode, T> row) {
        return StreamSupport.stream(listing.get("rows").spliterator(), false).map(row).toList();
    }

    private static Stream<Map.Entry<String, JsonNode>> listings(String tool) throws IOException {
        return new ObjectMapper()
                .readTree(text("expected.json")).properties().stream()
                        .filter(each -> each.getValue().get("tool").asText().equals(tool));
    }

    private static List<String> lines(String name) throws IOException {
        return text(name).lines().toList();
    }

    private static String text(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        RealListingsTest.class.getResourceAsStream("/session-listings/" + name),
                        name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
