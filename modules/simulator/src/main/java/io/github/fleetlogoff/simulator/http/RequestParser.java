package io.github.fleetlogoff.simulator.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads requests out of bytes that arrive in any portions (RFC 9112), within bounds.
final class RequestParser {
    /// NTLM and Kerberos tokens ride in a header: HTTP.sys takes 16 KiB of headers, this some more.
    static final int MOST_HEAD_BYTES = 64 * 1024;

    /// `MaxEnvelopeSizekb` is 500 on Windows; sealing and multipart add little.
    static final int MOST_BODY_BYTES = 512 * 1024;

    private static final int LONGEST_CHUNK_LINE = 1024;
    private static final byte[] NOTHING = new byte[0];

    /// What [#step] came upon.
    enum Step {
        /// Needs more bytes.
        MORE,
        /// The headers of a request are complete.
        HEAD,
        /// The body too.
        REQUEST
    }

    private enum State {
        HEAD,
        LENGTH,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILER
    }

    private byte[] held = NOTHING;
    private int start;
    private int end;
    private int scanned;
    private State state = State.HEAD;
    private @Nullable RequestHead head;
    private int remaining;
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream(0);
    private byte[] body = NOTHING;

    /// Takes what has arrived.
    void feed(ByteBuffer bytes) throws MalformedRequestException {
        int more = bytes.remaining();
        if (end + more > held.length) {
            int kept = end - start;
            if (kept + more > MOST_HEAD_BYTES + MOST_BODY_BYTES) {
                throw new MalformedRequestException(413, "more is sent than is taken");
            }
            byte[] into =
                    kept + more > held.length
                            ? new byte[Math.max(512, (kept + more) * 3 / 2)]
                            : held;
            System.arraycopy(held, start, into, 0, kept);
            held = into;
            scanned -= start;
            start = 0;
            end = kept;
        }
        bytes.get(held, end, more);
        end += more;
    }

    /// Goes on to the next event.
    Step step() throws MalformedRequestException {
        while (true) {
            switch (state) {
                case HEAD -> {
                    return readHead();
                }
                case LENGTH -> {
                    if (end - start < remaining) {
                        return Step.MORE;
                    }
                    body = take(remaining);
                    return finish();
                }
                case CHUNK_SIZE -> {
                    String line = line(LONGEST_CHUNK_LINE);
                    if (line == null) {
                        return Step.MORE;
                    }
                    remaining = chunkSize(line);
                    state = remaining == 0 ? State.TRAILER : State.CHUNK;
                }
                case CHUNK -> {
                    int part = Math.min(remaining, end - start);
                    chunks.write(held, start, part);
                    start += part;
                    scanned = start;
                    remaining -= part;
                    if (remaining > 0) {
                        return Step.MORE;
                    }
                    state = State.CHUNK_END;
                }
                case CHUNK_END -> {
                    String line = line(2);
                    if (line == null) {
                        return Step.MORE;
                    }
                    if (!line.isEmpty()) {
                        throw new MalformedRequestException(
                                400, "a chunk does not end where it says");
                    }
                    state = State.CHUNK_SIZE;
                }
                case TRAILER -> {
                    String line = line(MOST_HEAD_BYTES);
                    if (line == null) {
                        return Step.MORE;
                    }
                    if (line.isEmpty()) {
                        body = chunks.toByteArray();
                        chunks.reset();
                        return finish();
                    }
                }
            }
        }
    }

    /// The headers last read.
    RequestHead head() {
        if (head == null) {
            throw new IllegalStateException("no request was read");
        }
        return head;
    }

    /// The body of the request last read, given out once.
    byte[] body() {
        byte[] whole = body;
        body = NOTHING;
        return whole;
    }

    /// Whether bytes of a body that was announced have arrived.
    boolean bodyBegun() {
        return end > start || chunks.size() > 0;
    }

    /// Forgets the body that was announced: the client was refused before it sent any of it.
    void skipBody() {
        state = State.HEAD;
    }

    private Step finish() {
        state = State.HEAD;
        if (start == end) {
            // An idle connection holds no memory.
            held = NOTHING;
            start = 0;
            end = 0;
            scanned = 0;
        }
        return Step.REQUEST;
    }

    private Step readHead() throws MalformedRequestException {
        while (end - start >= 2 && held[start] == '\r' && held[start + 1] == '\n') {
            start += 2;
        }
        int at = Math.max(start, scanned);
        for (; at + 3 < end; at++) {
            if (held[at] == '\r'
                    && held[at + 1] == '\n'
                    && held[at + 2] == '\r'
                    && held[at + 3] == '\n') {
                String text = new String(held, start, at - start, StandardCharsets.ISO_8859_1);
                start = at + 4;
                scanned = start;
                RequestHead parsed = parse(text);
                head = parsed;
                expectBody(parsed);
                return Step.HEAD;
            }
        }
        scanned = at;
        if (end - start > MOST_HEAD_BYTES) {
            throw new MalformedRequestException(431, "the headers are too long");
        }
        return Step.MORE;
    }

    private static RequestHead parse(String text) throws MalformedRequestException {
        String[] lines = text.split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3
                || words[0].isEmpty()
                || !(words[2].equals("HTTP/1.1") || words[2].equals("HTTP/1.0"))) {
            throw new MalformedRequestException(400, "not a request line");
        }
        List<Headers.Field> fields = new ArrayList<>(lines.length);
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            if (colon < 1
                    || Character.isWhitespace(line.charAt(0))
                    || line.charAt(colon - 1) == ' ') {
                throw new MalformedRequestException(400, "not a header field");
            }
            fields.add(
                    new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        return new RequestHead(
                words[0], words[1], words[2].endsWith("1") ? 1 : 0, new Headers(fields));
    }

    private void expectBody(RequestHead parsed) throws MalformedRequestException {
        List<String> lengths = parsed.headers().all("Content-Length");
        List<String> codings = parsed.headers().all("Transfer-Encoding");
        if (!codings.isEmpty()) {
            // Both at once is how requests are smuggled (RFC 9112, 6.1).
            if (!lengths.isEmpty()
                    || codings.size() > 1
                    || !codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new MalformedRequestException(400, "the length of the body is unclear");
            }
            state = State.CHUNK_SIZE;
            return;
        }
        if (lengths.stream().distinct().count() > 1) {
            throw new MalformedRequestException(400, "two lengths of one body");
        }
        remaining = lengths.isEmpty() ? 0 : size(lengths.getFirst(), 10);
        state = State.LENGTH;
    }

    private int chunkSize(String line) throws MalformedRequestException {
        int extension = line.indexOf(';');
        int size = size((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
        if (chunks.size() + size > MOST_BODY_BYTES) {
            throw new MalformedRequestException(413, "the body is too long");
        }
        return size;
    }

    private static int size(String digits, int radix) throws MalformedRequestException {
        if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
            throw new MalformedRequestException(400, "not a length");
        }
        long size;
        try {
            size = Long.parseLong(digits, radix);
        } catch (NumberFormatException _) {
            throw new MalformedRequestException(400, "not a length");
        }
        if (size > MOST_BODY_BYTES) {
            throw new MalformedRequestException(413, "the body is too long");
        }
        return (int) size;
    }

    private @Nullable String line(int longest) throws MalformedRequestException {
        for (int at = start; at + 1 < end; at++) {
            if (held[at] == '\r' && held[at + 1] == '\n') {
                String text = new String(held, start, at - start, StandardCharsets.ISO_8859_1);
                start = at + 2;
                scanned = start;
                return text;
            }
        }
        if (end - start > longest) {
            throw new MalformedRequestException(400, "a line of a chunked body is too long");
        }
        return null;
    }

    private byte[] take(int length) {
        byte[] taken = Arrays.copyOfRange(held, start, start + length);
        start += length;
        scanned = start;
        return taken;
    }
}
