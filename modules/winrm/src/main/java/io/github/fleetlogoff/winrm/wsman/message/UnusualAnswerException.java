package io.github.fleetlogoff.winrm.wsman.message;

import java.io.Serial;
import javax.xml.stream.XMLStreamException;

/// An answer has what [PlainAnswer] leaves to [ParsedAnswer].
final class UnusualAnswerException extends XMLStreamException {
    @Serial private static final long serialVersionUID = 1;

    UnusualAnswerException() {
        super("an answer that is not plain");
    }
}
