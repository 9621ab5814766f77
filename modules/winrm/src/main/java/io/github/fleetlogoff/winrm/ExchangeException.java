package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.winrm.UnusableAnswerException.Flaw;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.soap.Detail;
import javax.xml.soap.SOAPFault;
import javax.xml.ws.soap.SOAPFaultException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// An exchange with a host that did not come to its answer. The one place where the bare exceptions
/// of winrm4j, CXF and Apache HttpClient are told apart, by type and code, never by text.
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String WSMAN_FAULT = "WSManFault";

    /// What came instead of an answer.
    public enum Kind {
        /// A SOAP fault of the host.
        FAULT,
        /// An HTTP answer that is no WS-Management message.
        UNUSABLE,
        /// None: the connection failed or time ran out.
        TRANSPORT,
        /// One that cannot be read or lacks something.
        UNREADABLE
    }

    private final Kind kind;
    private final long code;
    private final String subcode;
    private final transient @Nullable UnusableAnswerException unusable;

    private ExchangeException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, 0, "", null);
    }

    private ExchangeException(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            long code,
            String subcode,
            @Nullable UnusableAnswerException unusable) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.subcode = subcode;
        this.unusable = unusable;
    }

    /// Tells what a bare exception of the libraries means.
    ///
    /// @param turnedAway the answer, where [AnswerGate] let none through
    public static ExchangeException of(
            RuntimeException failure, @Nullable UnusableAnswerException turnedAway) {
        if (turnedAway != null) {
            return new ExchangeException(
                    Kind.UNUSABLE, turnedAway.toString(), failure, 0, "", turnedAway);
        }
        Optional<IOException> transport = transport(failure);
        if (transport.isPresent()) {
            return new ExchangeException(
                    Kind.TRANSPORT, transport.get().toString(), transport.get());
        }
        if (failure instanceof SOAPFaultException soap && fromHost(soap)) {
            SOAPFault fault = soap.getFault();
            return new ExchangeException(
                    Kind.FAULT, "fault", failure, code(fault).orElse(0), subcode(fault), null);
        }
        return new ExchangeException(
                Kind.UNREADABLE, "an answer that is no WS-Management message", failure);
    }

    /// The message was not sent at all.
    public static ExchangeException neverSent(ConnectException why) {
        return new ExchangeException(Kind.TRANSPORT, why.toString(), why);
    }

    public static ExchangeException incomplete(String what) {
        return new ExchangeException(Kind.UNREADABLE, what, null);
    }

    public Kind kind() {
        return kind;
    }

    /// The code of a [Kind#FAULT]'s WSManFault, 0 where it has none.
    public long code() {
        return code;
    }

    /// The local name of a [Kind#FAULT]'s subcode, empty where it has none.
    public String subcode() {
        return subcode;
    }

    /// What a [Kind#UNUSABLE] answer was.
    public Optional<UnusableAnswerException> unusable() {
        return Optional.ofNullable(unusable);
    }

    /// Whether the host said 2xx and nothing more.
    public boolean isEmptySuccess() {
        return unusable != null && unusable.flaw() == Flaw.EMPTY && unusable.status() < 300;
    }

    /// Whether any cause is of a kind.
    public boolean isCausedBy(Class<? extends Throwable> type) {
        for (Throwable cause = getCause(); cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<IOException> transport(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }

    /// Some exceptions of CXF are their own cause.
    @SuppressWarnings("ReferenceEquality")
    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }

    /// CXF wraps failures of its own into SOAP faults too; a host's has SOAP fault as its cause.
    private static boolean fromHost(SOAPFaultException failure) {
        return failure.getCause() instanceof org.apache.cxf.binding.soap.SoapFault;
    }

    private static OptionalLong code(SOAPFault fault) {
        Detail detail = fault.getDetail();
        if (detail == null) {
            return OptionalLong.empty();
        }
        for (Node node = detail.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && WSMAN_FAULT.equals(element.getLocalName())) {
                return number(element.getAttribute("Code"));
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseUnsignedLong(text.strip()));
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }

    private static String subcode(SOAPFault fault) {
        return fault.getFaultSubcodes().hasNext()
                ? fault.getFaultSubcodes().next().getLocalPart()
                : "";
    }
}
