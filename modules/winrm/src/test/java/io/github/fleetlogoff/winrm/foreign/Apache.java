package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.winrm.foreign.Certificates.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Apache httpd on this computer, with a page at `/wsman` behind a logon.
final class Apache implements AutoCloseable {
    static final String PAGE = "behind the logon";

    private final ForeignProcess process;
    private final int port;

    private Apache(ForeignProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param tls present = HTTPS
    /// @param clients by whom a client's certificate must be signed
    /// @param logon the directives that ask for one
    static Apache start(
            Path parent,
            Map<String, String> environment,
            Optional<Pem> tls,
            Optional<Pem> clients,
            String logon)
            throws IOException, InterruptedException {
        return start(parent, environment, tls, clients, logon, List.of());
    }

    /// One without TLS whose clock is an hour ahead.
    static Apache startLater(Path parent, Map<String, String> environment, String logon)
            throws IOException, InterruptedException {
        return start(
                parent,
                environment,
                Optional.empty(),
                Optional.empty(),
                logon,
                List.of(ForeignParts.FAKETIME, "-f", "+1h"));
    }

    private static Apache start(
            Path parent,
            Map<String, String> environment,
            Optional<Pem> tls,
            Optional<Pem> clients,
            String logon,
            List<String> wrapper)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(parent, "apache");
        Files.writeString(Files.createDirectory(folder.resolve("pages")).resolve("wsman"), PAGE);
        int port = ForeignProcess.freePort();
        Files.writeString(
                folder.resolve("httpd.conf"),
                """
                ServerRoot %1$s
                ServerName web.fleet.test
                PidFile %1$s/pid
                Listen 127.0.0.1:%2$d
                %3$s
                <IfModule mpm_event_module>
                  StartServers 1
                </IfModule>
                ErrorLog /dev/stderr
                LogLevel warn auth_gssapi:debug
                DocumentRoot %1$s/pages
                %4$s
                %6$s
                <Location /wsman>
                  %5$s
                </Location>
                """
                        .formatted(
                                folder,
                                port,
                                modules(),
                                tls.map(Apache::tls).orElse(""),
                                logon,
                                clients.map(pem -> "SSLCACertificateFile " + pem.certificate())
                                        .orElse("")));
        open(parent, folder);
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(
                List.of(
                        ForeignParts.APACHE,
                        "-f",
                        folder.resolve("httpd.conf").toString(),
                        "-DFOREGROUND"));
        ForeignProcess process = ForeignProcess.start(folder, environment, command);
        try {
            process.await(line -> line.contains("resuming normal operations"));
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
        return new Apache(process, port);
    }

    private static String modules() {
        String modules =
                Stream.of(
                                "mpm_event",
                                "authn_core",
                                "authz_core",
                                "authz_user",
                                "alias",
                                "auth_gssapi",
                                "socache_shmcb",
                                "ssl")
                        .map(name ->
                                "LoadModule %1$s_module %2$smod_%1$s.so"
                                        .formatted(name, ForeignParts.APACHE_MODULES))
                        .collect(Collectors.joining("\n"));
        return isRoot() ? modules + "\nUser www-data\nGroup www-data" : modules;
    }

    private static String tls(Pem pem) {
        return """
        SSLEngine on
        SSLCertificateFile %s
        SSLCertificateKeyFile %s
        """
                .formatted(pem.certificate(), pem.key());
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// The server gives up its rights, still has to read what root wrote, and to write down which
    /// tickets it has seen.
    private static void open(Path... roots) throws IOException {
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.toList()) {
                    Files.setPosixFilePermissions(
                            file,
                            PosixFilePermissions.fromString(
                                    Files.isDirectory(file) ? "rwxrwxrwx" : "rw-r--r--"));
                }
            }
        }
    }

    int port() {
        return port;
    }

    /// What it complained of.
    String log() {
        return process.text();
    }

    @Override
    public void close() {
        process.close();
    }
}
