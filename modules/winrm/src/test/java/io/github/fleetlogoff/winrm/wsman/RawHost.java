package io.github.fleetlogoff.winrm.wsman;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.winrm.SimulatedRig;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A host that writes whatever bytes a test wants to its connections.
final class RawHost implements AutoCloseable {
    private static final Pattern ACTION = Pattern.compile("Action[^>]*>[^<]*/(\\w+)<");

    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger hungUp = new AtomicInteger();
    final AtomicLong written = new AtomicLong();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final ServerSocket listener;
    private final @Nullable SSLContext tls;

    /// What a host does with one connection.
    @FunctionalInterface
    interface Conduct {
        void serve(Wire wire) throws Exception;
    }

    RawHost(Conduct conduct) throws IOException {
        this(conduct, null);
    }

    /// @param tls present = HTTPS
    RawHost(Conduct conduct, @Nullable SSLContext tls) throws IOException {
        this.tls = tls;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> accept(conduct));
    }

    private void accept(Conduct conduct) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(conduct, socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Conduct conduct, Socket socket) {
        try (socket) {
            conduct.serve(new Wire(socket, tls == null ? socket : secured(tls, socket)));
        } catch (Exception gone) {
            // The client has hung up, as it should.
            hungUp.incrementAndGet();
        }
    }

    private static Socket secured(SSLContext tls, Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, -1, true);
        secured.setUseClientMode(false);
        return secured;
    }

    Host host(AuthScheme auth) {
        return host(auth, null);
    }

    Host host(AuthScheme auth, @Nullable Tls tls) {
        return Host.of(
                "raw",
                new Connection(
                        "127.0.0.1", listener.getLocalPort(), tls, auth, SimulatedRig.RIGHT));
    }

    /// The last words of the actions that were asked for.
    List<String> actions() {
        List<String> actions = new ArrayList<>();
        for (String request : requests) {
            Matcher matcher = ACTION.matcher(request);
            actions.add(matcher.find() ? matcher.group(1) : "");
        }
        return actions;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /// A request as it came.
    ///
    /// @param body as it came; text where it is not sealed
    @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
    record Request(String head, byte[] body) {
        /// The token after the scheme's name, empty where there is none.
        String token() {
            Matcher matcher = Pattern.compile("Authorization: \\w+ (\\S+)").matcher(head);
            return matcher.find() ? matcher.group(1) : "";
        }
    }

    /// The host's end of one connection.
    final class Wire {
        private final Socket raw;
        private final Socket socket;
        private final InputStream in;

        Wire(Socket raw, Socket socket) throws IOException {
            this.raw = raw;
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        Request read() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("gone");
                }
                head.append((char) next);
            }
            Matcher length = Pattern.compile("Content-Length: (\\d+)").matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            requests.add(new String(body, UTF_8));
            return new Request(head.toString(), body);
        }

        /// Reads one byte past every buffer, and leaves the rest where it is.
        void take() throws IOException {
            if (socket.getInputStream().read() < 0) {
                throw new IOException("gone");
            }
        }

        void write(String text) throws IOException {
            write(text.getBytes(ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            written.addAndGet(bytes.length);
        }

        /// A whole answer.
        void answer(int status, String contentType, byte[] body) throws IOException {
            write(
                    "HTTP/1.1 "
                            + status
                            + " x\r\nContent-Type: "
                            + contentType
                            + "\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n");
            write(body);
        }

        void soap(String body) throws IOException {
            answer(200, "application/soap+xml;charset=UTF-8", Soap.envelope(body));
        }

        /// Ends the connection; over TLS without a word of it.
        void cut() throws IOException {
            raw.close();
        }

        /// Ends the connection as its protocol has it.
        void end() throws IOException {
            socket.close();
        }

        /// Waits for the client to hang up.
        void awaitEnd() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// Bodies of answers.
    static final class Soap {
        static final String SHELL =
                "<x:ResourceCreated xmlns:x='http://schemas.xmlsoap.org/ws/2004/09/transfer'>"
                        + "<w:Selector Name='ShellId'>S</w:Selector></x:ResourceCreated>";
        static final String COMMAND =
                "<rsp:CommandResponse><rsp:CommandId>C</rsp:CommandId></rsp:CommandResponse>";

        private Soap() {}

        static byte[] envelope(String body) {
            return ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
                            + " xmlns:w='http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd'"
                            + " xmlns:rsp='http://schemas.microsoft.com/wbem/wsman/1/windows/shell'>"
                            + "<s:Header/><s:Body>"
                            + body
                            + "</s:Body></s:Envelope>")
                    .getBytes(UTF_8);
        }

        /// @param parts of the answer to a Receive
        static String received(String... parts) {
            return "<rsp:ReceiveResponse>" + String.join("", parts) + "</rsp:ReceiveResponse>";
        }

        static String done(String exitCode) {
            return "<rsp:CommandState CommandId='C' State='http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done'>"
                    + (exitCode.isEmpty() ? "" : "<rsp:ExitCode>" + exitCode + "</rsp:ExitCode>")
                    + "</rsp:CommandState>";
        }
    }
}
