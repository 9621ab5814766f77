package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.Mutations;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.Sealing;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KeyTab;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.MessageProp;
import org.ietf.jgss.Oid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Damaged answers of a Kerberos server: whatever they are, nothing but a [LogonException] comes of
/// them, and none is taken for another than it was.
@ResourceLock(Realm.OF_JAVA)
class KerberosFuzzTest {
    private static final int SEALED_HEADER = 60;

    @TempDir private Path folder;
    private Realm realm;
    private KerberosLogons logons;

    @BeforeEach
    void open() throws Exception {
        ForeignParts.needKerberos();
        realm = Realm.open(folder);
        logons =
                new KerberosLogons(
                        new KerberosLogins(InstantSource.system(), Duration.ofSeconds(10)));
    }

    @AfterEach
    void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void damaged_proofs_of_a_server_over_http_are_refused() throws Exception {
        refusesDamagedProofs(Optional.empty());
    }

    @Test
    void damaged_proofs_of_a_server_over_tls_are_refused() throws Exception {
        Path certificate = new Certificates(folder).make("fuzz").certificate();
        try (InputStream pem = Files.newInputStream(certificate)) {
            refusesDamagedProofs(
                    Optional.of(
                            (X509Certificate)
                                    CertificateFactory.getInstance("X.509")
                                            .generateCertificate(pem)));
        }
    }

    private void refusesDamagedProofs(Optional<X509Certificate> tls) throws Exception {
        Acceptor proving = new Acceptor();
        byte[] good = proving.accept(begin(tls));
        List<byte[]> damaged = Mutations.of(good, 11, 150).toList();
        int refused = 0;
        for (byte[] mutation : damaged) {
            Logon logon = logon(tls);
            Acceptor server = new Acceptor();
            byte[] proof = server.accept(token(logon));
            // The damage to one proof, done to another of the same layout.
            byte[] changed = proof.clone();
            // Lengths differ by a byte where a number begins with zeros.
            int both = Math.min(changed.length, Math.min(good.length, mutation.length));
            for (int i = 0; i < both; i++) {
                changed[i] ^= (byte) (good[i] ^ mutation[i]);
            }
            if (mutation.length < changed.length) {
                changed = Arrays.copyOf(changed, mutation.length);
            }
            // DER may be written in more than one way: what matters is that nothing else is thrown.
            refused += isAccepted(logon, changed) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(damaged.size() / 2);
        assertThat(isAccepted(logon(tls), good)).isFalse();
        Logon strangers = logon(tls);
        assertThat(strangers.authorization()).isPresent();
        assertThat(isAccepted(strangers, good)).as("the proof of another logon").isFalse();
    }

    private static boolean isAccepted(Logon logon, byte[] proof) {
        try {
            logon.accepted(List.of("Kerberos " + Base64.getEncoder().encodeToString(proof)));
            return true;
        } catch (LogonException refused) {
            return false;
        }
    }

    @Test
    void no_damaged_answer_is_opened_to_another_text_or_twice() throws Exception {
        Logon logon = logon(Optional.empty());
        Acceptor server = new Acceptor();
        assertThat(isAccepted(logon, server.accept(token(logon)))).isTrue();
        Sealing sealing = logon.sealing().orElseThrow();
        byte[] plain = "<answer/>".repeat(20).getBytes(StandardCharsets.UTF_8);
        byte[] good = server.seal(plain);
        List<byte[]> opened =
                Mutations.of(good, 12, 2_000)
                        .flatMap(damaged -> opened(sealing, damaged).stream())
                        .toList();
        // Not all of the clear header is signed; but the text is, and its number counts once.
        assertThat(opened).hasSizeLessThan(2).allMatch(text -> Arrays.equals(text, plain));
        assertThat(opened(sealing, good).isPresent()).isEqualTo(opened.isEmpty());
    }

    private static Optional<byte[]> opened(Sealing sealing, byte[] token) {
        int split = Math.min(SEALED_HEADER, token.length);
        try {
            return Optional.of(
                    sealing.open(
                            new Sealing.Sealed(
                                    Arrays.copyOf(token, split),
                                    Arrays.copyOfRange(token, split, token.length))));
        } catch (LogonException refused) {
            return Optional.empty();
        }
    }

    private Logon logon(Optional<X509Certificate> tls) {
        return logons.logon(
                Realm.host(TicketWay.HOST, 5985, AuthScheme.KERBEROS, null), Realm.ops(), tls);
    }

    private byte[] begin(Optional<X509Certificate> tls) throws LogonException {
        return token(logon(tls));
    }

    private static byte[] token(Logon logon) throws LogonException {
        String header = logon.authorization().orElseThrow();
        return Base64.getDecoder().decode(header.substring("Kerberos ".length()));
    }

    /// The server's end, by Java's own Kerberos.
    private final class Acceptor {
        private final Subject subject =
                new Subject(
                        false,
                        Set.of(),
                        Set.of(),
                        Set.of(KeyTab.getUnboundInstance(realm.keytab("server").toFile())));
        private final GSSContext context =
                Subject.callAs(
                        subject,
                        () -> {
                            GSSManager manager = GSSManager.getInstance();
                            return manager.createContext(
                                    manager.createCredential(
                                            null,
                                            GSSCredential.INDEFINITE_LIFETIME,
                                            new Oid("1.2.840.113554.1.2.2"),
                                            GSSCredential.ACCEPT_ONLY));
                        });

        byte[] accept(byte[] token) {
            return Subject.callAs(subject, () -> context.acceptSecContext(token, 0, token.length));
        }

        byte[] seal(byte[] plain) throws Exception {
            return context.wrap(plain, 0, plain.length, new MessageProp(0, true));
        }
    }
}
