package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import io.github.fleetlogoff.winrm.wsman.logon.CertificateLogons;
import io.github.fleetlogoff.winrm.wsman.logon.ClientCertificate;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import io.github.fleetlogoff.winrm.wsman.logon.LogonFactory;
import io.github.fleetlogoff.winrm.wsman.logon.NegotiateLogons;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Our logons on Apache httpd: Kerberos with mod_auth_gssapi, client certificates with mod_ssl.
@ResourceLock(Realm.OF_JAVA)
class LogonAgainstApacheTest {
    private static final String GSSAPI =
            """
            AuthType GSSAPI
              AuthName fleet
              GssapiCredStore keytab:%s
              GssapiAllowedMech %s
              GssapiConnectionBound On
              Require user %s
            """;

    @TempDir private Path folder;
    private @Nullable Realm realm;

    @AfterEach
    void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void kerberos_logs_on_and_apache_proves_itself() throws Exception {
        Realm opened = realm();
        try (Apache apache = apache(opened, Optional.empty());
                Knock knock = Knock.plain(apache.port())) {
            Logon logon =
                    kerberos()
                            .logon(
                                    Realm.host(Realm.SERVER, apache.port()),
                                    Realm.ops(),
                                    Optional.empty());
            HttpAnswer answer = knock.post(logon);
            assertThat(page(answer)).as(apache.log()).isEqualTo(Apache.PAGE);
            assertThat(answer.challenges()).singleElement().asString().startsWith("Negotiate ");
            assertThat(logon.sealing()).isPresent();
            assertThat(logon.authorization()).isEmpty();
            // It offers no scheme "Kerberos".
            assertThat(knock.requests()).isEqualTo(2);
        }
    }

    @Test
    void negotiate_needs_one_request() throws Exception {
        Realm opened = realm();
        try (Apache apache = apache(opened, Optional.empty());
                Knock knock = Knock.plain(apache.port())) {
            LogonFactory negotiate =
                    new NegotiateLogons(
                            kerberos(),
                            (host, credential, server) -> {
                                throw new AssertionError("NTLM");
                            });
            Logon logon =
                    negotiate.logon(
                            Realm.host(Realm.SERVER, apache.port()), Realm.ops(), Optional.empty());
            assertThat(page(knock.post(logon))).as(apache.log()).isEqualTo(Apache.PAGE);
            assertThat(knock.requests()).isEqualTo(1);
        }
    }

    @Test
    void apache_with_another_key_says_what_is_wrong() throws Exception {
        Realm opened = realm();
        try (Apache apache = apache(opened, Optional.empty());
                Knock knock = Knock.plain(apache.port())) {
            Logon logon =
                    kerberos()
                            .logon(
                                    Realm.host("moved.fleet.test", apache.port()),
                                    Realm.ops(),
                                    Optional.empty());
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> knock.post(logon))
                    .withMessageContaining("the name is registered on another account")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void apache_with_another_time_says_what_is_wrong() throws Exception {
        ForeignParts.needFaketime();
        Realm opened = realm();
        try (Apache apache =
                        Apache.startLater(
                                folder,
                                opened.environment(),
                                GSSAPI.formatted(opened.keytab("server"), "krb5", "any"));
                Knock knock = Knock.plain(apache.port())) {
            Logon logon =
                    kerberos()
                            .logon(
                                    Realm.host(Realm.SERVER, apache.port()),
                                    Realm.ops(),
                                    Optional.empty());
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> knock.post(logon))
                    .withMessageContaining("the clocks differ")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
        }
    }

    @Test
    void kerberos_logs_on_over_tls() throws Exception {
        Realm opened = realm();
        Pem pem = new Certificates(folder).make("web");
        try (Apache apache = apache(opened, Optional.of(pem));
                Knock knock = Knock.tls(apache.port(), pem.client())) {
            Logon logon =
                    kerberos()
                            .logon(
                                    Realm.host(Realm.SERVER, apache.port()),
                                    Realm.ops(),
                                    knock.certificate());
            assertThat(page(knock.post(logon))).as(apache.log()).isEqualTo(Apache.PAGE);
        }
    }

    @Test
    void a_certificate_logs_on_when_it_is_asked_for_after_the_request() throws Exception {
        Certificates certificates = new Certificates(folder);
        Pem server = certificates.make("server");
        Pem client = certificates.make("client");
        ClientCertificate own =
                ClientCertificate.read(
                        certificates.pkcs12(client),
                        Secret.of(Certificates.PASSWORD.toCharArray()),
                        InstantSource.system().instant());
        try (Apache apache =
                        certified(
                                server,
                                client,
                                "Require expr \"%{HTTP:Authorization} == 'http://schemas.dmtf.org"
                                        + "/wbem/wsman/1/wsman/secprofile/https/mutual' &&"
                                        + " %{SSL_CLIENT_S_DN} == 'CN=client'\"");
                Knock knock =
                        Knock.tls(
                                apache.port(),
                                server.client(own.keyManagers()),
                                ClientCertificate.TLS_VERSIONS)) {
            Logon logon = byCertificate(apache, knock);
            byte[] message = new byte[5000];
            assertThat(page(knock.post(logon, message))).as(apache.log()).isEqualTo(Apache.PAGE);
            assertThat(knock.post(logon, message).status()).isEqualTo(200);
        }
    }

    @Test
    void a_server_that_maps_the_certificate_to_nobody_says_so_and_no_password_was_wrong()
            throws Exception {
        Pem server = new Certificates(folder).make("server");
        try (Apache apache =
                        Apache.start(
                                folder,
                                Map.of(),
                                Optional.of(server),
                                Optional.empty(),
                                "Redirect 401");
                Knock knock = Knock.tls(apache.port(), server.client())) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> knock.post(byCertificate(apache, knock)))
                    .withMessageContaining("certmapping")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
        }
    }

    private Apache certified(Pem server, Pem client, String require) throws Exception {
        return Apache.start(
                folder,
                Map.of(),
                Optional.of(server),
                Optional.of(client),
                "SSLVerifyClient require\n  " + require);
    }

    private static Logon byCertificate(Apache apache, Knock knock) {
        Credential card = Realm.credential("client.p12", new Proof.Certificate(Path.of("unread")));
        return new CertificateLogons()
                .logon(Realm.host("localhost", apache.port()), card, knock.certificate());
    }

    private static String page(HttpAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private Realm realm() throws Exception {
        ForeignParts.needApache();
        ForeignParts.needKerberos();
        Realm opened = Realm.open(folder);
        realm = opened;
        return opened;
    }

    private static KerberosLogons kerberos() {
        return new KerberosLogons(
                new KerberosLogins(InstantSource.system(), Duration.ofSeconds(10)));
    }

    private Apache apache(Realm opened, Optional<Pem> tls) throws Exception {
        return Apache.start(
                folder,
                opened.environment(),
                tls,
                Optional.empty(),
                GSSAPI.formatted(opened.keytab("server"), "krb5", "ops@" + Realm.NAME));
    }
}
