package io.github.fleetlogoff.winrm.wsman.http;

import io.github.fleetlogoff.winrm.wsman.http.HttpException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads answers from a connection, within bounds. For one thread.
final class AnswerReader {
    /// Tokens of Kerberos ride in a header and have tens of kilobytes.
    static final int MOST_HEAD_BYTES = 64 << 10;

    static final int MOST_HEADERS = 100;

    /// We ask for envelopes of 150 KB; the largest of a server as it is installed has 500 KB
    /// (MaxEnvelopeSizekb).
    static final int MOST_BODY_BYTES = 1 << 20;

    private static final int MOST_INTERIM = 8;
    private static final int LONGEST_CHUNK_LINE = 256;
    // A sealed answer, but for the first and those with much to say, fits in; so does the first in
    // a
    // piece, for it has the session script in it.
    private static final int BUFFER = 4096;
    private static final int FIRST_PIECE = 32 << 10;
    private static final byte[] NOTHING = new byte[0];

    private final Source source;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private boolean reusable = true;

    /// Where bytes come from.
    @FunctionalInterface
    interface Source {
        /// Waits for bytes.
        ///
        /// @return how many there are now, -1 at the end
        int read(byte[] into, int offset, int length) throws IOException;
    }

    AnswerReader(Source source) {
        this.source = source;
    }

    /// Whether the connection can carry another request after the last answer.
    boolean reusable() {
        return reusable;
    }

    /// Reads the next answer.
    HttpAnswer read() throws IOException {
        reusable = false;
        AnswerHead head = head();
        for (int interim = 0; head.isInterim(); interim++) {
            if (interim == MOST_INTERIM) {
                throw new HttpException(Kind.TOO_LARGE, "no answer after many words before it");
            }
            head = head();
        }
        byte[] body = body(head);
        reusable = head.keepsAlive() && !head.endsWithConnection() && next == end;
        return new HttpAnswer(
                head.status(), head.contentType(), head.date(), head.challenges(), body);
    }

    private AnswerHead head() throws IOException {
        int left = MOST_HEAD_BYTES;
        String line = line(left);
        AnswerHead head = new AnswerHead(line);
        for (int headers = 0; ; headers++) {
            left -= line.length() + 2;
            line = line(left);
            if (line.isEmpty()) {
                head.end();
                return head;
            }
            if (headers == MOST_HEADERS) {
                throw new HttpException(Kind.TOO_LARGE, "headers without end");
            }
            head.header(line);
        }
    }

    /// The next line without its end, CR LF or LF alone (RFC 9112, 2.2).
    ///
    /// @param most bytes of it at the most
    private String line(int most) throws IOException {
        byte[] line = NOTHING;
        while (true) {
            fill();
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            int length = line.length + next - from;
            if (length > most) {
                throw new HttpException(Kind.TOO_LARGE, "a head without end");
            }
            if (next < end) {
                String text =
                        line.length == 0
                                ? latin(buffer, from, next - from)
                                : latin(joined(line, from), 0, length);
                next++;
                return withoutReturn(text);
            }
            line = joined(line, from);
        }
    }

    private byte[] joined(byte[] line, int from) {
        byte[] more = Arrays.copyOf(line, line.length + next - from);
        System.arraycopy(buffer, from, more, line.length, next - from);
        return more;
    }

    private static String latin(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }

    private static String withoutReturn(String line) throws HttpException {
        int at = line.indexOf('\r');
        if (at < 0) {
            return line;
        }
        if (at != line.length() - 1) {
            throw AnswerHead.malformed("a line that ends in its middle");
        }
        return line.substring(0, at);
    }

    private byte[] body(AnswerHead head) throws IOException {
        if (!head.hasBody()) {
            return NOTHING;
        }
        if (head.isChunked()) {
            return chunks();
        }
        if (!head.endsWithConnection()) {
            requireRoom(head.length());
            return piece(NOTHING, 0, (int) head.length(), true);
        }
        return untilEnd();
    }

    private byte[] chunks() throws IOException {
        byte[] body = NOTHING;
        int length = 0;
        while (true) {
            int size = chunkSize(line(LONGEST_CHUNK_LINE));
            if (size == 0) {
                trailers();
                return body.length == length ? body : Arrays.copyOf(body, length);
            }
            requireRoom((long) length + size);
            body = piece(body, length, size, false);
            length += size;
            if (!line(LONGEST_CHUNK_LINE).isEmpty()) {
                throw AnswerHead.malformed("a chunk that is longer than it says");
            }
        }
    }

    private static int chunkSize(String line) throws HttpException {
        int semicolon = line.indexOf(';');
        String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                throw AnswerHead.malformed("no length of a chunk");
            }
            size = size << 4 | digit;
            requireRoom(size);
        }
        if (digits.isEmpty()) {
            throw AnswerHead.malformed("no length of a chunk");
        }
        return (int) size;
    }

    private void trailers() throws IOException {
        int left = MOST_HEAD_BYTES;
        for (int lines = 0; lines <= MOST_HEADERS; lines++) {
            String line = line(left);
            if (line.isEmpty()) {
                return;
            }
            left -= line.length() + 2;
        }
        throw new HttpException(Kind.TOO_LARGE, "trailers without end");
    }

    /// Reads `size` more bytes behind the `length` that there are. Room is made as bytes arrive,
    /// not as they are announced.
    ///
    /// @param last whether nothing follows, so that no more room is made than that
    private byte[] piece(byte[] body, int length, int size, boolean last) throws IOException {
        byte[] all = body;
        int at = length;
        int wanted = length + size;
        while (at < wanted) {
            if (at == all.length) {
                int room = Math.max(all.length * 2, Math.min(wanted, FIRST_PIECE));
                all = Arrays.copyOf(all, last ? Math.min(room, wanted) : room);
            }
            at += readInto(all, at, Math.min(wanted, all.length) - at);
        }
        return all;
    }

    /// Large pieces pass the buffer by.
    private int readInto(byte[] into, int at, int most) throws IOException {
        if (next == end && most >= BUFFER) {
            int count = source.read(into, at, most);
            if (count < 0) {
                throw cutOff();
            }
            return count;
        }
        fill();
        int count = Math.min(most, end - next);
        System.arraycopy(buffer, next, into, at, count);
        next += count;
        return count;
    }

    private byte[] untilEnd() throws IOException {
        byte[] body = new byte[FIRST_PIECE];
        int length = 0;
        while (true) {
            if (next == end && !more()) {
                return Arrays.copyOf(body, length);
            }
            int count = end - next;
            requireRoom((long) length + count);
            if (length + count > body.length) {
                body = Arrays.copyOf(body, Math.max(body.length * 2, length + count));
            }
            System.arraycopy(buffer, next, body, length, count);
            length += count;
            next = end;
        }
    }

    private static void requireRoom(long length) throws HttpException {
        if (length > MOST_BODY_BYTES) {
            throw new HttpException(Kind.TOO_LARGE, "a body that is too large");
        }
    }

    private void fill() throws IOException {
        if (next == end && !more()) {
            throw cutOff();
        }
    }

    private boolean more() throws IOException {
        next = 0;
        end = 0;
        int count = source.read(buffer, 0, BUFFER);
        if (count < 0) {
            return false;
        }
        end = count;
        return true;
    }

    private static HttpException cutOff() {
        return new HttpException(Kind.CUT_OFF, "the connection ended");
    }
}
