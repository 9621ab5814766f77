package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The Negotiate handshake of one connection, with raw NTLM tokens as WinRM clients send them. Not
/// thread-safe.
public final class Handshake {
    private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_AT = 8;
    private static final int NEGOTIATE = 1;

    private final NtlmServer server;

    public Handshake(NtlmServer server) {
        this.server = server;
    }

    /// Takes the client's next token. A NEGOTIATE message starts the handshake afresh.
    public HandshakeStep step(byte[] token) {
        if (token.length <= TYPE_AT
                || !Arrays.equals(token, 0, NTLM.length, NTLM, 0, NTLM.length)) {
            return new HandshakeStep.Refused("not an NTLM token", false);
        }
        boolean first = token[TYPE_AT] == NEGOTIATE;
        try {
            return first
                    ? new HandshakeStep.Challenged(server.challenge(token))
                    : new HandshakeStep.Accepted(server.authenticate(token));
        } catch (NtlmException e) {
            return new HandshakeStep.Refused(
                    e.getMessage() == null ? "refused" : e.getMessage(),
                    e.kind() == NtlmException.Kind.REFUSED);
        }
    }
}
