package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/// A certificate for this computer's loopback that signs itself (RFC 5280, 4.1), with its key.
/// Java's only public way to one is a process of keytool, which takes a second. Immutable.
///
/// @param key of the curve P-256
public record OwnCertificate(X509Certificate certificate, PrivateKey key) {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8 = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SET = 0x31;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int POINT = 65;
    private static final byte[] VERSION_3 = {2};
    private static final byte[] NO_UNUSED_BITS = {0};
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    // Object identifiers of RFC 5280 and RFC 5758 in DER.
    private static final byte[] ORGANIZATION = oid("55040a");
    private static final byte[] COMMON_NAME = oid("550403");
    private static final byte[] ALTERNATIVE_NAME = oid("551d11");
    private static final byte[] KEY_IDENTIFIER = oid("551d0e");
    private static final byte[] SIGNED_WITH =
            Der.write(Der.SEQUENCE, oid("2a8648ce3d040302")); // ecdsa-with-SHA256

    public OwnCertificate {
        requireNonNull(certificate, "certificate is null");
        requireNonNull(key, "key is null");
    }

    /// Makes a key and its certificate for 127.0.0.1 and localhost.
    ///
    /// @param now from an hour before which it is good
    /// @param lifetime how long it is good from now on, until 2049 at most
    public static OwnCertificate make(String organization, Instant now, Duration lifetime)
            throws GeneralSecurityException {
        SecureRandom random = new SecureRandom();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair keys = generator.generateKeyPair();
        byte[] name =
                Der.write(
                        Der.SEQUENCE,
                        named(ORGANIZATION, organization),
                        named(COMMON_NAME, "127.0.0.1"));
        byte[] validity =
                Der.write(Der.SEQUENCE, time(now.minus(BEFORE)), time(now.plus(lifetime)));
        byte[] signed =
                Der.write(
                        Der.SEQUENCE,
                        Der.write(Der.context(0), Der.write(INTEGER, VERSION_3)),
                        Der.write(INTEGER, new BigInteger(63, random).toByteArray()),
                        SIGNED_WITH,
                        name,
                        validity,
                        name,
                        keys.getPublic().getEncoded(),
                        Der.write(Der.context(3), extensions(keys.getPublic())));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate(), random);
        signature.update(signed);
        byte[] whole =
                Der.write(
                        Der.SEQUENCE,
                        signed,
                        SIGNED_WITH,
                        Der.write(BIT_STRING, NO_UNUSED_BITS, signature.sign()));
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(whole));
        return new OwnCertificate(certificate, keys.getPrivate());
    }

    private static byte[] extensions(PublicKey key) throws GeneralSecurityException {
        byte[] names =
                Der.write(
                        Der.SEQUENCE,
                        Der.write(IP_ADDRESS, LOOPBACK),
                        Der.write(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)));
        byte[] encoded = key.getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - POINT, encoded.length);
        byte[] identifier =
                Der.write(Der.OCTET_STRING, MessageDigest.getInstance("SHA-1").digest(point));
        return Der.write(
                Der.SEQUENCE,
                extension(ALTERNATIVE_NAME, names),
                extension(KEY_IDENTIFIER, identifier));
    }

    private static byte[] extension(byte[] what, byte[] value) {
        return Der.write(Der.SEQUENCE, what, Der.write(Der.OCTET_STRING, value));
    }

    private static byte[] named(byte[] what, String value) {
        byte[] text = Der.write(UTF8, value.getBytes(StandardCharsets.UTF_8));
        return Der.write(SET, Der.write(Der.SEQUENCE, what, text));
    }

    private static byte[] time(Instant when) {
        return Der.write(UTC_TIME, TIME.format(when).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(String content) {
        return Der.write(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex(content));
    }
}
