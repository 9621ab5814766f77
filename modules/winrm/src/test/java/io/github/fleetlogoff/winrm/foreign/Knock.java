package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.winrm.wsman.http.ExchangeWatcher;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import io.github.fleetlogoff.winrm.wsman.http.HttpConnection;
import io.github.fleetlogoff.winrm.wsman.http.HttpRequest;
import io.github.fleetlogoff.winrm.wsman.http.Peer;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import java.io.IOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A connection on which a logon alone is tried, with nothing behind it.
final class Knock implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final ExchangeWatcher watcher;
    private final HttpConnection connection;
    private int requests;

    private Knock(ExchangeWatcher watcher, HttpConnection connection) {
        this.watcher = watcher;
        this.connection = connection;
    }

    static Knock plain(int port) throws IOException {
        return to(port, null);
    }

    /// @param versions those of TLS
    static Knock tls(int port, SSLContext context, List<String> versions) throws IOException {
        return to(port, new Peer.Tls(context, true, versions));
    }

    static Knock tls(int port, SSLContext context) throws IOException {
        return tls(port, context, Peer.Tls.VERSIONS);
    }

    private static Knock to(int port, Peer.@Nullable Tls tls) throws IOException {
        ExchangeWatcher watcher = new ExchangeWatcher();
        return new Knock(
                watcher,
                HttpConnection.open(
                        new Peer("localhost", port, tls),
                        List.of(InetAddress.getAllByName("127.0.0.1")),
                        LIMIT,
                        watcher));
    }

    Optional<X509Certificate> certificate() {
        return connection.certificate();
    }

    int requests() {
        return requests;
    }

    /// Sends the body with each leg, until the server lets it in.
    HttpAnswer post(Logon logon, byte... body) throws IOException, LogonException {
        while (true) {
            requests++;
            HttpAnswer answer =
                    connection.post(
                            new HttpRequest(logon.authorization(), "text/plain", List.of(body)),
                            Deadline.in(LIMIT, InstantSource.system()));
            if (answer.status() != 401) {
                logon.accepted(answer.challenges());
                return answer;
            }
            if (!logon.refused(answer.challenges())) {
                return answer;
            }
        }
    }

    @Override
    public void close() {
        connection.close();
        watcher.close();
    }
}
