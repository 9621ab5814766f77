package io.github.fleetlogoff.benchmark;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a peer is told to do: the command that fleet-logoff itself sends, docs/powershell.md.
///
/// @param script the packed session script
record Job(String script, Trial trial, FleetInventory fleet) {
    static final String PROGRAM = "powershell.exe";
    static final List<String> ARGUMENTS =
            List.of(
                    "-NoLogo",
                    "-NoProfile",
                    "-NonInteractive",
                    "-ExecutionPolicy",
                    "Bypass",
                    "-Command",
                    "\"iex($env:FLEETLOGOFF_SCRIPT-replace[char]126,[char]10)\"");

    private static final String JARS = "modules/cli/target/dist/lib";
    private static final String PACKED = "io/github/fleetlogoff/sessions/session.packed.txt";

    Job {
        requireNonNull(script, "script is null");
        requireNonNull(trial, "trial is null");
        requireNonNull(fleet, "fleet is null");
    }

    /// A job with the script of the fleet-logoff that has been built.
    ///
    /// @throws IOException where there is none
    static Job of(Place place, Trial trial, FleetInventory fleet) throws IOException {
        return new Job(script(place.home().resolve(JARS)), trial, fleet);
    }

    private static String script(Path jars) throws IOException {
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(jars, "fleet-logoff-sessions-*.jar")) {
            for (Path file : found) {
                try (ZipFile jar = new ZipFile(file.toFile())) {
                    ZipEntry entry = jar.getEntry(PACKED);
                    if (entry != null) {
                        try (InputStream text = jar.getInputStream(entry)) {
                            return new String(text.readAllBytes(), StandardCharsets.US_ASCII);
                        }
                    }
                }
            }
        }
        throw new IOException("there is no session script in " + jars);
    }

    /// What is asked of one host.
    static String request(String host) {
        return "{\"v\":1,\"action\":\"logoff\",\"dryRun\":false,\"verifySeconds\":30,\"users\":[\""
                + FleetTruth.USER
                + "\"],\"computerName\":\""
                + host.toUpperCase(Locale.ROOT)
                + "\"}";
    }

    /// Writes it as JSON.
    void write(Path file) throws IOException {
        try (JsonGenerator json =
                new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("auth", trial.auth().word());
            json.writeNumberField("concurrency", trial.concurrency());
            json.writeStringField("username", fleet.username());
            json.writeStringField("passwordFile", fleet.passwordFile().toString());
            json.writeStringField("program", PROGRAM);
            json.writeArrayFieldStart("arguments");
            for (String argument : ARGUMENTS) {
                json.writeString(argument);
            }
            json.writeEndArray();
            json.writeStringField("script", script);
            json.writeArrayFieldStart("hosts");
            for (FleetInventory.Address host : fleet.hosts()) {
                json.writeStartObject();
                json.writeStringField("name", host.name());
                json.writeStringField("address", host.address());
                json.writeNumberField("port", host.port());
                json.writeStringField("request", request(host.name()));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }
}
