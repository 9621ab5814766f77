package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateLogonTest {
    @Test
    void says_with_each_request_that_the_certificate_is_meant_as_a_logon() throws LogonException {
        Logon logon = new CertificateLogon("ops.p12", true);
        for (int i = 0; i < 2; i++) {
            assertThat(logon.authorization())
                    .hasValue("http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual");
            logon.accepted(List.of());
        }
        assertThat(logon.sealing()).isEmpty();
    }

    @Test
    void sends_nothing_without_tls() {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> new CertificateLogon("ops.p12", false).authorization())
                .withMessageContaining("tls: true")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.UNTRUSTED));
    }

    @Test
    void a_certificate_that_is_not_taken_is_no_wrong_password() throws LogonException {
        Logon logon = new CertificateLogon("ops.p12", true);
        assertThat(logon.authorization()).isPresent();
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> logon.refused(List.of("Negotiate")))
                .withMessageContaining("ops.p12")
                .withMessageContaining("certmapping")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.DENIED));
    }
}
