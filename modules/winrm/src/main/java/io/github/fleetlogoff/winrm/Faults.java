package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.winrm.CertificateRefusedException.Check;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Makes a fault out of what went wrong in a conversation with one host: what, where, and the next
/// step. What a command that was delivered may have done is for its sender to say. Immutable.
public final class Faults {
    private final Connection connection;
    private final boolean bindsChannel;

    /// The words for one host.
    ///
    /// @param bindsChannel whether the engine binds its logons to the TLS connection
    public Faults(Host host, boolean bindsChannel) {
        this.connection = host.connection();
        this.bindsChannel = bindsChannel;
    }

    /// Before anything was sent: the name, the connection.
    public ShellFault unreachable(IOException failure) {
        String why =
                switch (failure) {
                    case UnknownHostException unknown ->
                            "the name "
                                    + connection.address()
                                    + " was not resolved ("
                                    + unknown.getMessage()
                                    + "); check the name or give the host an address";
                    case SocketTimeoutException _ ->
                            "no connection to "
                                    + where()
                                    + " in time; is the host on and its firewall open for WinRM?";
                    case ConnectException _ ->
                            where()
                                    + " refuses connections; is WinRM running there (winrm quickconfig), is the port right?";
                    default ->
                            "no connection to "
                                    + where()
                                    + " ("
                                    + failure.getClass().getSimpleName()
                                    + ")";
                };
        return new ShellFault(Kind.UNREACHABLE, why, RetryAdvice.SOON, false, 0);
    }

    /// What the inventory asks for cannot be done.
    public static ShellFault unusable(String message) {
        return new ShellFault(Kind.PROTOCOL, message, RetryAdvice.NEVER, false, 0);
    }

    public ShellFault timedOut(boolean delivered) {
        return new ShellFault(
                Kind.TIMED_OUT,
                "no answer from " + where() + " before the host's time was up",
                RetryAdvice.NEVER,
                delivered,
                0);
    }

    public static ShellFault cancelled(boolean delivered) {
        return new ShellFault(
                Kind.CANCELLED, "stopped on request", RetryAdvice.NEVER, delivered, 0);
    }

    public static ShellFault notPermitted() {
        return new ShellFault(
                Kind.NOT_PERMITTED,
                "stopped before the command was sent",
                RetryAdvice.NEVER,
                false,
                0);
    }

    public static ShellFault tooMuchOutput(int limit) {
        return new ShellFault(
                Kind.PROTOCOL,
                "the command printed more than " + limit + " bytes",
                RetryAdvice.NEVER,
                true,
                0);
    }

    /// The fault that a failed exchange is.
    ///
    /// @param delivered whether the command may have been started
    public ShellFault of(ExchangeException failure, boolean delivered) {
        return switch (failure.kind()) {
            case FAULT -> fault(failure, delivered);
            case UNUSABLE ->
                    failure.unusable().map(answer -> answer(answer, delivered)).orElseThrow();
            case TRANSPORT -> transport(failure, delivered);
            case UNREADABLE ->
                    protocol(
                            where()
                                    + failure.cause(PsrpException.class)
                                            .map(breach ->
                                                    " broke the protocol of PowerShell remoting: "
                                                            + breach.getMessage())
                                            .orElse(
                                                    " gave an answer that cannot be read; is it WinRM that listens there?"),
                            delivered);
            case LOGON -> logon(failure, delivered);
            case CONFIGURATION -> unusable(String.valueOf(failure.getMessage()));
        };
    }

    private ShellFault fault(ExchangeException failure, boolean delivered) {
        Optional<FaultTable> row = failure.row();
        String code = failure.code() == 0 ? failure.subcode() : Long.toString(failure.code());
        if (row.isEmpty()) {
            return fault(
                    Kind.PROTOCOL,
                    where()
                            + " answered with fault "
                            + code
                            + " (run `winrm helpmsg "
                            + code
                            + "` on Windows)",
                    RetryAdvice.NEVER,
                    delivered,
                    0);
        }
        FaultTable known = row.get();
        Optional<String> ofEndpoint = endpointRefused(known);
        if (ofEndpoint.isPresent()) {
            return fault(
                    known.kind(),
                    ofEndpoint.get() + " (fault " + code + ")",
                    RetryAdvice.NEVER,
                    delivered,
                    0);
        }
        return fault(
                known.kind(),
                known.sentence() + " (fault " + code + ")",
                known.retry(),
                delivered,
                known.kind() == Kind.LOGON_REFUSED ? 1 : 0);
    }

    /// What a fault says of a session configuration and not of the remote shell.
    private Optional<String> endpointRefused(FaultTable fault) {
        if (connection.endpoint().isWinrs()) {
            return Optional.empty();
        }
        String endpoint = connection.endpoint().name();
        return switch (fault) {
            case INVALID_RESOURCE_URI, INVALID_RESOURCE_URI2 ->
                    Optional.of(
                            where()
                                    + " has no endpoint "
                                    + endpoint
                                    + "; Get-PSSessionConfiguration on the host lists those it has:"
                                    + " install it (fleet-logoff jea export DIR), or name another"
                                    + " with --endpoint");
            case ACCESS_IS_DENIED, PROVIDER_DENIED ->
                    Optional.of(
                            "the account may not use the endpoint "
                                    + endpoint
                                    + " on "
                                    + where()
                                    + "; let it in there (Set-PSSessionConfiguration -Name "
                                    + endpoint
                                    + " -ShowSecurityDescriptorUI), or name another with --endpoint");
            default -> Optional.empty();
        };
    }

    private ShellFault answer(UnusableAnswerException answer, boolean delivered) {
        return switch (answer.flaw()) {
            case SCHEME_NOT_OFFERED ->
                    protocol(
                            where()
                                    + " does not take this way to log on (auth); it offers "
                                    + (answer.words().isEmpty() ? "none" : answer.words()),
                            delivered);
            case STATUS -> status(answer.status(), delivered);
            case EMPTY ->
                    answer.status() == 500
                            ? refusedPlain(delivered)
                            : notWinrm("nothing", delivered);
            case NOT_SOAP -> notWinrm("something else (" + answer.words() + ")", delivered);
            case NOT_SEALED ->
                    protocol(
                            where()
                                    + " answered in plain text where the payload must be encrypted; nothing of it was read",
                            delivered);
            case FORGED ->
                    protocol(
                            where()
                                    + " gave an answer that is not sealed with the keys of the logon; nothing of it was"
                                    + " read. Is there someone in between?",
                            delivered);
            case TOO_LARGE -> protocol(where() + " gave an answer without end", delivered);
        };
    }

    private ShellFault status(int status, boolean delivered) {
        return switch (status) {
            case 401 -> refusedLogon(delivered);
            case 400 ->
                    protocol(
                            where()
                                    + " did not understand the request (HTTP 400); is a proxy in between?",
                            delivered);
            case 404 ->
                    protocol(
                            "nothing answers at /wsman on "
                                    + where()
                                    + " (HTTP 404); is the port WinRM's?",
                            delivered);
            case 413 ->
                    protocol(
                            "the message is larger than the host takes (HTTP 413, MaxEnvelopeSizekb)",
                            delivered);
            case 503 ->
                    fault(
                            Kind.PROTOCOL,
                            "WinRM on " + where() + " is not ready (HTTP 503); it may be starting",
                            RetryAdvice.SOON,
                            delivered,
                            0);
            default -> protocol(where() + " answered with HTTP " + status, delivered);
        };
    }

    /// One logon is spent on each refusal: the conduit's repetitions, which make winrm4j spend two,
    /// are off.
    private ShellFault refusedLogon(boolean delivered) {
        String strict =
                connection.tls() == null || bindsChannel
                        ? ""
                        : ", or the host wants channel binding (CbtHardeningLevel Strict): then use HTTP, where the payload is encrypted";
        return fault(
                Kind.LOGON_REFUSED,
                where()
                        + " refused the logon: user name or password is wrong, or the account is locked, disabled or expired"
                        + strict,
                RetryAdvice.NEVER,
                delivered,
                1);
    }

    private ShellFault refusedPlain(boolean delivered) {
        return protocol(
                where()
                        + " answered with an empty HTTP 500: it takes no unencrypted messages (AllowUnencrypted is false,"
                        + " as it should be); use auth: ntlm, or TLS",
                delivered);
    }

    private ShellFault notWinrm(String what, boolean delivered) {
        return protocol(
                where()
                        + " answered with "
                        + what
                        + " instead of WS-Management; is it WinRM that listens there?",
                delivered);
    }

    private ShellFault transport(ExchangeException failure, boolean delivered) {
        if (!delivered && isHandshake(failure)) {
            return notMade(failure);
        }
        if (failure.neverSent() && !delivered) {
            return unreachable(failure.cause(IOException.class).orElseThrow());
        }
        if (failure.cause(SocketTimeoutException.class).isPresent() && !failure.neverSent()) {
            return delivered
                    ? protocol("no answer from " + where() + " in time", true)
                    : fault(
                            Kind.TIMED_OUT,
                            "no answer from " + where() + " in time",
                            RetryAdvice.SOON,
                            false,
                            0);
        }
        return fault(
                delivered ? Kind.PROTOCOL : Kind.UNREACHABLE,
                "the connection to " + where() + " broke",
                RetryAdvice.SOON,
                delivered,
                0);
    }

    /// A certificate may be refused after the connection was made, too: in TLS 1.3 the client's is.
    /// Any other failure of an open connection is a break of it; winrm4j, which binds no channel,
    /// does not tell whether it was open.
    private boolean isHandshake(ExchangeException failure) {
        return failure.cause(SSLHandshakeException.class).isPresent()
                || failure.cause(SSLPeerUnverifiedException.class).isPresent()
                || ((failure.neverSent() || !bindsChannel)
                        && failure.cause(SSLException.class).isPresent());
    }

    private ShellFault notMade(ExchangeException failure) {
        String why =
                failure.cause(CertificateRefusedException.class)
                        .map(refused -> why(refused.check()) + " (" + refused.getMessage() + ")")
                        .orElse(
                                "TLS 1.2 or 1.3 was not agreed on, or the certificate is for another"
                                        + " name; is it HTTPS that listens there?");
        return new ShellFault(
                Kind.UNREACHABLE,
                "the TLS connection to " + where() + " was not made: " + why,
                RetryAdvice.NEVER,
                false,
                0);
    }

    private static String why(Check check) {
        return switch (check) {
            case EXPIRED -> "its certificate has expired; renew it";
            case NOT_YET_VALID -> "its certificate is not valid yet; are the clocks right?";
            case NOT_TRUSTED ->
                    "its certificate is not trusted; give its CA with `ca`, or its pin with"
                            + " `pin`";
            case OTHER_NAME ->
                    "its certificate is for another name; give the name that is in it as"
                            + " `address`, or its pin with `pin`";
            case OTHER_PIN -> "its certificate is not the one that is pinned; was it renewed?";
        };
    }

    /// Where the host has counted nothing the logon was not begun, or it is the host that failed.
    private ShellFault logon(ExchangeException failure, boolean delivered) {
        return fault(
                Kind.LOGON_REFUSED,
                (failure.refusedLogons() > 0
                                ? where() + " refused the logon: "
                                : "no logon on " + where() + ": ")
                        + failure.getMessage(),
                RetryAdvice.NEVER,
                delivered,
                failure.refusedLogons());
    }

    /// A fault of the program itself.
    ShellFault internal(Throwable fault, boolean delivered) {
        return protocol(
                "internal fault in the conversation with " + where() + ": " + fault, delivered);
    }

    private ShellFault protocol(String message, boolean delivered) {
        return fault(Kind.PROTOCOL, message, RetryAdvice.NEVER, delivered, 0);
    }

    private static ShellFault fault(
            Kind kind, String message, RetryAdvice retry, boolean delivered, int refusedLogons) {
        return new ShellFault(
                kind, message, delivered ? RetryAdvice.NEVER : retry, delivered, refusedLogons);
    }

    private String where() {
        return connection.address() + ":" + connection.port();
    }
}
