package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.MessageProp;

/// The keys of a Kerberos session at the server's end: wrap tokens of RFC 4121, 4.2.6.2, laid out
/// as SSPI does. JGSS puts the encrypted payload first and its trailer last; rotated right by the
/// length of the trailer (4.2.5) the token becomes a header of fixed length and a body as long as
/// the plain text. AES only.
final class KerberosKeys implements Keys {
    private static final int HEADER = 16;
    private static final int CONFOUNDER = 16;
    private static final int EXTRA_COUNT = 4;
    private static final int ROTATION = 6;
    private static final int MOST_BODY = 16 * 1024 * 1024;

    private final GSSContext context;
    private final String account;

    KerberosKeys(GSSContext context, String account) {
        this.context = requireNonNull(context, "context is null");
        this.account = requireNonNull(account, "account is null");
    }

    @Override
    public String account() {
        return account;
    }

    @Override
    public Sealed seal(byte[] plain) {
        byte[] token;
        try {
            token = context.wrap(plain, 0, plain.length, new MessageProp(0, true));
        } catch (GSSException e) {
            throw new IllegalStateException("an answer could not be sealed", e);
        }
        int trailer = token.length - HEADER - CONFOUNDER - plain.length;
        byte[] rotated =
                ByteBuffer.allocate(token.length)
                        .put(token, 0, HEADER)
                        .putShort(ROTATION, (short) trailer)
                        .put(token, token.length - trailer, trailer)
                        .put(token, HEADER, CONFOUNDER + plain.length)
                        .array();
        int split = HEADER + trailer + CONFOUNDER;
        return new Sealed(
                Arrays.copyOf(rotated, split), Arrays.copyOfRange(rotated, split, token.length));
    }

    @Override
    public byte[] open(Sealed sealed) throws AuthException {
        byte[] header = sealed.header();
        byte[] body = sealed.body();
        if (header.length < HEADER + CONFOUNDER || body.length > MOST_BODY) {
            throw new AuthException(Kind.MALFORMED, "a sealed request is too short or too long");
        }
        ByteBuffer token = ByteBuffer.allocate(header.length + body.length).put(header).put(body);
        // Java takes this count from the part of the header that is not signed.
        if (token.getShort(EXTRA_COUNT) != 0) {
            throw new AuthException(Kind.TAMPERED, "a sealed request has extra bytes");
        }
        MessageProp seen = new MessageProp(false);
        byte[] plain;
        try {
            plain = context.unwrap(token.array(), 0, token.capacity(), seen);
        } catch (GSSException e) {
            throw new AuthException(Kind.TAMPERED, "a sealed request: " + e.getMessage());
        }
        if (!seen.getPrivacy()
                || seen.isDuplicateToken()
                || seen.isOldToken()
                || seen.isUnseqToken()
                || seen.isGapToken()) {
            throw new AuthException(
                    Kind.TAMPERED, "a sealed request is not encrypted, or out of order");
        }
        return plain;
    }

    @Override
    public byte[] signMechTypes(byte[] mechTypes) {
        try {
            return context.getMIC(mechTypes, 0, mechTypes.length, new MessageProp(false));
        } catch (GSSException e) {
            throw new IllegalStateException("an offer could not be signed", e);
        }
    }

    @Override
    public void verifyMechTypes(byte[] mechTypes, byte[] signature) throws AuthException {
        try {
            context.verifyMIC(
                    signature,
                    0,
                    signature.length,
                    mechTypes,
                    0,
                    mechTypes.length,
                    new MessageProp(false));
        } catch (GSSException e) {
            throw new AuthException(Kind.TAMPERED, "the signed offer: " + e.getMessage());
        }
    }
}
