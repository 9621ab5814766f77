package io.github.fleetlogoff.simulator.auth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One element of the distinguished encoding rules (X.690), with tags of one byte.
///
/// @param tag the identifier byte
/// @param content what it holds, without tag and length
@SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
record Der(int tag, byte[] content) {
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int ENUMERATED = 0x0a;
    static final int SEQUENCE = 0x30;
    private static final int MOST_BYTES = 64 * 1024;

    /// The constructed tag `[number]`.
    static int context(int number) {
        return 0xa0 | number;
    }

    /// The only element in these bytes.
    static Der one(byte[] bytes, int tag) throws AuthException {
        List<Der> all = all(bytes);
        if (all.size() != 1 || all.getFirst().tag != tag) {
            throw malformed();
        }
        return all.getFirst();
    }

    /// The elements in these bytes, one after another.
    static List<Der> all(byte[] bytes) throws AuthException {
        if (bytes.length > MOST_BYTES) {
            throw malformed();
        }
        List<Der> elements = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int tag = buffer.get() & 0xff;
            int length = length(buffer);
            if (length > buffer.remaining()) {
                throw malformed();
            }
            byte[] content = new byte[length];
            buffer.get(content);
            elements.add(new Der(tag, content));
        }
        return elements;
    }

    private static int length(ByteBuffer buffer) throws AuthException {
        int first = buffer.hasRemaining() ? buffer.get() & 0xff : 0xff;
        if (first < 0x80) {
            return first;
        }
        int bytes = first & 0x7f;
        // More than two bytes do not fit into a token; none is the indefinite form.
        if (bytes == 0 || bytes > 2 || bytes > buffer.remaining()) {
            throw malformed();
        }
        int length = 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (buffer.get() & 0xff);
        }
        return length;
    }

    /// The elements inside.
    List<Der> inside() throws AuthException {
        return all(content);
    }

    /// The content of the only element inside, where its tag is this one.
    byte[] inside(int wanted) throws AuthException {
        return one(content, wanted).content;
    }

    /// The first of the elements with this tag.
    static Optional<Der> find(List<Der> elements, int tag) {
        return elements.stream().filter(element -> element.tag == tag).findFirst();
    }

    /// An element that holds these bytes.
    static byte[] write(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static AuthException malformed() {
        return new AuthException(AuthException.Kind.MALFORMED, "not a token of SPNEGO or Kerberos");
    }
}
