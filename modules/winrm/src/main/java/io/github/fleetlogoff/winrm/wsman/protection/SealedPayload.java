package io.github.fleetlogoff.winrm.wsman.protection;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A sealed message as the two parts of a `multipart/encrypted` body ([MS-WSMV] 2.2.9.1).
///
/// @param header the signature or token header of the scheme that sealed it
/// @param body the encrypted message
@SuppressWarnings("ArrayRecordComponent") // bytes for the wire: never compared
public record SealedPayload(byte[] header, byte[] body) {
    private static final String TYPE = "multipart/encrypted";
    private static final String BOUNDARY = "Encrypted Boundary";
    private static final byte[] END = ascii("--" + BOUNDARY + "--\r\n");
    private static final String MESSAGE_TYPE = "application/soap+xml";
    // NTLM's has 16 bytes, Kerberos' 60.
    private static final int LONGEST_HEADER = 1024;

    public SealedPayload {
        requireNonNull(header, "header is null");
        requireNonNull(body, "body is null");
    }

    /// The content type of such a body.
    ///
    /// @param protocol of the scheme that sealed it
    public static String contentType(String protocol) {
        return TYPE + ";protocol=\"" + protocol + "\";boundary=\"" + BOUNDARY + '"';
    }

    /// Whether a content type is that of a sealed message.
    public static boolean isSealed(String contentType) {
        return contentType.regionMatches(true, 0, TYPE, 0, TYPE.length());
    }

    /// The body in pieces, to be written one after the other.
    public List<byte[]> pieces(String protocol) {
        byte[] start =
                ascii(
                        "--"
                                + BOUNDARY
                                + "\r\nContent-Type: "
                                + protocol
                                + "\r\nOriginalContent: type="
                                + MESSAGE_TYPE
                                + ";charset=UTF-8;Length="
                                + body.length
                                + "\r\n--"
                                + BOUNDARY
                                + "\r\nContent-Type: application/octet-stream\r\n");
        byte[] length =
                ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(header.length).array();
        return List.of(start, length, header, body, END);
    }

    /// Takes a body apart.
    ///
    /// @param protocol that which the message must be sealed with
    public static SealedPayload read(String protocol, byte[] bytes) throws ProtectionException {
        PartHeaders headers = new PartHeaders(bytes);
        headers.requireLine("--" + BOUNDARY);
        headers.requireField("Content-Type", protocol);
        headers.requireField("OriginalContent", "type=" + MESSAGE_TYPE);
        headers.requireLine("--" + BOUNDARY);
        headers.requireField("Content-Type", "application/octet-stream");
        int start = headers.position();
        int end = endOf(bytes);
        if (end - start < Integer.BYTES) {
            throw new ProtectionException("a sealed message without a signature");
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(start);
        int from = start + Integer.BYTES;
        if (length < 0 || length > LONGEST_HEADER || length > end - from) {
            throw new ProtectionException("a signature that is longer than its message");
        }
        return new SealedPayload(
                Arrays.copyOfRange(bytes, from, from + length),
                Arrays.copyOfRange(bytes, from + length, end));
    }

    /// Where the sealed bytes end. What they are is not looked at: the boundary can occur in them.
    private static int endOf(byte[] bytes) throws ProtectionException {
        for (int tail : new int[] {END.length, END.length - 2}) {
            int at = bytes.length - tail;
            if (at >= 0 && Arrays.equals(bytes, at, bytes.length, END, 0, tail)) {
                return at;
            }
        }
        throw new ProtectionException("a sealed message without an end");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
