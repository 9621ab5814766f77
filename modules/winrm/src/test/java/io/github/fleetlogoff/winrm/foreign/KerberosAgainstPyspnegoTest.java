package io.github.fleetlogoff.winrm.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogins;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosLogons;
import io.github.fleetlogoff.winrm.wsman.logon.KerberosSource;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.ServicePrincipal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerberosAgainstPyspnegoTest {
    @TempDir static Path folder;
    private static Realm realm;

    @BeforeAll
    static void open() throws Exception {
        ForeignParts.needKerberos();
        ForeignParts.needPyspnego();
        realm = Realm.open(folder);
    }

    @AfterAll
    static void close() {
        if (realm != null) {
            realm.close();
        }
    }

    @Test
    void a_password_logs_on_and_its_shell_conversation_is_sealed_both_ways() throws Exception {
        try (Responder responder =
                        Responder.start(
                                folder,
                                realm.environment(),
                                "--protocol",
                                "kerberos",
                                "--host",
                                Realm.SERVER);
                Wire wire = Wire.plain(responder.port())) {
            Function<Credential, KerberosSource> sources = KerberosSource.Password::new;
            KerberosLogons logons =
                    new KerberosLogons(
                            new KerberosLogins(InstantSource.system(), Duration.ofSeconds(10)),
                            sources,
                            host -> new ServicePrincipal("HTTP", Realm.SERVER));
            Logon logon =
                    logons.logon(
                            new Connection(
                                    "127.0.0.1", responder.port(), null, AuthScheme.KERBEROS, null),
                            Realm.ops(),
                            Optional.empty());
            assertThat(wire.logOn(logon).status()).isEqualTo(200);
            assertThat(Talk.run(wire, logon, "whoami /all"))
                    .as(responder.log())
                    .isEqualTo("said whoami /all");
        }
    }
}
