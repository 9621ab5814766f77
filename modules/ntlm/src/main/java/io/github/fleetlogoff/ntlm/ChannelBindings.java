package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Binds a logon to the TLS connection beneath it, by the server's certificate
/// (tls-server-end-point, RFC 5929, 4). NTLM carries the MD5 of the structure that GSS-API makes of
/// it (MsvAvChannelBindings, 2.2.2.1; RFC 2744, 3.11). Immutable.
public final class ChannelBindings {
    private static final byte[] TYPE = "tls-server-end-point:".getBytes(StandardCharsets.US_ASCII);
    // Types and lengths of the two addresses, which TLS leaves empty.
    private static final int ADDRESSES = 16;
    // Its hash stands in the parameters, not in the name.
    private static final String PSS = "RSASSA-PSS";
    private static final Set<String> WEAK_HASHES = Set.of("MD5", "SHA-1");
    private static final Pattern STRONG_HASH = Pattern.compile("SHA(224|256|384|512)WITH.*");

    private final byte[] digest;

    private ChannelBindings(byte[] digest) {
        this.digest = digest;
    }

    /// Those of every TLS connection to a server with this certificate.
    ///
    /// The certificate is hashed as its signature is; with SHA-256 where that is MD5 or SHA-1 (RFC
    /// 5929, 4.1) and where the signature algorithm has no hash of its own (EdDSA).
    public static ChannelBindings of(X509Certificate server) {
        return ofHash(hash(server));
    }

    /// The application data of those bindings, as GSS-API takes them: the type and the hash of the
    /// certificate.
    public static byte[] applicationData(X509Certificate server) {
        byte[] hash = hash(server);
        return ByteBuffer.allocate(TYPE.length + hash.length).put(TYPE).put(hash).array();
    }

    private static byte[] hash(X509Certificate server) {
        requireNonNull(server, "server is null");
        try {
            return MessageDigest.getInstance(hashName(server)).digest(server.getEncoded());
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("the certificate cannot be hashed", e);
        }
    }

    private static String hashName(X509Certificate server) {
        byte[] parameters = server.getSigAlgParams();
        if (!server.getSigAlgName().equals(PSS) || parameters == null) {
            return hashName(server.getSigAlgName());
        }
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance(PSS);
            pss.init(parameters);
            String hash = pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return WEAK_HASHES.contains(hash) ? "SHA-256" : hash;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the certificate's signature cannot be read", e);
        }
    }

    static String hashName(String signatureAlgorithm) {
        Matcher strong = STRONG_HASH.matcher(signatureAlgorithm.toUpperCase(Locale.ROOT));
        return strong.matches() ? "SHA-" + strong.group(1) : "SHA-256";
    }

    static ChannelBindings ofHash(byte[] certificateHash) {
        int length = TYPE.length + certificateHash.length;
        return new ChannelBindings(
                Digests.md5(
                        ByteBuffer.allocate(ADDRESSES + 4 + length)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putInt(ADDRESSES, length)
                                .put(ADDRESSES + 4, TYPE)
                                .put(ADDRESSES + 4 + TYPE.length, certificateHash)
                                .array()));
    }

    /// The 16 bytes that NTLM carries.
    byte[] digest() {
        return digest.clone();
    }

    /// Whether a client that sent these 16 bytes sees the same connection.
    public boolean matches(byte[] sent) {
        return MessageDigest.isEqual(digest, sent);
    }
}
