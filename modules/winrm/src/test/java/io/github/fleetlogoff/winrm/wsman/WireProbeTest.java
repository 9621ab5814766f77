package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Checkup;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.winrm.NameResolver;
import io.github.fleetlogoff.winrm.SimulatedRig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireProbeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @RegisterExtension
    private final SimulatedRig plain = new SimulatedRig(AuthScheme.NEGOTIATE, false);

    @RegisterExtension
    private final SimulatedRig tls = new SimulatedRig(AuthScheme.NEGOTIATE, true);

    private static Checkup look(Host host) {
        return look(host, InstantSource.system());
    }

    private static Checkup look(Host host, InstantSource clock) {
        try (WireProbe probe = new WireProbe(TIMEOUT, clock)) {
            return Checkup.of(host, probe.look(host));
        }
    }

    private static Finding finding(Checkup checkup, Check check) {
        return checkup.findings().stream()
                .filter(each -> each.check() == check)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_good_host_passes_all_that_can_be_seen_from_outside_and_no_logon_is_spent() {
        Checkup checkup = look(plain.host("good"));

        assertThat(checkup.failures()).isEmpty();
        assertThat(finding(checkup, Check.SCHEMES).text()).contains("Negotiate");
        assertThat(finding(checkup, Check.CLOCK).grade()).isEqualTo(Grade.OK);
        assertThat(finding(checkup, Check.LOGON).grade()).isEqualTo(Grade.NOT_CHECKED);
        assertThat(plain.figures().logonsRefused()).isZero();
        assertThat(plain.figures().shellsCreated()).isZero();
    }

    @Test
    void a_certificate_is_shown_with_its_end() {
        Checkup checkup = look(tls.host("good"));

        assertThat(checkup.failures()).isEmpty();
        assertThat(finding(checkup, Check.TLS).text()).contains("CN=", "valid until 20");
    }

    @Test
    void a_certificate_of_a_stranger_is_a_cross_with_its_fix() {
        Finding found = finding(look(tls.hostWith("good", new Tls(null, false))), Check.TLS);

        assertThat(found.grade()).isEqualTo(Grade.FAILED);
        assertThat(found.text()).contains("not trusted");
        assertThat(found.fix().orElseThrow()).contains("pin:");
    }

    @Test
    void a_certificate_that_nobody_checks_is_a_warning() {
        Finding found = finding(look(tls.hostWith("good", new Tls(null, true))), Check.TLS);

        assertThat(found.grade()).isEqualTo(Grade.WARNING);
    }

    @Test
    void an_expired_certificate_is_called_that() throws Exception {
        try (SSLServerSocket server = expired()) {
            Thread.ofVirtual().start(() -> shakeHands(server));
            Tls checks = new Tls(resource("/certificates/expired-ca.pem"), false);

            Finding found = finding(look(at(server.getLocalPort(), checks)), Check.TLS);

            assertThat(found.grade()).isEqualTo(Grade.FAILED);
            assertThat(found.text()).contains("has expired", "2020-02-01");
        }
    }

    private static SSLServerSocket expired() throws IOException, GeneralSecurityException {
        char[] password = "of the file".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in =
                WireProbeTest.class.getResourceAsStream("/certificates/expired.p12")) {
            keys.load(in, password);
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static void shakeHands(SSLServerSocket server) {
        boolean open = true;
        while (open) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException refused) {
                // The probe only knocks, or refuses the certificate.
                open = !server.isClosed();
            }
        }
    }

    private static Path resource(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(WireProbeTest.class.getResource(name));
        return Path.of(url.toURI());
    }

    @Test
    void a_dead_host_is_a_cross_and_ends_the_look() {
        Checkup checkup = look(plain.host("dead"));

        Finding found = finding(checkup, Check.TCP);
        assertThat(found.text()).contains("refuses connections");
        assertThat(found.fix().orElseThrow()).contains("Enable-PSRemoting");
        assertThat(checkup.failures()).containsExactly(Check.TCP);
        assertThat(finding(checkup, Check.SERVICE).grade()).isEqualTo(Grade.NOT_CHECKED);
    }

    @Test
    void a_name_without_an_address_is_a_cross() {
        NameResolver nobody =
                new NameResolver(_ -> {
                    throw new UnknownHostException();
                });
        Host host = Host.of("ws9", new Connection("ws9", 5985, null, AuthScheme.NEGOTIATE, null));
        try (WireProbe probe = new WireProbe(TIMEOUT, InstantSource.system(), nobody)) {
            Checkup checkup = Checkup.of(host, probe.look(host));

            assertThat(checkup.failures()).containsExactly(Check.DNS);
            assertThat(finding(checkup, Check.DNS).text()).contains("ws9");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'404 Not Found', winrm, nothing answers at /wsman",
        "'503 Service Unavailable', winrm, not ready",
        "'200 OK', winrm, HTTP 200 to a request without a logon",
        "'401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"WSMAN\"', schemes, the host offers Basic",
        "'401 Unauthorized', schemes, none is offered"
    })
    void what_is_not_winrm_as_wanted_is_a_cross(String head, String check, String text)
            throws IOException {
        try (RawHost host = saying("HTTP/1.1 " + head + "\r\nContent-Length: 0\r\n\r\n")) {
            Checkup checkup = look(host.host(AuthScheme.NEGOTIATE));

            assertThat(checkup.failures().map(Check::word)).containsExactly(check);
            assertThat(checkup.findings().stream().map(Finding::text))
                    .anySatisfy(said -> assertThat(said).contains(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Sat, 21 Nov 2026 10:00:01 GMT', OK, within 2 s",
        "'Sat, 21 Nov 2026 10:02:00 GMT', WARNING, 120 s ahead of ours",
        "'Sat, 21 Nov 2026 09:53:00 GMT', FAILED, 420 s behind ours",
        "yesterday, NOT_CHECKED, does not say its time"
    })
    void clocks_are_compared(String date, Grade grade, String text) throws IOException {
        try (RawHost host =
                saying(
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Negotiate\r\nDate: "
                                + date
                                + "\r\nContent-Length: 0\r\n\r\n")) {
            Finding found =
                    finding(
                            look(host.host(AuthScheme.NEGOTIATE), InstantSource.fixed(NOW)),
                            Check.CLOCK);

            assertThat(found.grade()).isEqualTo(grade);
            assertThat(found.text()).contains(text);
        }
    }

    @Test
    void what_speaks_no_http_is_a_cross() throws IOException {
        try (RawHost host = saying("SSH-2.0-OpenSSH_9.6\r\n")) {
            assertThat(look(host.host(AuthScheme.NEGOTIATE)).failures())
                    .containsExactly(Check.SERVICE);
        }
    }

    @Test
    void basic_in_the_clear_is_a_cross() throws IOException {
        try (RawHost host =
                saying("HTTP/1.1 401 x\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(look(host.host(AuthScheme.BASIC)).failures()).containsExactly(Check.TLS);
        }
    }

    private static RawHost saying(String answer) throws IOException {
        return new RawHost(wire -> {
            wire.read();
            wire.write(answer);
        });
    }

    private static Host at(int port, @Nullable Tls checks) {
        return Host.of("ws1", new Connection("127.0.0.1", port, checks, AuthScheme.NTLM, null));
    }

    @Test
    void a_port_that_is_free_again_is_no_fault_of_the_probe() {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        assertThat(look(at(port, null)).failures()).containsExactly(Check.TCP);
    }
}
