package io.github.fleetlogoff.winrm.wsman.logon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogon.Scheme;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The legs; what the tokens are is for the servers of package `foreign`.
class KerberosLogonTest {
    private static final ServicePrincipal SERVICE = new ServicePrincipal("HTTP", "web.example");
    private final AtomicInteger tokens = new AtomicInteger();

    private final KerberosLogon.Tickets tickets =
            new KerberosLogon.Tickets() {
                @Override
                public Subject subject() {
                    return new Subject();
                }

                @Override
                public byte[] begin(
                        KerberosExchange exchange, Subject subject, ServicePrincipal service) {
                    return new byte[] {(byte) tokens.incrementAndGet()};
                }
            };

    private Logon logon(ServicePrincipal service) {
        return new KerberosLogon(
                tickets, service, () -> new SealedExchange(service), Scheme.KERBEROS);
    }

    @Test
    void goes_on_under_the_other_name_of_the_scheme_once_with_a_new_token() throws LogonException {
        Logon logon = logon(SERVICE);
        assertThat(logon.authorization()).hasValue("Kerberos AQ==");
        assertThat(logon.refused(List.of("Negotiate", "Basic realm=\"WSMAN\""))).isTrue();
        assertThat(logon.authorization()).hasValue("Negotiate Ag==");
        assertFault(logon, List.of("Kerberos"), Kind.NOT_OFFERED, "it offers Kerberos");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Kerberos", "Negotiate", "Basic"})
    void a_server_that_took_the_logon_cannot_ask_for_another(String offered) throws LogonException {
        Logon logon = new KerberosLogon(tickets, SERVICE, ProvenExchange::new, Scheme.KERBEROS);
        assertThat(logon.authorization()).isPresent();
        logon.accepted(List.of("Kerberos AA=="));
        assertThat(logon.authorization()).isEmpty();
        assertFault(logon, List.of(offered), Kind.UNTRUSTED, "no longer takes the logon");
        assertThat(logon.authorization()).isEmpty();
        assertThat(tokens).hasValue(1);
    }

    /// As Java's own does at some damaged tokens.
    @Test
    void a_token_at_which_kerberos_itself_stumbles_proves_nothing() throws LogonException {
        ProvenExchange stumbling =
                new ProvenExchange() {
                    @Override
                    public void finish(byte[] token) {
                        throw new IllegalArgumentException("Bad arguments");
                    }
                };
        Logon logon = new KerberosLogon(tickets, SERVICE, () -> stumbling, Scheme.KERBEROS);
        assertThat(logon.authorization()).isPresent();
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> logon.accepted(List.of("Kerberos AA==")))
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.UNTRUSTED));
    }

    /// With a server that proves itself by any token.
    private static class ProvenExchange implements KerberosExchange {
        @Override
        public byte[] begin() {
            return new byte[0];
        }

        @Override
        public void finish(byte[] token) {}

        @Override
        public Optional<Sealing> sealing(String protocol) {
            return Optional.empty();
        }
    }

    @Test
    void a_ticket_that_is_refused_is_no_wrong_password() throws LogonException {
        Logon logon = logon(SERVICE);
        assertThat(logon.authorization()).isPresent();
        assertFault(
                logon,
                List.of("Kerberos", "Negotiate"),
                Kind.DENIED,
                "the server refused the Kerberos ticket for HTTP/web.example");
    }

    @Test
    void a_server_must_prove_itself_before_it_is_believed() throws LogonException {
        Logon logon = logon(SERVICE);
        assertThat(logon.authorization()).isPresent();
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> logon.accepted(List.of("Kerberos")))
                .withMessage("the server did not prove that it is HTTP/web.example")
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.UNTRUSTED));
        assertThat(logon.sealing()).isEmpty();
    }

    @Test
    void an_ip_address_has_no_ticket_and_no_domain_controller_is_asked() {
        for (String address : List.of("192.0.2.7", "2001:db8::7")) {
            assertThatExceptionOfType(LogonException.class)
                    .isThrownBy(() -> logon(new ServicePrincipal("HTTP", address)).authorization())
                    .withMessageContaining("give the host's name")
                    .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(Kind.NO_TICKET));
        }
        assertThat(tokens).hasValue(0);
    }

    private static void assertFault(
            Logon logon, List<String> challenges, Kind kind, String message) {
        assertThatExceptionOfType(LogonException.class)
                .isThrownBy(() -> logon.refused(challenges))
                .withMessageContaining(message)
                .satisfies(thrown -> assertThat(thrown.kind()).isEqualTo(kind));
    }
}
