package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmTarget;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;

/// A client and the handshake that it logs on by.
public final class LogOn {
    static final NtlmAccount ACCOUNT = new NtlmAccount("CORP", "svc");
    private static final byte[] SPNEGO = oid("2b0601050502");
    private static final byte[] NTLM = oid("2b06010401823702020a");
    private static final byte[] KERBEROS = oid("2a864886f712010202");

    private final Random random = new Random(3);
    private final NtlmServer server =
            new NtlmServer(
                    new NtlmTarget("CORP", "PC", "corp.example.com"),
                    account ->
                            account.equals(ACCOUNT)
                                    ? Optional.of("secret".toCharArray())
                                    : Optional.empty(),
                    random,
                    () -> Instant.EPOCH);
    final Handshake handshake = new Handshake(server);
    final NtlmClient client =
            new NtlmClient(ACCOUNT, "HERE", Optional.empty(), random, () -> Instant.EPOCH);

    private static byte[] oid(String hex) {
        return Der.write(0x06, HexFormat.of().parseHex(hex));
    }

    public static byte[] onlyNtlm() {
        return Der.write(0x30, NTLM);
    }

    static byte[] kerberosFirst() {
        return Der.write(0x30, KERBEROS, NTLM);
    }

    static byte[] onlyKerberos() {
        return Der.write(0x30, KERBEROS);
    }

    /// A NegTokenInit.
    public static byte[] offer(byte[] mechTypes, byte[] mechToken) {
        return Der.write(
                0x60,
                SPNEGO,
                Der.write(
                        0xa0,
                        Der.write(0x30, Der.write(0xa0, mechTypes), octets(0xa2, mechToken))));
    }

    /// A NegTokenResp; an empty mechListMIC is left out.
    public static byte[] reply(byte[] token, byte[] mechListMic) {
        return Der.write(0xa1, Der.write(0x30, octets(0xa2, token), octets(0xa3, mechListMic)));
    }

    /// The mechanism's token in a NegTokenResp.
    public static byte[] innerToken(byte[] negTokenResp) throws AuthException {
        return Spnego.readReply(negTokenResp).token().orElseThrow();
    }

    /// The signature in a NegTokenResp.
    public static byte[] mechListMic(byte[] negTokenResp) throws AuthException {
        return Spnego.readReply(negTokenResp).mechListMic().orElseThrow();
    }

    private static byte[] octets(int tag, byte[] bytes) {
        return bytes.length == 0 ? bytes : Der.write(tag, Der.write(0x04, bytes));
    }

    /// Logs on with raw NTLM.
    Keys plain() throws NtlmException {
        byte[] answer = client.authenticate(challenge(client.negotiate()), secret());
        return accepted(answer);
    }

    /// The token that a step challenges with.
    byte[] challenge(byte[] token) {
        return challenge(handshake.step(token));
    }

    static byte[] challenge(HandshakeStep step) {
        return ((HandshakeStep.Challenged) step).token();
    }

    Keys accepted(byte[] token) {
        return accepted(handshake.step(token));
    }

    static Keys accepted(HandshakeStep step) {
        return ((HandshakeStep.Accepted) step).keys();
    }

    /// Another handshake, with Kerberos.
    Handshake handshakeWith(KerberosAcceptor kerberos) {
        return new Handshake(server, Optional.of(kerberos));
    }

    static char[] secret() {
        return "secret".toCharArray();
    }
}
