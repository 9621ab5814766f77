package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;
import org.jspecify.annotations.Nullable;

/// Seals with the wrap tokens of RFC 4121, 4.2.6.2, in the layout of SSPI and `gss_wrap_iov`: what
/// follows the encrypted payload is rotated in front of it (4.2.5), so that a header of fixed
/// length and a body as long as the plain text are left. AES only, which is all that Java and
/// today's domains take. Not thread-safe.
final class KerberosSealing implements Sealing {
    private static final int HEADER = 16;
    private static final int CONFOUNDER = 16;
    private static final int EXTRA_COUNT = 4;
    private static final int ROTATION = 6;
    private static final int LEAST_CHECKSUM = 12;

    private final GSSContext context;
    private final String protocol;
    private final Set<ByteBuffer> opened = new HashSet<>();

    KerberosSealing(GSSContext context, String protocol) {
        this.context = context;
        this.protocol = protocol;
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public Sealed seal(byte[] plain) throws LogonException {
        byte[] token;
        try {
            MessageProp asked = new MessageProp(0, true);
            token = context.wrap(plain, 0, plain.length, asked);
            if (!asked.getPrivacy()) {
                throw untrusted("the session signs but does not encrypt", null);
            }
        } catch (GSSException e) {
            throw untrusted("the payload cannot be sealed", e);
        }
        int trailer = token.length - HEADER - CONFOUNDER - plain.length;
        if (token[0] != 5 || token[1] != 4 || trailer <= HEADER) {
            throw untrusted("the session's cipher is older than AES", null);
        }
        byte[] rotated =
                ByteBuffer.allocate(token.length)
                        .put(token, 0, HEADER)
                        .putShort(ROTATION, (short) trailer)
                        .put(token, token.length - trailer, trailer)
                        .put(token, HEADER, CONFOUNDER + plain.length)
                        .array();
        int split = HEADER + trailer + CONFOUNDER;
        return new Sealed(
                Arrays.copyOf(rotated, split), Arrays.copyOfRange(rotated, split, rotated.length));
    }

    @Override
    public byte[] open(Sealed sealed) throws LogonException {
        ByteBuffer token =
                ByteBuffer.allocate(sealed.header().length + sealed.body().length)
                        .put(sealed.header())
                        .put(sealed.body());
        if (token.capacity() < HEADER + CONFOUNDER + HEADER + LEAST_CHECKSUM) {
            throw new LogonException(Kind.MALFORMED, "a sealed answer is too short");
        }
        // Java takes this count from the part of the header that is not signed, and leaves the
        // bytes
        // in the text.
        if (token.getShort(EXTRA_COUNT) != 0) {
            throw untrusted("a sealed answer has extra bytes", null);
        }
        MessageProp seen = new MessageProp(false);
        byte[] plain;
        try {
            plain = context.unwrap(token.array(), 0, token.capacity(), seen);
        } catch (GSSException | RuntimeException e) {
            throw untrusted("the signature of an answer is wrong", e);
        }
        if (!seen.getPrivacy()) {
            throw untrusted("an answer is signed but not encrypted", null);
        }
        if (seen.isDuplicateToken()
                || seen.isOldToken()
                || seen.isUnseqToken()
                || seen.isGapToken()
                || !opened.add(checksum(token))) {
            throw untrusted("a sealed answer is a replay or out of order", null);
        }
        return plain;
    }

    /// Java checks the sequence number in the clear part of the header only, not the copy in the
    /// encrypted part: a replay could be renumbered. The same checksum means the same message, for
    /// it covers a random block.
    private static ByteBuffer checksum(ByteBuffer token) {
        int rotation = token.getShort(ROTATION) & 0xffff;
        int length = token.capacity() - HEADER;
        byte[] last = new byte[LEAST_CHECKSUM];
        for (int i = 0; i < LEAST_CHECKSUM; i++) {
            int at = Math.floorMod(length - LEAST_CHECKSUM + i + rotation, length);
            last[i] = token.get(HEADER + at);
        }
        return ByteBuffer.wrap(last);
    }

    private static LogonException untrusted(String message, @Nullable Throwable cause) {
        return new LogonException(Kind.UNTRUSTED, message, cause);
    }
}
