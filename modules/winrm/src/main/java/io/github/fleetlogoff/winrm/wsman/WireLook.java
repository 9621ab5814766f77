package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.Faults;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.TcpProbe;
import io.github.fleetlogoff.winrm.TlsContexts;
import io.github.fleetlogoff.winrm.wsman.http.ExchangeWatcher;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import io.github.fleetlogoff.winrm.wsman.http.HttpConnection;
import io.github.fleetlogoff.winrm.wsman.http.HttpException;
import io.github.fleetlogoff.winrm.wsman.http.HttpRequest;
import io.github.fleetlogoff.winrm.wsman.http.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// One look at one host. For one thread.
final class WireLook {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final Connection connection;
    private final Duration timeout;
    private final InstantSource clock;
    private final TlsContexts contexts;
    private final ExchangeWatcher watcher;
    private final Faults faults;
    private final List<Finding> found = new ArrayList<>();

    WireLook(
            Host host,
            Duration timeout,
            InstantSource clock,
            TlsContexts contexts,
            ExchangeWatcher watcher) {
        this.connection = requireNonNull(host, "host is null").connection();
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.contexts = requireNonNull(contexts, "contexts is null");
        this.watcher = requireNonNull(watcher, "watcher is null");
        this.faults = new Faults(host, true);
    }

    List<Finding> findings() {
        return List.copyOf(found);
    }

    /// Goes as far as it gets.
    void from(NameResolver resolver) throws InterruptedException {
        List<InetAddress> addresses;
        try {
            addresses = resolver.resolve(connection.address(), timeout);
        } catch (UnknownHostException failure) {
            found.add(
                    Finding.failed(
                            Check.DNS,
                            connection.address() + ": " + failure.getMessage(),
                            "correct the name, or give the host an address in the inventory"));
            return;
        }
        found.add(
                Finding.ok(
                        Check.DNS,
                        addresses.stream()
                                .map(InetAddress::getHostAddress)
                                .collect(Collectors.joining(", "))));
        try {
            Instant begun = clock.instant();
            InetAddress reached = TcpProbe.firstReachable(addresses, connection.port(), timeout);
            found.add(
                    Finding.ok(
                            Check.TCP,
                            "port "
                                    + connection.port()
                                    + " takes connections, "
                                    + millis(begun, clock.instant())));
            speak(List.of(reached));
        } catch (IOException failure) {
            found.add(closed(addresses, failure));
        }
    }

    private Finding closed(List<InetAddress> addresses, IOException failure) {
        boolean secure = connection.tls() != null;
        int other = secure ? Connection.HTTP_PORT : Connection.HTTPS_PORT;
        String text = faults.unreachable(failure).message();
        if (other != connection.port() && isOpen(addresses, other)) {
            return Finding.failed(
                    Check.TCP,
                    text,
                    "port "
                            + other
                            + " takes connections: give the host "
                            + (secure ? "port: 5985 and no tls" : "port: 5986 and tls: true"));
        }
        return Finding.failed(
                Check.TCP,
                text,
                "on the host run Enable-PSRemoting, and let TCP "
                        + connection.port()
                        + " through its firewall and those on the way (docs/windows-setup.md)");
    }

    private boolean isOpen(List<InetAddress> addresses, int port) {
        try {
            TcpProbe.firstReachable(List.of(addresses.getFirst()), port, timeout);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void speak(List<InetAddress> addresses) {
        Tls checks = connection.tls();
        try (HttpConnection http = HttpConnection.open(peer(checks), addresses, timeout, watcher)) {
            http.certificate()
                    .ifPresentOrElse(
                            certificate -> found.add(certificate(certificate, checks)),
                            () -> found.add(plain()));
            HttpRequest nobody =
                    new HttpRequest(
                            Optional.empty(), "application/soap+xml;charset=UTF-8", List.of());
            Instant begun = clock.instant();
            HttpAnswer answer = http.post(nobody, Deadline.in(timeout, clock));
            new ServiceAnswer(connection, begun, clock.instant()).judge(answer, found);
        } catch (ExchangeException failure) {
            found.add(
                    Finding.failed(
                            Check.TLS,
                            String.valueOf(failure.getMessage()),
                            "correct the inventory"));
        } catch (SSLException failure) {
            found.add(notMade(failure));
        } catch (HttpException _) {
            found.add(notHttp("what answers is no HTTP"));
        } catch (IOException failure) {
            found.add(
                    notHttp("no answer to a request (" + failure.getClass().getSimpleName() + ")"));
        }
    }

    private Peer peer(@Nullable Tls checks) throws ExchangeException {
        return new Peer(
                connection.address(),
                connection.port(),
                checks == null
                        ? null
                        : new Peer.Tls(contexts.of(checks), TlsContexts.checksName(checks)));
    }

    private Finding plain() {
        return connection.auth() == AuthScheme.BASIC
                ? Finding.failed(
                        Check.TLS,
                        "plain HTTP, and Basic shows the password to anybody on the way",
                        "use auth: negotiate, or HTTPS (port: 5986 and tls: true)")
                : Finding.ok(Check.TLS, "plain HTTP; the logon's keys encrypt every message");
    }

    private Finding certificate(X509Certificate certificate, @Nullable Tls checks) {
        Instant end = certificate.getNotAfter().toInstant();
        String text = certificate.getSubjectX500Principal().getName() + ", valid until " + end;
        if (checks != null && checks.insecure()) {
            return Finding.warning(
                    Check.TLS,
                    text + "; nothing of it is checked",
                    "give its CA with ca:, or its SHA-256 with pin:, and take insecure away");
        }
        if (end.isBefore(clock.instant())) {
            return Finding.warning(
                    Check.TLS,
                    text + ": it has expired, and is taken because it is the very one you named",
                    "renew it, and correct ca: or pin: then");
        }
        return end.isBefore(clock.instant().plus(RENEW_BEFORE))
                ? Finding.warning(Check.TLS, text, "renew it before it expires")
                : Finding.ok(Check.TLS, text);
    }

    private Finding notMade(SSLException failure) {
        return Finding.failed(
                Check.TLS,
                faults.of(ExchangeException.neverSent(failure), false).message(),
                "renew the certificate or correct ca:, pin: or address: in the inventory; winrm"
                        + " enumerate winrm/config/listener names the one that is in use");
    }

    private Finding notHttp(String text) {
        return Finding.failed(
                Check.SERVICE,
                text,
                connection.tls() == null
                        ? "see whether the port is WinRM's; one that speaks HTTPS needs tls: true"
                        : "see whether the port is WinRM's, and nothing between you and the host"
                                + " breaks TLS");
    }

    static String millis(Instant begun, Instant ended) {
        return Math.max(0, Duration.between(begun, ended).toMillis()) + " ms";
    }
}
