package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `responder.py`: pyspnego behind a small WS-Management service on this computer.
final class Responder implements AutoCloseable {
    private final ForeignProcess process;
    private final int port;

    private Responder(ForeignProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static Responder start(Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(ForeignParts.PYTHON.toString(), ForeignParts.RESPONDER.toString()));
        command.addAll(List.of(options));
        ForeignProcess process = ForeignProcess.start(folder, environment, command);
        try {
            String ready = process.await(line -> line.startsWith("ready "));
            return new Responder(process, Integer.parseInt(ready.substring(6)));
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /// The options that make it listen with TLS and want bindings.
    static String[] tls(Pem pem, String... more) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "--certificate",
                                pem.certificate().toString(),
                                "--key",
                                pem.key().toString(),
                                "--require-bindings"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    int port() {
        return port;
    }

    /// Waits until it has said this, which may be on its way.
    void await(String text) throws IOException, InterruptedException {
        process.await(line -> line.contains(text));
    }

    /// What it saw.
    String log() {
        return process.text();
    }

    @Override
    public void close() {
        process.close();
    }
}
