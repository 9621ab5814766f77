package io.github.fleetlogoff.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/// A connection on which a test says byte by byte what goes out.
final class RawConnection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    RawConnection(SimulatedHost host) throws IOException {
        this(new Socket(InetAddress.ofLiteral(host.address()), host.port()));
    }

    /// Over TLS.
    RawConnection(SimulatedHost host, SSLContext trust) throws IOException {
        this(
                trust.getSocketFactory()
                        .createSocket(InetAddress.ofLiteral(host.address()), host.port()));
    }

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(20_000);
        in = socket.getInputStream();
    }

    /// What came back.
    @SuppressWarnings("ArrayRecordComponent") // bytes of a test: never compared
    record Answer(int status, List<String> headers, byte[] body) {
        List<String> header(String name) {
            String start = name.toLowerCase(java.util.Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(start))
                    .map(line -> line.substring(start.length()))
                    .toList();
        }
    }

    void silence(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    Answer post(String headers, byte[] body) throws IOException {
        send(
                "POST /wsman HTTP/1.1\r\nHost: a\r\n"
                        + headers
                        + "Content-Length: "
                        + body.length
                        + "\r\n\r\n");
        send(body);
        return read();
    }

    Answer read() throws IOException {
        String[] words = line().split(" ", 3);
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return new Answer(Integer.parseInt(words[1]), List.copyOf(headers), in.readNBytes(length));
    }

    /// Breaks the connection off, as a client's end does whose answers are not read.
    void reset() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    boolean ended() throws IOException {
        return in.read() < 0;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended after '" + line + "'");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
