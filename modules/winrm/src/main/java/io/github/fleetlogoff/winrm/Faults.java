package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.xml.ws.soap.SOAPFaultException;
import org.apache.cxf.transport.http.HTTPException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// Turns what winrm4j and CXF throw, bare runtime exceptions with the truth somewhere inside, into
/// faults of the port.
final class Faults {
    private static final String WSMAN_FAULT =
            "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;
    // Measured: winrm4j goes through the whole NTLM handshake twice for each refused try.
    private static final int LOGONS_PER_REFUSAL = 2;

    private Faults() {}

    static String mayHaveActed(String text) {
        return text
                + "; the command had been delivered, so the host may have acted: look with fleet-logoff sessions";
    }

    /// The code of a WS-Management fault, where the exception is one.
    static Optional<Long> wsmanCode(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SOAPFaultException soap) {
                return code(soap.getFault().getDetail());
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> code(Node detail) {
        if (!(detail instanceof Element element)) {
            return Optional.empty();
        }
        NodeList faults = element.getElementsByTagNameNS(WSMAN_FAULT, "WSManFault");
        if (faults.getLength() == 0) {
            return Optional.empty();
        }
        String code = ((Element) faults.item(0)).getAttribute("Code");
        return code.matches("\\d{1,10}") ? Optional.of(Long.valueOf(code)) : Optional.empty();
    }

    /// The fault of the port.
    ///
    /// @param delivered whether the command may have reached the host
    static ShellFault of(Throwable thrown, boolean delivered) {
        Optional<Long> code = wsmanCode(thrown);
        if (code.isPresent()) {
            return FaultTable.of(code.get(), delivered);
        }
        if (refused(thrown)) {
            return new ShellFault(
                    Kind.LOGON_REFUSED,
                    "the host refused the logon: check user name and password, and that the host takes NTLM; over HTTPS a"
                            + " host with CbtHardeningLevel Strict refuses too (reach it over HTTP, which is encrypted)",
                    RetryAdvice.NEVER,
                    delivered,
                    LOGONS_PER_REFUSAL);
        }
        Optional<Integer> status = httpStatus(thrown);
        if (status.isPresent()) {
            return ofStatus(status.get(), delivered);
        }
        if (has(thrown, SSLException.class)
                || has(thrown, java.security.cert.CertificateException.class)) {
            return fault(
                    Kind.UNREACHABLE,
                    "the TLS connection failed: "
                            + innermost(thrown)
                            + "; give the CA with ca: in the inventory",
                    RetryAdvice.NEVER,
                    delivered);
        }
        if (has(thrown, SocketTimeoutException.class)) {
            return fault(
                    Kind.TIMED_OUT,
                    "the host did not answer in time",
                    RetryAdvice.NEVER,
                    delivered);
        }
        if (has(thrown, ConnectException.class)) {
            return fault(
                    Kind.UNREACHABLE,
                    "no connection: " + innermost(thrown),
                    RetryAdvice.SOON,
                    delivered);
        }
        if (has(thrown, IOException.class)) {
            return fault(
                    Kind.PROTOCOL,
                    "the connection was lost: " + innermost(thrown),
                    RetryAdvice.SOON,
                    delivered);
        }
        return fault(
                Kind.PROTOCOL,
                "the host did not answer as WinRM does: " + innermost(thrown),
                RetryAdvice.NEVER,
                delivered);
    }

    private static ShellFault ofStatus(int status, boolean delivered) {
        return switch (status) {
            case NOT_FOUND ->
                    fault(
                            Kind.PROTOCOL,
                            "no WinRM under /wsman at this port (HTTP 404): check the port",
                            RetryAdvice.NEVER,
                            delivered);
            case TOO_LARGE ->
                    fault(
                            Kind.PROTOCOL,
                            "the message is larger than the host allows (HTTP 413, MaxEnvelopeSizekb)",
                            RetryAdvice.NEVER,
                            delivered);
            case SERVER_ERROR ->
                    fault(
                            Kind.PROTOCOL,
                            "the host refused an unencrypted message (HTTP 500 without a body): leave AllowUnencrypted at false and"
                                    + " use auth: negotiate, or HTTPS",
                            RetryAdvice.NEVER,
                            delivered);
            case UNAVAILABLE ->
                    fault(
                            Kind.UNREACHABLE,
                            "WinRM is not running there yet (HTTP 503)",
                            RetryAdvice.SOON,
                            delivered);
            default ->
                    fault(
                            Kind.PROTOCOL,
                            "the host answered with HTTP " + status,
                            RetryAdvice.NEVER,
                            delivered);
        };
    }

    static ShellFault fault(Kind kind, String text, RetryAdvice retry, boolean delivered) {
        return new ShellFault(
                kind,
                delivered ? mayHaveActed(text) : text,
                delivered ? RetryAdvice.NEVER : retry,
                delivered,
                0);
    }

    private static boolean refused(Throwable thrown) {
        if (httpStatus(thrown).filter(status -> status == UNAUTHORIZED).isPresent()) {
            return true;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // CXF's own words for a second 401 on one request; it has no type for it.
            if (cause.getMessage() != null
                    && cause.getMessage().contains("Authorization loop detected")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> httpStatus(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HTTPException http) {
                return Optional.of(http.getResponseCode());
            }
        }
        return Optional.empty();
    }

    /// Whether the connection broke, as opposed to a silence or an answer.
    static boolean lostConnection(Throwable thrown) {
        return has(thrown, IOException.class)
                && !has(thrown, SocketTimeoutException.class)
                && !refused(thrown);
    }

    private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
