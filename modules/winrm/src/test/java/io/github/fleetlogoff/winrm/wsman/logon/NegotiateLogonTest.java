package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NegotiateLogonTest {

    /// A logon of one leg.
    ///
    /// @param failure why it cannot be made, absent where it can
    private record Fake(String token, @Nullable Kind failure) implements Logon {
        @Override
        public Optional<String> authorization() throws LogonException {
            if (failure != null) {
                throw new LogonException(failure, "no " + token);
            }
            return Optional.of(token);
        }

        @Override
        public boolean refused(List<String> challenges) throws LogonException {
            throw new LogonException(Kind.DENIED, token + " refused");
        }

        @Override
        public void accepted(List<String> challenges) {}

        @Override
        public Optional<Sealing> sealing() {
            return Optional.empty();
        }
    }

    private static final Logon NTLM = new Fake("ntlm", null);

    private static Logon forbidden(LogonException why) {
        throw new AssertionError("NTLM was tried", why);
    }

    @Test
    void prefers_kerberos() throws LogonException {
        Logon logon = new NegotiateLogon(new Fake("kerberos", null), NegotiateLogonTest::forbidden);
        assertThat(logon.authorization()).hasValue("kerberos");
    }

    @Test
    void takes_ntlm_where_there_is_no_ticket() throws LogonException {
        Logon logon = new NegotiateLogon(new Fake("kerberos", Kind.NO_TICKET), _ -> NTLM);
        assertThat(logon.authorization()).hasValue("ntlm");
        assertThat(logon.authorization()).hasValue("ntlm");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_TICKET")
    void any_other_failure_of_kerberos_is_final(Kind kind) {
        Logon logon = new NegotiateLogon(new Fake("kerberos", kind), NegotiateLogonTest::forbidden);
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(logon::authorization)
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(kind));
    }

    @Test
    void a_server_that_refuses_the_ticket_cannot_choose_ntlm() throws LogonException {
        Logon logon = new NegotiateLogon(new Fake("kerberos", null), NegotiateLogonTest::forbidden);
        assertThat(logon.authorization()).isPresent();
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> logon.refused(List.of("Negotiate")))
                .withMessage("kerberos refused");
    }

    @ParameterizedTest
    @CsvSource({
        "web.example, CORP\\ops, false",
        "web.example, ops@corp.example, false",
        "192.0.2.7, CORP\\ops, true",
        "web.example, ops, true",
        "web.example, .\\ops, true"
    })
    void a_local_account_and_a_host_without_a_name_take_ntlm_at_once(
            String host, String user, boolean ntlm) {
        Logon logon = logons().logon(host(host), credential(user, new Proof.Password()), none());
        assertThat(logon.equals(NTLM)).isEqualTo(ntlm);
    }

    @Test
    void an_account_without_a_password_never_takes_ntlm() {
        Credential keytab = credential("ops@corp.example", new Proof.Keytab(Path.of("k")));
        assertThat(logons().logon(host("192.0.2.7"), keytab, none()))
                .isInstanceOf(KerberosLogon.class);
        assertThat(logons().logon(host("web.example"), keytab, none()))
                .isInstanceOf(KerberosLogon.class);
    }

    @Test
    void counts_the_logons_that_ntlm_takes_over() throws Exception {
        NegotiateLogons logons = logons();
        Credential ops = credential("OTHER.EXAMPLE\\ops", new Proof.Password());
        for (int i = 0; i < 2; i++) {
            Logon logon = logons.logon(host("web.example"), ops, none());
            assertThat(logons.replaced()).isEqualTo(i);
            assertThat(logon.authorization()).hasValue("ntlm");
        }
        assertThat(logons.replaced()).isEqualTo(2);
    }

    private static Optional<X509Certificate> none() {
        return Optional.empty();
    }

    private static NegotiateLogons logons() {
        return new NegotiateLogons(
                new KerberosLogons(
                        new KerberosLogins(InstantSource.system(), Duration.ofSeconds(1))),
                (host, credential, server) -> NTLM);
    }

    private static Connection host(String address) {
        return new Connection(address, 5985, null, AuthScheme.NEGOTIATE, "ops");
    }

    private static Credential credential(String user, Proof proof) {
        return new Credential("ops", user, Secret.of("x".toCharArray()), proof);
    }
}
