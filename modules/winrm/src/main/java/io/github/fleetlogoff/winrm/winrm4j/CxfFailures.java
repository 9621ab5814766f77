package io.github.fleetlogoff.winrm.winrm4j;

import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.UnusableAnswerException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.soap.Detail;
import javax.xml.soap.SOAPFault;
import javax.xml.ws.soap.SOAPFaultException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// The one place where the bare exceptions of winrm4j, CXF and Apache HttpClient are told apart, by
/// type and code, never by text.
final class CxfFailures {
    private static final String WSMAN_FAULT = "WSManFault";

    private CxfFailures() {}

    /// Tells what a bare exception of the libraries means.
    ///
    /// @param turnedAway the answer, where [AnswerGate] let none through
    static ExchangeException of(
            RuntimeException failure, @Nullable UnusableAnswerException turnedAway) {
        if (turnedAway != null) {
            return ExchangeException.unusable(turnedAway);
        }
        Optional<IOException> transport = transport(failure);
        if (transport.isPresent()) {
            IOException why = transport.get();
            return isCausedBy(failure, ConnectException.class)
                            || isCausedBy(failure, ConnectTimeoutException.class)
                    ? ExchangeException.neverSent(why)
                    : ExchangeException.transport(why);
        }
        if (failure instanceof SOAPFaultException soap && fromHost(soap)) {
            SOAPFault fault = soap.getFault();
            return ExchangeException.fault(code(fault).orElse(0), subcode(fault), failure);
        }
        return ExchangeException.unreadable("an answer that is no WS-Management message", failure);
    }

    private static Optional<IOException> transport(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof IOException io) {
                return Optional.of(io);
            }
        }
        return Optional.empty();
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
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
