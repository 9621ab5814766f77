package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.CREDENTIAL;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.github.fleetlogoff.inventory.DirectorySpec.Server;
import io.github.fleetlogoff.model.FleetException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// What went wrong with a directory, and what to do.
final class DirectoryFaults {
    // What Active Directory adds to a refused logon (MS-ADTS 3.1.1.3.1.5, Win32 codes in
    // hexadecimal).
    private static final Pattern DATA = Pattern.compile("data ([0-9a-f]{2,8})");
    private static final Map<String, String> REASONS =
            Map.of(
                    "525", "there is no such account",
                    "52e", "the name or the password is wrong; it was sent once",
                    "530", "the account may not log on at this time",
                    "531", "the account may not log on from this computer",
                    "532", "the password has expired; set a new one",
                    "533", "the account is disabled",
                    "701", "the account has expired",
                    "773", "the password must be changed first",
                    "775", "the account is locked out; unlock it before the next try");

    private DirectoryFaults() {}

    /// Whether another server may do better: nothing was said of the logon.
    static boolean unreached(LDAPException e) {
        return e.getResultCode().equals(ResultCode.CONNECT_ERROR)
                || e.getResultCode().equals(ResultCode.SERVER_DOWN)
                || e.getResultCode().equals(ResultCode.TIMEOUT)
                || e.getResultCode().equals(ResultCode.UNAVAILABLE)
                || e.getResultCode().equals(ResultCode.BUSY);
    }

    static FleetException unreached(Place place, Server server, LDAPException e) {
        Optional<String> tls = tls(e);
        return fault(
                place,
                server,
                tls.isPresent()
                        ? "its certificate or TLS is refused: "
                                + tls.get()
                                + "; give the authority's certificate with 'ca', or the server's name as the"
                                + " certificate has it"
                        : "cannot be reached ("
                                + sentence(e)
                                + "); check the name, the port and the firewall, or name another server"
                                + " under 'url'");
    }

    static FleetException logon(Place place, Server server, CredentialSource as, LDAPException e) {
        String who =
                "refused the logon of "
                        + Place.quote(as.username())
                        + " (credential "
                        + Place.quote(as.name())
                        + ")";
        String why =
                e.getResultCode().equals(ResultCode.STRONG_AUTH_REQUIRED)
                        ? "it wants the logon protected; write ldaps:// or startTls: true"
                        : reason(e).orElseGet(() -> refusal(e));
        return new FleetException(
                CREDENTIAL, place + ": directory " + server + " " + who + ": " + why, e);
    }

    private static String refusal(LDAPException e) {
        return e.getResultCode().equals(ResultCode.INVALID_CREDENTIALS)
                ? "the name or the password is wrong; it was sent once"
                : sentence(e);
    }

    private static Optional<String> reason(LDAPException e) {
        Matcher data = DATA.matcher(String.valueOf(e.getDiagnosticMessage()));
        return data.find() ? Optional.ofNullable(REASONS.get(data.group(1))) : Optional.empty();
    }

    static FleetException kerberos(
            Place place, Server server, CredentialSource as, LDAPException e) {
        return new FleetException(
                CREDENTIAL,
                place
                        + ": directory "
                        + server
                        + ": the Kerberos logon of "
                        + Place.quote(as.username())
                        + " (credential "
                        + Place.quote(as.name())
                        + ") failed: "
                        + deepest(e)
                        + "; 'klist' and docs/kerberos.md tell what to look at",
                e);
    }

    static FleetException search(Place place, Server server, String base, LDAPException e) {
        if (unreached(e)) {
            return unreached(place, server, e);
        }
        String next =
                switch (e.getResultCode().intValue()) {
                    case ResultCode.NO_SUCH_OBJECT_INT_VALUE ->
                            "there is no "
                                    + Place.quote(base)
                                    + " for this account; correct 'base'";
                    case ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE ->
                            "the account may not read below " + Place.quote(base);
                    case ResultCode.SIZE_LIMIT_EXCEEDED_INT_VALUE ->
                            "it gives no more answers than its limit; make 'pageSize' smaller, or the account's"
                                    + " limit larger";
                    case ResultCode.REFERRAL_INT_VALUE ->
                            "another server has "
                                    + Place.quote(base)
                                    + "; name that one under 'url', or a global catalogue";
                    default -> sentence(e);
                };
        return fault(place, server, next);
    }

    static FleetException fault(Place place, Server server, String text) {
        return place.fault("directory " + server + " " + text);
    }

    private static Optional<String> tls(LDAPException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || (cause instanceof SSLException && cause.getCause() == null)) {
                return Optional.of(one(String.valueOf(cause.getMessage())));
            }
        }
        String text = String.valueOf(e.getMessage());
        return text.contains("ertificate") || text.contains("SSL")
                ? Optional.of(one(text))
                : Optional.empty();
    }

    private static String deepest(Throwable e) {
        Throwable last = e;
        while (last.getCause() != null && last.getCause().getMessage() != null) {
            last = last.getCause();
        }
        return one(String.valueOf(last.getMessage()));
    }

    /// What the server says, without control characters and at one screen's length at most.
    private static String sentence(LDAPException e) {
        String said = e.getDiagnosticMessage();
        return e.getResultCode().getName()
                + ": "
                + one(said == null ? String.valueOf(e.getMessage()) : said);
    }

    private static String one(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
