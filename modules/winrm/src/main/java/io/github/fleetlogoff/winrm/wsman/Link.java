package io.github.fleetlogoff.winrm.wsman;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.UnusableAnswerException;
import io.github.fleetlogoff.winrm.UnusableAnswerException.Flaw;
import io.github.fleetlogoff.winrm.wsman.http.HttpAnswer;
import io.github.fleetlogoff.winrm.wsman.http.HttpConnection;
import io.github.fleetlogoff.winrm.wsman.http.HttpException;
import io.github.fleetlogoff.winrm.wsman.http.HttpRequest;
import io.github.fleetlogoff.winrm.wsman.logon.Logon;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException;
import io.github.fleetlogoff.winrm.wsman.logon.Sealing;
import io.github.fleetlogoff.winrm.wsman.message.Message;
import io.github.fleetlogoff.winrm.wsman.protection.ProtectionException;
import io.github.fleetlogoff.winrm.wsman.protection.SealedPayload;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// One connection that is logged on, on which messages go out and come in, sealed where they must
/// be. For one thread.
final class Link implements AutoCloseable {
    private static final String SOAP = "application/soap+xml";
    private static final String SOAP_UTF8 = SOAP + ";charset=UTF-8";
    // NTLM has two legs, Kerberos two names of its scheme.
    private static final int MOST_LEGS = 4;
    private static final int WORDS = 120;

    private final HttpConnection connection;
    private final Logon logon;
    private final boolean mustSeal;
    // From here on whatever comes without a seal may be anybody's.
    private boolean sealed;

    /// @param mustSeal whether nothing of a message may be seen on the way
    Link(HttpConnection connection, Logon logon, boolean mustSeal) {
        this.connection = requireNonNull(connection, "connection is null");
        this.logon = requireNonNull(logon, "logon is null");
        this.mustSeal = mustSeal;
    }

    /// Whether what comes without a seal is nobody's in particular.
    boolean mustSeal() {
        return mustSeal;
    }

    boolean isUsable() {
        return connection.isUsable();
    }

    /// Sends a message once and gives what it was answered with.
    byte[] exchange(Message message, Deadline by) throws ExchangeException {
        for (int leg = 0; leg < MOST_LEGS; leg++) {
            HttpRequest request = request(message);
            boolean sent = !request.body().isEmpty();
            HttpAnswer answer = post(request, by);
            if (sealed && !SealedPayload.isSealed(answer.contentType()) && !isNothing(answer)) {
                throw unusable(answer.status(), Flaw.NOT_SEALED, harmless(answer.contentType()));
            }
            if (answer.status() == 401) {
                logOnAgain(answer);
            } else {
                accept(answer, sent);
                if (sent) {
                    byte[] payload = payload(answer);
                    sealed = mustSeal;
                    return payload;
                }
                requireLoggedOn(answer);
            }
        }
        throw ExchangeException.logon("the server asks for one logon after the other", null);
    }

    /// The success without a body of hosts that have nothing to say.
    private static boolean isNothing(HttpAnswer answer) {
        return answer.isSuccess() && answer.body().length == 0;
    }

    private HttpRequest request(Message message) throws ExchangeException {
        try {
            Optional<String> authorization = logon.authorization();
            Optional<Sealing> sealing = mustSeal ? logon.sealing() : Optional.empty();
            if (!logon.carriesMessage() || (mustSeal && sealing.isEmpty())) {
                return new HttpRequest(authorization, SOAP_UTF8, List.of());
            }
            if (sealing.isEmpty()) {
                return new HttpRequest(authorization, SOAP_UTF8, message.pieces());
            }
            String protocol = sealing.get().protocol();
            Sealing.Sealed sealed = sealing.get().seal(message.whole());
            return new HttpRequest(
                    authorization,
                    SealedPayload.contentType(protocol),
                    new SealedPayload(sealed.header(), sealed.body()).pieces(protocol));
        } catch (LogonException failure) {
            throw unsent(failure);
        }
    }

    private HttpAnswer post(HttpRequest request, Deadline by) throws ExchangeException {
        try {
            return connection.post(request, by);
        } catch (HttpException failure) {
            throw switch (failure.kind()) {
                case TOO_LARGE -> unusable(0, Flaw.TOO_LARGE, "");
                case MALFORMED, ENCODED ->
                        ExchangeException.unreadable("an answer that is no HTTP", failure);
                case CUT_OFF -> broken(request, failure);
            };
        } catch (IOException failure) {
            throw broken(request, failure);
        }
    }

    private static ExchangeException broken(HttpRequest request, IOException failure) {
        return request.body().isEmpty()
                ? ExchangeException.beforeMessage(failure)
                : ExchangeException.transport(failure);
    }

    private void logOnAgain(HttpAnswer answer) throws ExchangeException {
        try {
            if (!logon.refused(answer.challenges())) {
                throw unusable(401, Flaw.STATUS, "");
            }
        } catch (LogonException failure) {
            if (failure.kind() == LogonException.Kind.NOT_OFFERED) {
                throw unusable(
                        401,
                        Flaw.SCHEME_NOT_OFFERED,
                        harmless(String.join(", ", answer.challenges())));
            }
            throw unsent(failure);
        }
        if (!connection.isUsable()) {
            throw ExchangeException.logon("the server closed the connection in its middle", null);
        }
    }

    /// Of a logon that let no message through.
    private static ExchangeException unsent(LogonException failure) {
        String message = String.valueOf(failure.getMessage());
        return failure.kind() == LogonException.Kind.REFUSED
                ? ExchangeException.logonRefused(message, failure)
                : ExchangeException.logon(message, failure);
    }

    private void accept(HttpAnswer answer, boolean sent) throws ExchangeException {
        if (answer.status() != 500 && !answer.isSuccess()) {
            throw unusable(answer.status(), Flaw.STATUS, "");
        }
        try {
            logon.accepted(answer.challenges());
        } catch (LogonException failure) {
            throw sent
                    ? ExchangeException.unproven(String.valueOf(failure.getMessage()), failure)
                    : unsent(failure);
        }
    }

    /// After a leg without a message: what was to be said is said, and now it can be sealed.
    private void requireLoggedOn(HttpAnswer answer) throws ExchangeException {
        if (mustSeal && logon.sealing().isEmpty()) {
            throw ExchangeException.logon("the logon gives no keys to encrypt with", null);
        }
        if (!connection.isUsable()) {
            throw ExchangeException.logon("the server closed the connection after it", null);
        }
        if (!answer.isSuccess()) {
            throw unusable(answer.status(), Flaw.EMPTY, "");
        }
    }

    private byte[] payload(HttpAnswer answer) throws ExchangeException {
        if (answer.body().length == 0) {
            throw unusable(answer.status(), Flaw.EMPTY, "");
        }
        String kind = answer.contentType();
        if (mustSeal) {
            if (SealedPayload.isSealed(kind)) {
                return opened(answer);
            }
            boolean plain = kind.regionMatches(true, 0, SOAP, 0, SOAP.length());
            throw unusable(
                    answer.status(), plain ? Flaw.NOT_SEALED : Flaw.NOT_SOAP, harmless(kind));
        }
        if (!kind.regionMatches(true, 0, SOAP, 0, SOAP.length())) {
            throw unusable(answer.status(), Flaw.NOT_SOAP, harmless(kind));
        }
        return answer.body();
    }

    private byte[] opened(HttpAnswer answer) throws ExchangeException {
        Sealing sealing = logon.sealing().orElseThrow();
        try {
            SealedPayload payload = SealedPayload.read(sealing.protocol(), answer.body());
            return sealing.open(new Sealing.Sealed(payload.header(), payload.body()));
        } catch (ProtectionException | LogonException failure) {
            UnusableAnswerException forged =
                    new UnusableAnswerException(answer.status(), Flaw.FORGED, "");
            forged.initCause(failure);
            throw ExchangeException.unusable(forged);
        }
    }

    private static ExchangeException unusable(int status, Flaw flaw, String words) {
        return ExchangeException.unusable(new UnusableAnswerException(status, flaw, words));
    }

    /// Printable ASCII only, and not much of it: a host may write what it likes into a header.
    private static String harmless(String text) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), WORDS); i++) {
            char c = text.charAt(i);
            kept.append(c >= ' ' && c < 127 ? c : '?');
        }
        return kept.toString();
    }

    @Override
    public void close() {
        connection.close();
    }
}
