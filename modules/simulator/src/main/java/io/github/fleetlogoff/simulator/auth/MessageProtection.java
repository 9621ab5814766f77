package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The encrypted payload of WinRM over HTTP ([MS-WSMV] 2.2.9.1): one sealed SOAP message in a
/// multipart body.
public final class MessageProtection {
    private static final String BOUNDARY = "--Encrypted Boundary\r\n";
    private static final String END = "--Encrypted Boundary--\r\n";
    private static final String SEALED_TYPE = "Content-Type: application/octet-stream\r\n";
    // Windows' own clients write the part headers without a tab, others with one.
    private static final Pattern HEAD =
            Pattern.compile(
                    BOUNDARY
                            + "[ \\t]*Content-Type:[ \\t]*"
                            + "application/HTTP-(SPNEGO|Kerberos)-session-encrypted"
                            + "\r\n[ \\t]*OriginalContent:[^\r\n]*;[ \\t]*Length=(\\d{1,8})\r\n"
                            + BOUNDARY
                            + "[ \\t]*Content-Type:[ \\t]*application/octet-stream\r\n",
                    Pattern.CASE_INSENSITIVE);
    private static final int MOST_HEADER_BYTES = 1024;
    private static final int LEAST_HEADER = 16;
    private static final int MOST_HEADER = 128;

    private MessageProtection() {}

    /// By which scheme the client has logged on, which the part headers name.
    public enum Scheme {
        /// The scheme "Negotiate".
        SPNEGO("SPNEGO"),
        /// The scheme "Kerberos".
        KERBEROS("Kerberos");

        private final String protocol;

        Scheme(String word) {
            protocol = "application/HTTP-" + word + "-session-encrypted";
        }

        /// The Content-Type of a protected body.
        public String contentType() {
            return "multipart/encrypted;protocol=\""
                    + protocol
                    + "\";boundary=\"Encrypted Boundary\"";
        }
    }

    /// Whether a Content-Type announces a protected body.
    public static boolean announcedBy(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/encrypted");
    }

    /// The plain text of a protected body.
    ///
    /// @throws AuthException where the body has another form, another length than it says, or a
    ///   wrong signature
    public static byte[] unwrap(byte[] body, Keys keys) throws AuthException {
        String head =
                new String(
                        body,
                        0,
                        Math.min(body.length, MOST_HEADER_BYTES),
                        StandardCharsets.ISO_8859_1);
        Matcher parts = HEAD.matcher(head);
        if (!parts.lookingAt()) {
            throw malformed("not a protected body");
        }
        int start = parts.end();
        int end = body.length - END.length();
        if (end < start + 4
                || !new String(body, end, END.length(), StandardCharsets.ISO_8859_1).equals(END)) {
            throw malformed("a protected body without its end");
        }
        int header = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt(start);
        int sealed = start + 4 + header;
        if (header < LEAST_HEADER || header > MOST_HEADER || sealed > end) {
            throw malformed("a protected body whose signature has " + header + " bytes");
        }
        if (end - sealed != Integer.parseInt(parts.group(2))) {
            throw malformed("a protected body of another length than it says");
        }
        return keys.open(
                new Keys.Sealed(
                        Arrays.copyOfRange(body, start + 4, sealed),
                        Arrays.copyOfRange(body, sealed, end)));
    }

    /// The protected body of a plain text.
    public static byte[] wrap(byte[] plain, Keys keys, Scheme scheme) {
        Keys.Sealed sealed = keys.seal(plain);
        ByteArrayOutputStream body = new ByteArrayOutputStream(plain.length + 300);
        write(body, BOUNDARY);
        write(body, "\tContent-Type: " + scheme.protocol + "\r\n");
        write(
                body,
                "\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
                        + plain.length
                        + "\r\n");
        write(body, BOUNDARY);
        write(body, "\t" + SEALED_TYPE);
        byte[] length =
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sealed.header().length)
                        .array();
        body.writeBytes(length);
        body.writeBytes(sealed.header());
        body.writeBytes(sealed.body());
        write(body, END);
        return body.toByteArray();
    }

    private static AuthException malformed(String message) {
        return new AuthException(Kind.MALFORMED, message);
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
