package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credential.Proof;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.simulator.FleetFigures;
import io.github.fleetlogoff.simulator.FleetSettings;
import io.github.fleetlogoff.winrm.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// By a certificate that the hosts know, against one that they do not.
class WsmanCertificateTest extends WsmanContract {
    private static final String PASSWORD = "of the file";
    @TempDir private static Path folder;

    WsmanCertificateTest() {
        super(new CertificateWay(folder), 0);
    }

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        for (String name : List.of(Way.RIGHT, Way.WRONG)) {
            keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name);
        }
        keytool(Way.RIGHT, "-exportcert", "-rfc", "-file", folder.resolve("known.pem").toString());
    }

    private static void keytool(String name, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", name, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store(folder, name).toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static Path store(Path folder, String name) {
        return folder.resolve(name + ".p12");
    }

    private record CertificateWay(Path folder) implements Way {
        @Override
        public AuthScheme auth() {
            return AuthScheme.CERTIFICATE;
        }

        @Override
        public boolean tls() {
            return true;
        }

        @Override
        public FleetSettings.Wire wire() {
            return new FleetSettings.Wire(0, false, true).withClientCa(folder.resolve("known.pem"));
        }

        @Override
        public Credential account() {
            return Way.password(AuthScheme.NTLM, true).account();
        }

        @Override
        public Credentials credentials() {
            return new Credentials(Map.of(RIGHT, certificate(RIGHT), WRONG, certificate(WRONG)));
        }

        private Credential certificate(String name) {
            return new Credential(
                    name,
                    name,
                    Secret.of(PASSWORD.toCharArray()),
                    new Proof.Certificate(store(folder, name)));
        }

        /// None: no password was tried.
        @Override
        public long refused(FleetFigures figures) {
            return 0;
        }
    }
}
