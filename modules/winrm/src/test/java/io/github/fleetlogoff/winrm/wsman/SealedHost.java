package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.ntlm.NtlmTarget;
import io.github.fleetlogoff.winrm.wsman.RawHost.Soap;
import io.github.fleetlogoff.winrm.wsman.protection.SealedPayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A host that logs a client on with NTLM, answers Create and Command, and seals as a test says.
final class SealedHost implements RawHost.Conduct {
    private static final String PROTOCOL = "application/HTTP-SPNEGO-session-encrypted";
    private final Sealer sealer;
    private final String password;

    /// How an answer is sealed.
    @FunctionalInterface
    interface Sealer {
        NtlmSession.Sealed seal(NtlmSession session, byte[] plain);
    }

    SealedHost(Sealer sealer) {
        this(sealer, "Pässw0rd!");
    }

    private SealedHost(Sealer sealer, String password) {
        this.sealer = sealer;
        this.password = password;
    }

    SealedHost withPassword(String other) {
        return new SealedHost(sealer, other);
    }

    @Override
    public void serve(RawHost.Wire wire) throws Exception {
        NtlmSession session = logOn(wire);
        answer(wire, session, Soap.SHELL);
        wire.read();
        answer(wire, session, Soap.COMMAND);
        wire.awaitEnd();
    }

    /// Reads to the end of the first sealed message. A client that cannot prove that it knows the
    /// password is let in with the keys of another logon.
    NtlmSession logOn(RawHost.Wire wire) throws IOException, NtlmException {
        NtlmServer server = server(password);
        byte[] negotiate = Base64.getDecoder().decode(wire.read().token());
        byte[] challenge = server.challenge(negotiate);
        wire.write(
                "HTTP/1.1 401 x\r\nWWW-Authenticate: Negotiate "
                        + Base64.getEncoder().encodeToString(challenge)
                        + "\r\nContent-Length: 0\r\n\r\n");
        byte[] authenticate = Base64.getDecoder().decode(wire.read().token());
        try {
            return server.authenticate(authenticate);
        } catch (NtlmException refused) {
            return strangersKeys();
        }
    }

    private static NtlmSession strangersKeys() throws NtlmException {
        NtlmServer server = server("x");
        var client =
                new io.github.fleetlogoff.ntlm.NtlmClient(
                        new io.github.fleetlogoff.ntlm.NtlmAccount("", "x"),
                        "",
                        Optional.empty(),
                        new Random(2),
                        InstantSource.system());
        byte[] challenge = server.challenge(client.negotiate());
        return server.authenticate(client.authenticate(challenge, "x".toCharArray()));
    }

    private static NtlmServer server(String password) {
        return new NtlmServer(
                new NtlmTarget("CORP", "H", "corp.example"),
                _ -> Optional.of(password.toCharArray()),
                new Random(1),
                InstantSource.system());
    }

    void answer(RawHost.Wire wire, NtlmSession session, String body) throws IOException {
        NtlmSession.Sealed sealed = sealer.seal(session, Soap.envelope(body));
        List<byte[]> pieces =
                new SealedPayload(sealed.signature(), sealed.sealed()).pieces(PROTOCOL);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        wire.answer(200, SealedPayload.contentType(PROTOCOL), all.toByteArray());
    }

    /// A challenge whose time (MsvAvTimestamp, always last but one) has 16 bytes and not 8.
    static byte[] oddTime() throws NtlmException {
        var client =
                new io.github.fleetlogoff.ntlm.NtlmClient(
                        new io.github.fleetlogoff.ntlm.NtlmAccount("", "x"),
                        "",
                        Optional.empty(),
                        new Random(2),
                        InstantSource.system());
        byte[] good = server("x").challenge(client.negotiate());
        ByteBuffer fields = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
        int at = good.length - 16;
        ByteBuffer odd = ByteBuffer.allocate(good.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        odd.put(good, 0, at).putShort((short) 7).putShort((short) 16).put(new byte[16]).putInt(0);
        short length = (short) (fields.getShort(40) + 8);
        return odd.putShort(40, length).putShort(42, length).array();
    }

    /// The same with one bit of its signature turned.
    static NtlmSession.Sealed broken(NtlmSession.Sealed sealed) {
        byte[] signature = sealed.signature().clone();
        signature[5] ^= 1;
        return new NtlmSession.Sealed(signature, sealed.sealed());
    }

    /// Seals the first answer and sends it again for each later one.
    static final class Replay implements Sealer {
        private final AtomicReference<NtlmSession.@Nullable Sealed> first = new AtomicReference<>();

        @Override
        public NtlmSession.Sealed seal(NtlmSession session, byte[] plain) {
            NtlmSession.Sealed again = first.get();
            if (again == null) {
                again = session.seal(plain);
                first.set(again);
            }
            return again;
        }
    }
}
