package io.github.fleetlogoff.simulator.wsman;

/// A request that is answered with a fault.
final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;
    private final String messageId;

    /// @param messageId of the request, empty where it could not be read
    FaultException(Fault fault, String messageId) {
        super(fault.text().message());
        this.fault = fault;
        this.messageId = messageId;
    }

    Fault fault() {
        return fault;
    }

    String messageId() {
        return messageId;
    }
}
