package io.github.fleetlogoff.simulator;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/// Writes the inventory of a fleet that is up, as it would be written of real hosts: what reads it
/// cannot tell that they are simulated. The password stands in a file beside it that its owner
/// alone may read, the certificate in another. Of what the hosts offer, the first is what the
/// inventory names as their endpoint.
public final class InventoryWriter {
    private static final String CREDENTIAL = "simulated";
    private static final Base64.Encoder PEM =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final SimulatedFleet fleet;
    private final Credential credential;

    /// @param credential the account the fleet was put up with
    public InventoryWriter(SimulatedFleet fleet, Credential credential) {
        this.fleet = requireNonNull(fleet, "fleet is null");
        this.credential = requireNonNull(credential, "credential is null");
    }

    /// Writes `file`, `file.password` and, where the fleet speaks HTTPS, `file.pem`; replaces what
    /// was there.
    public void write(Path file) throws IOException {
        Path name = requireNonNull(file.getFileName(), "the inventory has no name");
        Path secret = file.resolveSibling(name + ".password");
        Path certificate = file.resolveSibling(name + ".pem");
        writeSecret(secret);
        if (fleet.certificate().isPresent()) {
            Files.writeString(
                    certificate, pem(fleet.certificate().get()), StandardCharsets.US_ASCII);
        }
        try (Writer yaml = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            yaml.write(
                    "# Written by \"fleet-logoff simulate\": hosts on this machine, for as long as it runs.\n");
            yaml.write("defaults:\n  credential: " + CREDENTIAL + "\n  auth: negotiate\n");
            String endpoint = fleet.endpoints().offered().getFirst();
            if (!endpoint.equals(Endpoints.SHELL)) {
                yaml.write("  endpoint: " + endpoint + "\n");
            }
            if (fleet.certificate().isPresent()) {
                yaml.write("  tls: true\n  ca: " + quoted(certificate.getFileName()) + "\n");
            }
            yaml.write(
                    "credentials:\n  "
                            + CREDENTIAL
                            + ":\n    username: "
                            + quoted(credential.username())
                            + "\n    password: {file: "
                            + quoted(secret.getFileName())
                            + "}\n");
            yaml.write("hosts:\n");
            for (SimulatedHost host : fleet.hosts()) {
                yaml.write(
                        "  "
                                + quoted(host.name())
                                + ": {address: "
                                + host.address()
                                + ", port: "
                                + host.port()
                                + "}\n");
            }
        }
    }

    private void writeSecret(Path file) throws IOException {
        // Made anew, so that it is never there with the rights of an older file.
        Files.deleteIfExists(file);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        byte[] bytes = credential.password().use(InventoryWriter::utf8);
        try {
            Files.write(file, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] utf8(char[] password) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        buffer.clear().put(new byte[buffer.capacity()]);
        return bytes;
    }

    private static String pem(X509Certificate certificate) throws IOException {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + PEM.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException failure) {
            throw new IOException("the fleet's certificate cannot be written", failure);
        }
    }

    // Single quotes: the one YAML style in which a backslash is a backslash.
    private static String quoted(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }
}
