package io.github.fleetlogoff.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:30Z");

    private static OwnCertificate made() throws Exception {
        return OwnCertificate.make("a fleet of ours", NOW, Duration.ofDays(30));
    }

    @Test
    void says_who_it_is_for_and_how_long() throws Exception {
        X509Certificate certificate = made().certificate();
        assertThat(certificate.getSubjectX500Principal().getName())
                .isEqualTo("CN=127.0.0.1,O=a fleet of ours");
        assertThat(certificate.getIssuerX500Principal())
                .isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> List.copyOf(name))
                .containsExactlyInAnyOrder(List.of(7, "127.0.0.1"), List.of(2, "localhost"));
        assertThat(certificate.getNotBefore())
                .isEqualTo(Date.from(NOW.minus(Duration.ofHours(1))));
        assertThat(certificate.getNotAfter()).isEqualTo(Date.from(NOW.plus(Duration.ofDays(30))));
        assertThat(certificate.getVersion()).isEqualTo(3);
    }

    @Test
    void is_signed_with_the_key_that_it_is_for() throws Exception {
        OwnCertificate own = made();
        assertThatCode(() -> own.certificate().verify(own.certificate().getPublicKey()))
                .doesNotThrowAnyException();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(own.key());
        signature.update(new byte[] {1, 2, 3});
        byte[] signed = signature.sign();
        signature.initVerify(own.certificate());
        signature.update(new byte[] {1, 2, 3});
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void is_another_each_time() throws Exception {
        assertThat(made().certificate().getSerialNumber())
                .isNotEqualTo(made().certificate().getSerialNumber());
        assertThat(made().key()).isNotEqualTo(made().key());
    }
}
