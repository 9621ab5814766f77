package io.github.fleetlogoff.sessions;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The recorded answers of a real PowerShell, and answers made up for a test, as a host prints
/// them.
final class Answers {
    static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Answers() {}

    static List<JsonNode> goldens() throws IOException {
        List<JsonNode> goldens = new ArrayList<>();
        JSON.readTree(Path.of("src/test/powershell/goldens.json").toFile()).forEach(goldens::add);
        return goldens;
    }

    static byte[] framed(JsonNode answer) throws IOException {
        return framed(JSON.writeValueAsString(answer).replace(" ", "\\u0020"));
    }

    static byte[] framed(String json) {
        StringBuilder text = new StringBuilder("--fleet-logoff:1:" + json.length() + "--\r\n");
        for (int at = 0; at < json.length(); at += 76) {
            text.append(json, at, Math.min(json.length(), at + 76)).append("\r\n");
        }
        return text.append("--fleet-logoff:end--\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// An answer with one session of jdoe.
    static String withOutcome(String outcome) {
        return "{\"host\":\"HOST01\",\"elevated\":null,\"error\":null,\"wrongHost\":false,\"exit\":0,\"sessions\":[{\"id\":2,"
                + "\"user\":\"jdoe\",\"state\":\"active\",\"logonTime\":\"x\",\"selected\":true,\"outcome\":\""
                + outcome
                + "\"}]}";
    }
}
