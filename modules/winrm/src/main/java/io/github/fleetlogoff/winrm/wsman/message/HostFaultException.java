package io.github.fleetlogoff.winrm.wsman.message;

import static java.util.Objects.requireNonNull;

/// A SOAP fault that a host answered with (SOAP 1.2, 5.4).
public final class HostFaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long code;
    private final String subcode;

    HostFaultException(long code, String subcode) {
        super("fault " + code + " " + subcode);
        this.code = code;
        this.subcode = requireNonNull(subcode, "subcode is null");
    }

    /// The code of its WSManFault, 0 where it has none.
    public long code() {
        return code;
    }

    /// The local name of its subcode, empty where it has none.
    public String subcode() {
        return subcode;
    }
}
