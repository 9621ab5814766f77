package io.github.fleetlogoff.benchmark;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The figures as a JSON array, one object for each run of a client. Clients that are missing are
/// not in it.
final class FigureFile {
    private FigureFile() {}

    static void write(Path file, List<Figures> all) throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(file.toFile(), JsonEncoding.UTF8)
                        .useDefaultPrettyPrinter()) {
            json.writeStartArray();
            for (Figures figures : all) {
                write(json, figures);
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Figures figures) throws IOException {
        Trial trial = figures.trial();
        json.writeStartObject();
        json.writeStringField("client", figures.client());
        json.writeStringField("auth", trial.auth().word());
        json.writeNumberField("hosts", trial.allHosts());
        json.writeNumberField("thinkMillis", trial.think().toMillis());
        json.writeNumberField("concurrency", trial.concurrency());
        json.writeNumberField("wallSeconds", rounded(figures.wallSeconds()));
        json.writeNumberField("cpuSeconds", rounded(figures.cpuSeconds()));
        json.writeNumberField("peakRssMiB", rounded(figures.peakMebibytes()));
        json.writeNumberField("failures", figures.failures());
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
