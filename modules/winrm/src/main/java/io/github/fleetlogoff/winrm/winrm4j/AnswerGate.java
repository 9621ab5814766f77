package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.winrm.UnusableAnswerException;
import io.github.fleetlogoff.winrm.UnusableAnswerException.Flaw;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.jspecify.annotations.Nullable;

/// Looks at every answer before anything reads it, and turns away what is no WS-Management message:
/// CXF would say the same in the text of exceptions of many kinds. Belongs to one conversation; its
/// exchanges come one after another.
final class AnswerGate extends AbstractPhaseInterceptor<Message> {
    // 500 KB is the largest envelope of a server as it is installed (WSMV MaxEnvelopeSizekb);
    // sealing adds little.
    private static final int MOST_BYTES = 4 << 20;
    private static final String SOAP = "application/soap+xml";
    private static final String SEALED = "multipart/encrypted";
    private static final int WORDS = 120;

    private final String scheme;
    private final boolean sealed;
    private @Nullable UnusableAnswerException turnedAway;

    /// @param scheme of HTTP authentication that is used
    /// @param sealed whether answers must be sealed
    AnswerGate(String scheme, boolean sealed) {
        super(Phase.RECEIVE);
        this.scheme = scheme;
        this.sealed = sealed;
    }

    /// To be called before each exchange.
    void open() {
        turnedAway = null;
    }

    /// The answer of this exchange that was turned away.
    @Nullable UnusableAnswerException turnedAway() {
        return turnedAway;
    }

    @Override
    public void handleMessage(Message message) {
        try {
            look(message);
        } catch (UnusableAnswerException unusable) {
            turnedAway = unusable;
            throw new Fault(unusable);
        } catch (IOException failure) {
            throw new Fault(failure);
        }
    }

    private void look(Message message) throws IOException {
        int status = message.get(Message.RESPONSE_CODE) instanceof Integer code ? code : 0;
        if (status == 401) {
            String offered = String.join(", ", header(message, "WWW-Authenticate"));
            boolean ours =
                    offered.toLowerCase(Locale.ROOT).contains(scheme.toLowerCase(Locale.ROOT));
            throw new UnusableAnswerException(
                    status, ours ? Flaw.STATUS : Flaw.SCHEME_NOT_OFFERED, harmless(offered));
        }
        if (status != 500 && (status < 200 || status > 299)) {
            throw new UnusableAnswerException(status, Flaw.STATUS, "");
        }
        InputStream body = message.getContent(InputStream.class);
        PushbackInputStream in = new PushbackInputStream(new Bounded(body, status, this));
        int first = in.read();
        if (first < 0) {
            throw new UnusableAnswerException(status, Flaw.EMPTY, "");
        }
        in.unread(first);
        message.setContent(InputStream.class, in);
        requireKind(status, message.get(Message.CONTENT_TYPE));
    }

    private void requireKind(int status, @Nullable Object contentType) throws IOException {
        String kind = contentType == null ? "" : contentType.toString().toLowerCase(Locale.ROOT);
        if (kind.startsWith(SEALED) && sealed) {
            return;
        }
        if (!kind.startsWith(SOAP)) {
            throw new UnusableAnswerException(status, Flaw.NOT_SOAP, harmless(kind));
        }
        if (sealed) {
            throw new UnusableAnswerException(status, Flaw.NOT_SEALED, harmless(kind));
        }
    }

    private static List<String> header(Message message, String name) {
        Map<String, List<String>> headers =
                CastUtils.cast((Map<?, ?>) message.get(Message.PROTOCOL_HEADERS));
        if (headers == null) {
            return List.of();
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /// Printable ASCII only, and not much of it: a host may write what it likes into a header.
    private static String harmless(String text) {
        return text.chars()
                .limit(WORDS)
                .mapToObj(c -> c >= ' ' && c < 127 ? Character.toString(c) : "?")
                .collect(Collectors.joining());
    }

    /// Ends an answer without end.
    private static final class Bounded extends FilterInputStream {
        private final int status;
        private final AnswerGate gate;
        private long left = MOST_BYTES;

        Bounded(InputStream in, int status, AnswerGate gate) {
            super(in);
            this.status = status;
            this.gate = gate;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            left -= Math.max(0, read);
            if (left < 0) {
                gate.turnedAway = new UnusableAnswerException(status, Flaw.TOO_LARGE, "");
                throw gate.turnedAway;
            }
        }
    }
}
