package io.github.fleetlogoff.winrm.wsman.protection;

/// A body that is no sealed message.
public final class ProtectionException extends Exception {
    private static final long serialVersionUID = 1L;

    ProtectionException(String message) {
        super(message);
    }
}
