package io.github.fleetlogoff.winrm.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Where `src/test/foreign/install.sh` puts the servers that others wrote.
final class ForeignParts {
    static final Path PYTHON = Path.of("target", "foreign-venv", "bin", "python").toAbsolutePath();
    static final Path RESPONDER =
            Path.of("src", "test", "foreign", "responder.py").toAbsolutePath();
    static final String KDC = "/usr/sbin/krb5kdc";
    static final String FAKETIME = "/usr/bin/faketime";
    static final String APACHE = "/usr/sbin/apache2";
    static final String APACHE_MODULES = "/usr/lib/apache2/modules/";
    private static final String HOW =
            ": run modules/winrm/src/test/foreign/install.sh (Debian) to have it";

    private ForeignParts() {}

    /// Skips the test where there is no MIT Kerberos.
    static void needKerberos() {
        need(
                "MIT Kerberos",
                KDC,
                "/usr/sbin/kdb5_util",
                "/usr/sbin/kadmin.local",
                "/usr/bin/kinit");
    }

    /// Skips the test where no program can be given another time.
    static void needFaketime() {
        need("faketime", FAKETIME);
    }

    /// Skips the test where there is no Apache with mod_auth_gssapi.
    static void needApache() {
        need("Apache httpd with mod_auth_gssapi", APACHE, APACHE_MODULES + "mod_auth_gssapi.so");
    }

    /// Skips the test where gss-ntlmssp is not a mechanism of the system's GSS-API.
    static void needNtlmMechanism() {
        need("gss-ntlmssp", "/etc/gss/mech.d/mech.ntlmssp.conf");
    }

    /// Skips the test where there is no pyspnego.
    static void needPyspnego() {
        need("pyspnego", PYTHON.toString());
    }

    private static void need(String what, String... files) {
        List<String> missing = Stream.of(files).filter(f -> !Files.exists(Path.of(f))).toList();
        assumeTrue(missing.isEmpty(), () -> "not run, no " + what + " (" + missing + ")" + HOW);
    }
}
