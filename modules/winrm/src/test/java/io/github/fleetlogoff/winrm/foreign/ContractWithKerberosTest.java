package io.github.fleetlogoff.winrm.foreign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.winrm.wsman.WsmanContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The contract of shells by the tickets of MIT's key distribution centre, on simulated hosts. The
/// realm is one for all, and for nobody else meanwhile.
@ResourceLock(value = Realm.OF_JAVA, mode = ResourceAccessMode.READ)
class ContractWithKerberosTest {
    @TempDir private static Path folder;
    private static Realm realm;

    @BeforeAll
    static void open() throws Exception {
        ForeignParts.needKerberos();
        realm = Realm.open(folder);
    }

    @AfterAll
    static void close() {
        if (realm != null) {
            realm.close();
        }
    }

    /// The contract, and who a host takes the client for.
    abstract static class Contract extends WsmanContract {
        private final String account;

        Contract(String user, AuthScheme auth, boolean tls) {
            super(TicketWay.of(user, realm, auth, tls, TicketWay.HOST), tls ? 0 : 1);
            // The ticket's own words.
            this.account = user + "@FLEET.TEST";
        }

        Contract(String user, boolean tls) {
            super(TicketWay.of(user, realm, AuthScheme.NEGOTIATE, tls, TicketWay.UNKNOWN_HOST), 1);
            // As NTLM sends it.
            this.account = user + "@fleet.test";
        }

        @Test
        void is_logged_on_by_the_scheme_that_it_should_be() {
            assertThat(new String(answered(run("good", command("whoami"))).stdout(), UTF_8))
                    .isEqualTo(account);
        }
    }

    @Nested
    class KerberosOverHttp extends Contract {
        KerberosOverHttp() {
            super("wary1", AuthScheme.KERBEROS, false);
        }
    }

    @Nested
    class KerberosOverHttps extends Contract {
        KerberosOverHttps() {
            super("wary2", AuthScheme.KERBEROS, true);
        }
    }

    @Nested
    class NegotiateOverHttp extends Contract {
        NegotiateOverHttp() {
            super("wary3", AuthScheme.NEGOTIATE, false);
        }
    }

    @Nested
    class NegotiateOverHttps extends Contract {
        NegotiateOverHttps() {
            super("wary4", AuthScheme.NEGOTIATE, true);
        }
    }

    /// Where the realm does not know the service, NTLM takes the place of Kerberos.
    @Nested
    class NegotiateByNtlmOverHttp extends Contract {
        NegotiateByNtlmOverHttp() {
            super("wary5", false);
        }
    }

    /// The same, bound to the TLS connection.
    @Nested
    class NegotiateByNtlmOverHttps extends Contract {
        NegotiateByNtlmOverHttps() {
            super("wary6", true);
        }
    }
}
