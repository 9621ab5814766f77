package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.winrm.UnusableAnswerException.Flaw;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An exchange with a host that did not come to its answer. Engines make it of the exceptions of
/// what they are built on, by type and code, never by text.
public final class ExchangeException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What came instead of an answer.
    public enum Kind {
        /// A SOAP fault of the host.
        FAULT,
        /// An HTTP answer that is no WS-Management message.
        UNUSABLE,
        /// None: the connection failed or time ran out.
        TRANSPORT,
        /// One that cannot be read or lacks something.
        UNREADABLE,
        /// The logon is refused, cannot be made from this end, or the host does not prove itself:
        /// the message says why.
        LOGON,
        /// What the inventory says of the host cannot be used: the message says why.
        CONFIGURATION
    }

    private final Kind kind;
    private final long code;
    private final String subcode;
    private final boolean neverSent;
    private final boolean withoutMessage;
    private final int refusedLogons;
    private final transient @Nullable UnusableAnswerException unusable;

    private record Details(
            long code,
            String subcode,
            boolean neverSent,
            boolean withoutMessage,
            int refusedLogons) {
        static final Details NONE = new Details(0, "", false, false, 0);
        static final Details UNSENT = new Details(0, "", true, true, 0);
        static final Details BEFORE_MESSAGE = new Details(0, "", false, true, 0);
        static final Details REFUSED = new Details(0, "", true, true, 1);
    }

    private ExchangeException(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            Details details,
            @Nullable UnusableAnswerException unusable) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind is null");
        this.code = details.code;
        this.subcode = details.subcode;
        this.neverSent = details.neverSent;
        this.withoutMessage = details.withoutMessage;
        this.refusedLogons = details.refusedLogons;
        this.unusable = unusable;
    }

    /// A [Kind#FAULT].
    ///
    /// @param code of its WSManFault, 0 where it has none
    /// @param subcode the local name of its subcode, empty where it has none
    public static ExchangeException fault(long code, String subcode, @Nullable Throwable cause) {
        return new ExchangeException(
                Kind.FAULT,
                "fault " + code,
                cause,
                new Details(code, subcode, false, false, 0),
                null);
    }

    /// A [Kind#UNUSABLE] answer.
    public static ExchangeException unusable(UnusableAnswerException answer) {
        return new ExchangeException(
                Kind.UNUSABLE, answer.toString(), answer, Details.NONE, answer);
    }

    /// A [Kind#TRANSPORT] failure.
    public static ExchangeException transport(IOException failure) {
        return new ExchangeException(
                Kind.TRANSPORT, failure.toString(), failure, Details.NONE, null);
    }

    /// A [Kind#TRANSPORT] failure of a leg of the logon that carried no message.
    public static ExchangeException beforeMessage(IOException failure) {
        return new ExchangeException(
                Kind.TRANSPORT, failure.toString(), failure, Details.BEFORE_MESSAGE, null);
    }

    /// A [Kind#TRANSPORT] failure before a connection was open, so that nothing of the message can
    /// have reached the host.
    public static ExchangeException neverSent(IOException failure) {
        return new ExchangeException(
                Kind.TRANSPORT, failure.toString(), failure, Details.UNSENT, null);
    }

    /// A [Kind#UNREADABLE] answer.
    public static ExchangeException unreadable(String what, @Nullable Throwable cause) {
        return new ExchangeException(Kind.UNREADABLE, what, cause, Details.NONE, null);
    }

    /// A [Kind#LOGON] that fails here.
    ///
    /// @param message a clause for a person, without a secret
    public static ExchangeException logon(String message, @Nullable Throwable cause) {
        return new ExchangeException(Kind.LOGON, message, cause, Details.UNSENT, null);
    }

    /// A [Kind#LOGON] after which the host, which has the message, does not prove itself.
    ///
    /// @param message a clause for a person, without a secret
    public static ExchangeException unproven(String message, @Nullable Throwable cause) {
        return new ExchangeException(Kind.LOGON, message, cause, Details.NONE, null);
    }

    /// A [Kind#LOGON] that the host refused, and counted.
    ///
    /// @param message a clause for a person, without a secret
    public static ExchangeException logonRefused(String message, @Nullable Throwable cause) {
        return new ExchangeException(Kind.LOGON, message, cause, Details.REFUSED, null);
    }

    /// A [Kind#CONFIGURATION] that cannot be used.
    ///
    /// @param message a sentence for a person, without a secret
    public static ExchangeException configuration(String message, @Nullable Throwable cause) {
        return new ExchangeException(Kind.CONFIGURATION, message, cause, Details.UNSENT, null);
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

    /// Whether it failed before anything of the message can have reached the host.
    public boolean neverSent() {
        return neverSent;
    }

    /// Whether it failed before anything of the message was written, be there a connection or not.
    public boolean withoutMessage() {
        return withoutMessage;
    }

    /// How many logons of a [Kind#LOGON] the host counted as failed.
    public int refusedLogons() {
        return refusedLogons;
    }

    /// What a [Kind#UNUSABLE] answer was.
    public Optional<UnusableAnswerException> unusable() {
        return Optional.ofNullable(unusable);
    }

    /// The row of the fault table that a fault is in, by its code or else its subcode.
    Optional<FaultTable> row() {
        return FaultTable.of(code).or(() -> FaultTable.ofSubcode(subcode));
    }

    /// Whether it is that fault.
    boolean is(FaultTable fault) {
        return kind == Kind.FAULT && code == fault.code();
    }

    /// Whether the host may have done what a message asked for whose delivery failed. A 4xx, where
    /// it is the host's, and a connection never opened say no; a fault says no unless it is one of
    /// those that come later.
    boolean mayHaveStarted() {
        return switch (kind) {
            case FAULT -> row().map(FaultTable::commandMayHaveStarted).orElse(true);
            case UNUSABLE ->
                    unusable()
                            .map(answer ->
                                    answer.status() / 100 != 4 || answer.flaw() == Flaw.NOT_SEALED)
                            .orElse(true);
            case TRANSPORT, LOGON, CONFIGURATION -> !withoutMessage;
            case UNREADABLE -> true;
        };
    }

    /// Whether the host said 2xx and nothing more.
    public boolean isEmptySuccess() {
        return unusable != null && unusable.flaw() == Flaw.EMPTY && unusable.status() < 300;
    }

    /// The first cause of a kind.
    public <T extends Throwable> Optional<T> cause(Class<T> type) {
        for (Throwable cause = getCause(); cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    /// Some exceptions of CXF are their own cause.
    @SuppressWarnings("ReferenceEquality")
    private static @Nullable Throwable next(Throwable cause) {
        return cause.getCause() == cause ? null : cause.getCause();
    }
}
