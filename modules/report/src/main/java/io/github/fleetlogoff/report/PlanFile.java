package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SurveyedPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A plan as a file to be reviewed, signed off and applied: `docs/schema/plan.schema.json`.
///
/// JSON in ASCII, a line for each session, hosts by name. The last field is a digest: SHA-256 over
/// all the others in compact form with sorted keys, so that it outlives another layout or other
/// line ends, and no other change. It finds edits; who may sign a plan off is the business of the
/// place where it is reviewed. Thread-safe.
public final class PlanFile {
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 256 << 20;
    private static final String FORMAT = "fleet-logoff plan";
    private static final String DIGEST = "digest";

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
                    .build();

    private PlanFile() {}

    /// The text of a plan.
    ///
    /// @param inventory every host of the inventory: where hosts are reached is taken from it,
    ///   since those of the plan may be simulated
    public static String write(SurveyedPlan plan, PlanOrigin origin, List<Host> inventory) {
        Map<String, Host> byName = new HashMap<>();
        inventory.forEach(host -> byName.put(key(host), host));
        try {
            JsonNode tree = MAPPER.readTree(content(plan, origin, byName));
            ObjectNode whole = (ObjectNode) tree;
            whole.put(DIGEST, digest(whole));
            return PlanLayout.of(whole);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
    }

    private static String content(SurveyedPlan plan, PlanOrigin origin, Map<String, Host> byName)
            throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeStringField("createdAt", origin.createdAt().toString());
            json.writeStringField("operator", origin.operator());
            json.writeStringField("program", origin.version());
            Forms.text(json, "playbook", origin.playbook());
            Forms.text(json, "reason", origin.reason());
            SurveyedPlanForm.write(json, plan, host -> byName.getOrDefault(key(host), host));
            json.writeEndObject();
        }
        return text.toString();
    }

    /// Reads a plan.
    ///
    /// @throws FleetException with code `INVENTORY` as [#read]
    public static ReviewedPlan load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw refused(file.toString(), "it is longer than 256 MB", null);
            }
            return read(new String(bytes, StandardCharsets.UTF_8), file.toString());
        } catch (NoSuchFileException e) {
            throw new FleetException(
                    Code.INVENTORY, "there is no plan " + file + "; name an existing file", e);
        } catch (IOException e) {
            throw new FleetException(
                    Code.INVENTORY, "the plan " + file + " cannot be read: " + IoWords.of(e), e);
        }
    }

    /// Reads a plan from its text.
    ///
    /// @param file what errors call it
    /// @throws FleetException with code `INVENTORY` where it is no plan, one of another version, or
    ///   was changed since it was written
    public static ReviewedPlan read(String text, String file) {
        if (!(parse(text, file) instanceof ObjectNode whole)
                || !FORMAT.equals(whole.path("format").textValue())) {
            throw refused(file, "it is no plan of fleet-logoff", null);
        }
        if (whole.path("version").asInt() != VERSION) {
            throw refused(
                    file,
                    "its version is "
                            + whole.path("version").asText()
                            + ", not "
                            + VERSION
                            + ": apply it with the fleet-logoff that wrote it, or plan again",
                    null);
        }
        JsonNode told = whole.remove(DIGEST);
        if (told == null || !digest(whole).equals(told.textValue())) {
            throw refused(
                    file,
                    "it was changed since it was written; narrow a plan by planning again",
                    null);
        }
        try {
            Fields fields = Fields.of(whole);
            return new ReviewedPlan(file, origin(fields), SurveyedPlanForm.read(fields));
        } catch (EventFormatException | IllegalArgumentException e) {
            throw refused(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode parse(String text, String file) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw refused(file, "it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static PlanOrigin origin(Fields fields) throws EventFormatException {
        return new PlanOrigin(
                fields.instant("createdAt"),
                fields.text("operator"),
                fields.text("program"),
                fields.optionalText("playbook"),
                fields.optionalText("reason"));
    }

    private static String digest(ObjectNode content) {
        try {
            byte[] bytes = MAPPER.writeValueAsString(content).getBytes(StandardCharsets.US_ASCII);
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (JacksonException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String key(Host host) {
        return host.name().toLowerCase(Locale.ROOT);
    }

    private static FleetException refused(String file, String why, @Nullable Throwable cause) {
        return new FleetException(
                Code.INVENTORY, "the plan " + file + " is refused: " + why, cause);
    }
}
