package io.github.fleetlogoff.ntlm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;

/// The published vectors (src/test/resources/ntlm-vectors).
final class Vectors {
    static final Path FOLDER = Path.of("src/test/resources/ntlm-vectors");

    private Vectors() {}

    static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(FOLDER.resolve(name).toFile());
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.toLowerCase(java.util.Locale.ROOT));
    }

    static X509Certificate certificate() throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(FOLDER.resolve("httpclient-cbt-cert.pem"))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
    }

    static ChannelBindings bindings() throws IOException, CertificateException {
        return ChannelBindings.of(certificate());
    }

    static ChannelBindings otherBindings() {
        return ChannelBindings.ofHash(new byte[32]);
    }

    static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.strip());
    }
}
