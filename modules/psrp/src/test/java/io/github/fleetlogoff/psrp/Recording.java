package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A recorded conversation, of which the parts that hold fragments are taken.
///
/// @param cut whether its recorder left out the middle of the largest envelopes
record Recording(String name, boolean cut, List<Exchange> exchanges) {
    private static final Pattern BLOCK =
            Pattern.compile(
                    "<(?:\\w+:)?(?:creationXml|connectXml|connectResponseXml|Stream|Arguments)\\b"
                            + "[^>]*>([^<]+)<");

    /// A request and its answer.
    record Exchange(String request, String answer) {

        boolean connects() {
            return request.contains("connectXml");
        }

        /// What the client sent in fragments, decoded.
        List<byte[]> sent() {
            return blocks(request);
        }

        /// What the server sent in fragments, decoded.
        List<byte[]> received() {
            return blocks(answer);
        }

        private static List<byte[]> blocks(String text) {
            List<byte[]> blocks = new ArrayList<>();
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                // One that is broken in the middle lacks what stood there.
                if (block.group(1).indexOf('\n') < 0) {
                    blocks.add(Base64.getDecoder().decode(block.group(1)));
                }
            }
            return blocks;
        }
    }

    static Stream<Recording> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .map(Recording::read)
                    .toList()
                    .stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path folder() {
        try {
            return Path.of(requireNonNull(Recording.class.getResource("/psrp")).toURI());
        } catch (URISyntaxException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Recording read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream in = Files.newInputStream(file)) {
            return name.endsWith(".json") ? json(name, in) : new Recording(name, false, yaml(in));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Recording json(String name, InputStream in) throws IOException {
        JsonNode content = new ObjectMapper().readTree(in);
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode exchange : content.path("exchanges")) {
            exchanges.add(
                    new Exchange(
                            exchange.path("request").asText(), exchange.path("response").asText()));
        }
        return new Recording(name, content.has("truncated"), exchanges);
    }

    private static List<Exchange> yaml(InputStream in) {
        Object loaded = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        List<Exchange> exchanges = new ArrayList<>();
        if (loaded instanceof Map<?, ?> file && file.get("messages") instanceof List<?> messages) {
            for (Object message : messages) {
                if (message instanceof Map<?, ?> pair) {
                    exchanges.add(
                            new Exchange(
                                    String.valueOf(pair.get("request")),
                                    String.valueOf(pair.get("response"))));
                }
            }
        }
        return exchanges;
    }

    @Override
    public String toString() {
        return name;
    }
}
