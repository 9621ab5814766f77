package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The client's end of one handshake, on one connection. Not thread-safe.
public final class NtlmClient {
    private static final int ASKED =
            NtlmFlags.UNICODE
                    | NtlmFlags.REQUEST_TARGET
                    | NtlmFlags.SIGN
                    | NtlmFlags.SEAL
                    | NtlmFlags.NTLM
                    | NtlmFlags.ALWAYS_SIGN
                    | NtlmFlags.EXTENDED_SESSIONSECURITY
                    | NtlmFlags.TARGET_INFO
                    | NtlmFlags.VERSION
                    | NtlmFlags.KEY_128
                    | NtlmFlags.KEY_EXCH
                    | NtlmFlags.KEY_56;

    private static final int NO_BINDINGS = 16;

    private final NtlmAccount account;
    private final String workstation;
    private final Optional<ChannelBindings> channelBindings;
    private final Optional<String> service;
    private final RandomGenerator random;
    private final InstantSource clock;
    private byte @Nullable [] negotiate;
    private @Nullable NtlmSession session;

    /// @param workstation this computer's name, which the server may log
    /// @param channelBindings those of the TLS connection beneath, empty without TLS
    public NtlmClient(
            NtlmAccount account,
            String workstation,
            Optional<ChannelBindings> channelBindings,
            RandomGenerator random,
            InstantSource clock) {
        this(account, workstation, channelBindings, Optional.empty(), random, clock);
    }

    /// One that names the service it means to log on to.
    ///
    /// @param service `CLASS/host`, which a server may hold against its own names
    public NtlmClient(
            NtlmAccount account,
            String workstation,
            Optional<ChannelBindings> channelBindings,
            Optional<String> service,
            RandomGenerator random,
            InstantSource clock) {
        this.service = requireNonNull(service, "service is null");
        this.account = requireNonNull(account, "account is null");
        this.workstation = requireNonNull(workstation, "workstation is null");
        this.channelBindings = requireNonNull(channelBindings, "channelBindings is null");
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// The NEGOTIATE_MESSAGE.
    public byte[] negotiate() {
        ByteBuffer buffer = Wire.message(1, 40);
        buffer.putInt(ASKED).putLong(0).putLong(0);
        Wire.putVersion(buffer);
        negotiate = Wire.bytes(buffer);
        return negotiate.clone();
    }

    /// Answers a CHALLENGE_MESSAGE with an AUTHENTICATE_MESSAGE that carries a MIC.
    ///
    /// @param password is not kept
    /// @throws NtlmException where it is not one, or the server gives up signing and sealing
    public byte[] authenticate(byte[] challenge, char[] password) throws NtlmException {
        if (negotiate == null) {
            throw Wire.malformed("a challenge before it was asked for");
        }
        Challenge asked = Challenge.read(challenge);
        int needed =
                NtlmFlags.UNICODE
                        | NtlmFlags.EXTENDED_SESSIONSECURITY
                        | NtlmFlags.SEAL
                        | NtlmFlags.SIGN
                        | NtlmFlags.KEY_128;
        if ((asked.flags() & needed) != needed) {
            throw new NtlmException(
                    NtlmException.Kind.WEAK,
                    "the server wants a weaker session than signed and sealed with 128 bits");
        }
        byte[] blob = clientBlob(asked.targetInfo());
        byte[] key = NtlmKeys.ntowfV2(password, account);
        byte[] proof = NtlmKeys.proof(key, asked.serverChallenge(), blob);
        byte[] sessionKey = NtlmKeys.sessionBaseKey(key, proof);
        byte[] encrypted = new byte[0];
        int flags = ASKED & asked.flags();
        if (NtlmFlags.has(flags, NtlmFlags.KEY_EXCH)) {
            byte[] chosen = new byte[16];
            random.nextBytes(chosen);
            encrypted = new Rc4(sessionKey).apply(chosen);
            sessionKey = chosen;
        }
        byte[] message =
                new Authenticate(flags, account, workstation, proof, blob, encrypted).bytes();
        session = new NtlmSession(account, sessionKey, flags, true);
        return Authenticate.withMic(
                message, Authenticate.computeMic(sessionKey, negotiate, challenge, message));
    }

    private byte[] clientBlob(TargetInfo server) throws NtlmException {
        // What the server sent under these two is not the client's word (3.1.5.1.2).
        TargetInfo info =
                server.withFlags(TargetInfo.FLAG_MIC)
                        .with(TargetInfo.TARGET_NAME, service.orElse(""));
        if (channelBindings.isPresent()) {
            info = info.with(TargetInfo.CHANNEL_BINDINGS, channelBindings.get().digest());
        } else if (server.channelBindings().isPresent()) {
            info = info.with(TargetInfo.CHANNEL_BINDINGS, new byte[NO_BINDINGS]);
        }
        byte[] pairs = info.bytes();
        byte[] time =
                server.value(TargetInfo.TIMESTAMP)
                        .orElseGet(() -> TargetInfo.fileTime(clock.instant()));
        if (time.length != Long.BYTES) {
            throw Wire.malformed("a time of " + time.length + " bytes");
        }
        byte[] chosen = new byte[8];
        random.nextBytes(chosen);
        // Four zero bytes follow the pairs (2.2.2.7, as Windows sends it).
        return ByteBuffer.allocate(Authenticate.BLOB_HEADER + pairs.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 1)
                .put((byte) 1)
                .put(new byte[6])
                .put(time)
                .put(chosen)
                .putInt(0)
                .put(pairs)
                .array();
    }

    /// The session that the handshake made.
    ///
    /// @throws IllegalStateException before [#authenticate]
    public NtlmSession session() {
        if (session == null) {
            throw new IllegalStateException("the handshake is not over");
        }
        return session;
    }
}
