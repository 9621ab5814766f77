package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.Sealing;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One HTTP/1.1 connection that speaks as a logon tells it, as plain as a test needs it.
final class Wire implements AutoCloseable {
    private static final int MILLIS = 20_000;
    private static final String BOUNDARY = "--Encrypted Boundary\r\n";
    private static final String END = "--Encrypted Boundary--\r\n";
    private static final Pattern LENGTH = Pattern.compile("Length=(\\d+)");

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int requests;

    /// An answer.
    ///
    /// @param body opened where it was sealed
    record Answer(int status, List<String> challenges, String body) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Raw(int status, List<String> headers, byte[] body) {
        List<String> values(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(header -> header.substring(prefix.length()).strip())
                    .toList();
        }
    }

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static Wire plain(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
        return new Wire(socket);
    }

    static Wire tls(int port, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        Wire wire = new Wire(socket);
        socket.startHandshake();
        return wire;
    }

    X509Certificate certificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /// How many requests there were.
    int requests() {
        return requests;
    }

    /// Logs on with requests that have no body, which is what sealing needs.
    Answer logOn(Logon logon) throws IOException, LogonException {
        return post(logon, "", false);
    }

    /// Sends a message, sealed where the logon gives keys and there is no TLS.
    Answer post(Logon logon, String message) throws IOException, LogonException {
        return post(logon, message, !(socket instanceof SSLSocket));
    }

    private Answer post(Logon logon, String message, boolean seal)
            throws IOException, LogonException {
        while (true) {
            List<String> headers = new ArrayList<>();
            logon.authorization().ifPresent(value -> headers.add("Authorization: " + value));
            byte[] body = message.getBytes(StandardCharsets.UTF_8);
            if (seal) {
                Sealing sealing = logon.sealing().orElseThrow();
                headers.add("Content-Type: " + contentType(sealing));
                body = wrap(sealing, body);
            } else {
                headers.add("Content-Type: application/soap+xml;charset=UTF-8");
            }
            Raw raw = exchange(headers, body);
            List<String> challenges = raw.values("WWW-Authenticate");
            if (raw.status() != 401) {
                logon.accepted(challenges);
                return new Answer(raw.status(), challenges, open(logon, raw, seal));
            }
            if (!logon.refused(challenges)) {
                return new Answer(401, challenges, "");
            }
        }
    }

    private static String open(Logon logon, Raw raw, boolean seal) throws LogonException {
        String text = new String(raw.body(), StandardCharsets.UTF_8);
        if (!seal || raw.body().length == 0) {
            return text;
        }
        String kind = String.join("", raw.values("Content-Type"));
        Sealing sealing = logon.sealing().orElseThrow();
        if (!kind.equals(contentType(sealing))) {
            throw new AssertionError("a body of the type " + kind + ": " + text);
        }
        return new String(unwrap(sealing, raw.body()), StandardCharsets.UTF_8);
    }

    private static String contentType(Sealing sealing) {
        return "multipart/encrypted;protocol=\""
                + sealing.protocol()
                + "\";boundary=\"Encrypted Boundary\"";
    }

    private static byte[] wrap(Sealing sealing, byte[] plain) throws LogonException {
        Sealing.Sealed sealed = sealing.seal(plain);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                (BOUNDARY
                                + "Content-Type: "
                                + sealing.protocol()
                                + "\r\nOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
                                + plain.length
                                + "\r\n"
                                + BOUNDARY
                                + "Content-Type: application/octet-stream\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(sealed.header().length)
                        .array());
        body.writeBytes(sealed.header());
        body.writeBytes(sealed.body());
        body.writeBytes(END.getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    private static byte[] unwrap(Sealing sealing, byte[] body) throws LogonException {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String type = "application/octet-stream\r\n";
        int start = text.indexOf(type) + type.length();
        int header = ByteBuffer.wrap(body, start, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] plain =
                sealing.open(
                        new Sealing.Sealed(
                                Arrays.copyOfRange(body, start + 4, start + 4 + header),
                                Arrays.copyOfRange(
                                        body, start + 4 + header, body.length - END.length())));
        Matcher length = LENGTH.matcher(text);
        if (!length.find() || Integer.parseInt(length.group(1)) != plain.length) {
            throw new AssertionError("the plain text has not the length that was said");
        }
        return plain;
    }

    private Raw exchange(List<String> headers, byte[] body) throws IOException {
        requests++;
        StringBuilder head =
                new StringBuilder(
                                "POST /wsman HTTP/1.1\r\nHost: web.fleet.test\r\nContent-Length: ")
                        .append(body.length)
                        .append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        out.write(request.toByteArray());
        out.flush();
        String status = line();
        List<String> seen = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            seen.add(line);
        }
        Raw answer = new Raw(Integer.parseInt(status.split(" ", 3)[1]), seen, new byte[0]);
        List<String> length = answer.values("Content-Length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length.getFirst());
        return new Raw(answer.status(), seen, in.readNBytes(bytes));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
