package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.sasl.SaslException;

/// What went wrong with Kerberos, by the error code of RFC 4120, 7.5.9. JGSS gives it in the text
/// of an exception only.
final class KerberosFaults {
    private static final int CLIENT_UNKNOWN = 6;
    private static final int SERVICE_UNKNOWN = 7;
    private static final int POLICY = 12;
    private static final int NO_COMMON_CIPHER = 14;
    private static final int REVOKED = 18;
    private static final int EXPIRED = 23;
    private static final int PREAUTHENTICATION_FAILED = 24;
    private static final int INTEGRITY = 31;
    private static final int SKEW = 37;
    private static final int MODIFIED = 41;
    private static final int OTHER_KEY_VERSION = 44;
    private static final int NO_KEY = 45;
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)");
    // What a realm sends that wants no proof beforehand, and the key does not open.
    private static final String UNDECIPHERED = "sun.security.krb5.KrbCryptoException";
    private static final String CLOCKS =
            "the clocks differ by more than the realm allows (5 minutes as a rule): set this"
                    + " computer's clock by the domain's";

    private KerberosFaults() {}

    /// Of the login that fetches the ticket-granting ticket.
    static LogonException login(KerberosSource source, Throwable thrown) {
        String who = source.described();
        OptionalInt code = code(thrown);
        if (code.isEmpty() && hasCauseNamed(thrown, UNDECIPHERED)) {
            return wrong(who, thrown);
        }
        return switch (code.orElse(0)) {
            case PREAUTHENTICATION_FAILED, INTEGRITY -> wrong(who, thrown);
            case CLIENT_UNKNOWN ->
                    new LogonException(
                            Kind.DENIED,
                            "the realm does not know "
                                    + who
                                    + ": check its name, and write it as name@dns.domain",
                            thrown);
            case REVOKED ->
                    new LogonException(
                            Kind.DENIED,
                            who
                                    + " is disabled, expired or locked out: a domain administrator can say which",
                            thrown);
            case EXPIRED ->
                    new LogonException(
                            Kind.DENIED,
                            "the password of " + who + " has expired: set a new one in the domain",
                            thrown);
            case POLICY ->
                    new LogonException(
                            Kind.DENIED,
                            "the realm does not let "
                                    + who
                                    + " log on here or now: check its logon hours and computers",
                            thrown);
            default -> unavailable("no Kerberos ticket for " + who, code, thrown);
        };
    }

    private static LogonException wrong(String who, Throwable thrown) {
        return new LogonException(
                Kind.REFUSED, "the password or key of " + who + " is wrong", thrown);
    }

    /// Of the request for a ticket for a service.
    static LogonException service(ServicePrincipal service, Throwable thrown) {
        OptionalInt code = code(thrown);
        if (code.orElse(0) == SERVICE_UNKNOWN) {
            return new LogonException(
                    Kind.NO_TICKET,
                    "the realm has no service "
                            + service
                            + ": name the host as the directory does, or set spn: WSMAN or spn:"
                            + " CLASS/host",
                    thrown);
        }
        return unavailable("no Kerberos ticket for " + service, code, thrown);
    }

    /// Of the token with which a server answered.
    static LogonException server(
            ServicePrincipal service, Kind kind, byte[] token, Throwable thrown) {
        OptionalInt code = KerberosError.code(token);
        String reason =
                switch (code.orElse(0)) {
                    case MODIFIED, OTHER_KEY_VERSION, NO_KEY ->
                            "the server cannot read a ticket for it: the name is registered on another"
                                    + " account, or its key is newer; set spn: WSMAN or spn: HOST";
                    case SKEW -> CLOCKS;
                    case 0 -> innermost(thrown);
                    default -> "the server answered with error " + code.getAsInt() + " of RFC 4120";
                };
        return new LogonException(kind, "Kerberos with " + service + " failed: " + reason, thrown);
    }

    /// Where the realm answered with an error, there is Kerberos: whoever can forge such an answer
    /// must not choose the weaker scheme by it.
    private static LogonException unavailable(String what, OptionalInt code, Throwable thrown) {
        Kind kind = code.isPresent() ? Kind.OUT_OF_ORDER : Kind.NO_TICKET;
        String reason;
        if (code.orElse(0) == SKEW) {
            reason = CLOCKS;
        } else if (code.orElse(0) == NO_COMMON_CIPHER) {
            reason = "the realm and this computer have no cipher in common";
        } else if (code.isEmpty() && hasCause(thrown, IOException.class)) {
            reason =
                    "no key distribution centre answers ("
                            + innermost(thrown)
                            + "): see krb5.conf and the way to the domain controllers";
        } else {
            reason = innermost(thrown);
        }
        return new LogonException(kind, what + ": " + reason, thrown);
    }

    private static OptionalInt code(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at.getClass().getName().startsWith("sun.security.krb5.")) {
                Matcher code = CODE.matcher(String.valueOf(at.getMessage()));
                if (code.find()) {
                    return OptionalInt.of(Integer.parseInt(code.group(1)));
                }
            }
        }
        return OptionalInt.empty();
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            // SASL's own exception is an IOException too, and says nothing of the network.
            if (type.isInstance(at) && !(at instanceof SaslException)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCauseNamed(Throwable thrown, String type) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at.getClass().getName().equals(type)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable thrown) {
        Throwable at = thrown;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return String.valueOf(at.getMessage());
    }
}
