package io.github.fleetlogoff.ntlm;

/// A message that is not one of ours, a proof that is wrong, or a signature that does not fit.
/// Never holds a secret.
public final class NtlmException extends Exception {
    private static final long serialVersionUID = 1L;

    public NtlmException(String message) {
        super(message);
    }
}
