package io.github.fleetlogoff.ntlm;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The server's end of one handshake, on one connection. Takes NTLMv2 only. Not thread-safe.
public final class NtlmServer {
    private static final int NEGOTIATE_LENGTH = 16;
    private static final int ALWAYS =
            NtlmFlags.UNICODE
                    | NtlmFlags.REQUEST_TARGET
                    | NtlmFlags.NTLM
                    | NtlmFlags.ALWAYS_SIGN
                    | NtlmFlags.TARGET_TYPE_DOMAIN
                    | NtlmFlags.EXTENDED_SESSIONSECURITY
                    | NtlmFlags.TARGET_INFO
                    | NtlmFlags.VERSION;
    private static final int AS_ASKED =
            NtlmFlags.SIGN
                    | NtlmFlags.SEAL
                    | NtlmFlags.KEY_128
                    | NtlmFlags.KEY_56
                    | NtlmFlags.KEY_EXCH;

    private static final byte[] NO_BINDINGS = new byte[16];

    private final NtlmTarget target;
    private final Function<NtlmAccount, Optional<char[]>> passwords;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Optional<ChannelBindings> channelBindings;
    private final boolean bindingRequired;
    private byte @Nullable [] negotiate;
    private byte @Nullable [] challenge;

    /// A server on a connection without TLS.
    ///
    /// @param passwords the password of an account, empty where there is no such account; the array
    ///   is wiped after use. Names are to be compared without regard to case
    public NtlmServer(
            NtlmTarget target,
            Function<NtlmAccount, Optional<char[]>> passwords,
            RandomGenerator random,
            InstantSource clock) {
        this(target, passwords, random, clock, Optional.empty());
    }

    /// A server that takes a client that sends no channel bindings (CbtHardeningLevel Relaxed, the
    /// default of WinRM).
    ///
    /// @param passwords as above
    /// @param channelBindings those of the TLS connection beneath: a client that sends others is
    ///   refused
    public NtlmServer(
            NtlmTarget target,
            Function<NtlmAccount, Optional<char[]>> passwords,
            RandomGenerator random,
            InstantSource clock,
            Optional<ChannelBindings> channelBindings) {
        this(target, passwords, random, clock, channelBindings, false);
    }

    /// @param passwords as above
    /// @param channelBindings as above
    /// @param bindingRequired whether a client that sends none is refused too, where there are any
    ///   (CbtHardeningLevel Strict)
    public NtlmServer(
            NtlmTarget target,
            Function<NtlmAccount, Optional<char[]>> passwords,
            RandomGenerator random,
            InstantSource clock,
            Optional<ChannelBindings> channelBindings,
            boolean bindingRequired) {
        this.target = requireNonNull(target, "target is null");
        this.passwords = requireNonNull(passwords, "passwords is null");
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.channelBindings = requireNonNull(channelBindings, "channelBindings is null");
        this.bindingRequired = bindingRequired;
    }

    /// Answers a NEGOTIATE_MESSAGE with a CHALLENGE_MESSAGE.
    ///
    /// @throws NtlmException where it is not one, or its client cannot do what is needed
    public byte[] challenge(byte[] message) throws NtlmException {
        Wire wire = new Wire(message, 1, NEGOTIATE_LENGTH);
        int asked = wire.integer(12);
        if (!NtlmFlags.has(asked, NtlmFlags.UNICODE)
                || !NtlmFlags.has(asked, NtlmFlags.EXTENDED_SESSIONSECURITY)) {
            throw new NtlmException(
                    NtlmException.Kind.WEAK,
                    "the client speaks no Unicode or no extended session security");
        }
        byte[] serverChallenge = new byte[8];
        random.nextBytes(serverChallenge);
        TargetInfo info =
                TargetInfo.empty()
                        .with(TargetInfo.DOMAIN, target.domain())
                        .with(TargetInfo.COMPUTER, target.computer())
                        .with(TargetInfo.DNS_DOMAIN, target.dnsDomain())
                        .with(TargetInfo.DNS_COMPUTER, target.computer() + "." + target.dnsDomain())
                        .with(TargetInfo.TIMESTAMP, TargetInfo.fileTime(clock.instant()));
        negotiate = wire.all();
        challenge =
                new Challenge(ALWAYS | (asked & AS_ASKED), serverChallenge, target.domain(), info)
                        .bytes();
        return challenge.clone();
    }

    /// Checks an AUTHENTICATE_MESSAGE. A challenge serves one of them, right or wrong.
    ///
    /// @throws NtlmException where it is not one, or account, proof, MIC or channel are wrong
    public NtlmSession authenticate(byte[] message) throws NtlmException {
        if (negotiate == null || challenge == null) {
            throw Wire.malformed("an AUTHENTICATE message without a challenge");
        }
        byte[] asked = negotiate;
        byte[] sent = challenge;
        negotiate = null;
        challenge = null;
        return authenticate(asked, sent, message);
    }

    NtlmSession authenticate(byte[] asked, byte[] sent, byte[] message) throws NtlmException {
        Authenticate answer = Authenticate.read(message);
        if (!NtlmFlags.has(answer.flags(), NtlmFlags.EXTENDED_SESSIONSECURITY)) {
            throw new NtlmException(
                    NtlmException.Kind.WEAK, "the client gives up extended session security");
        }
        byte[] key = ntowfV2(answer.account());
        byte[] proof =
                NtlmKeys.proof(key, Challenge.read(sent).serverChallenge(), answer.clientBlob());
        if (!MessageDigest.isEqual(proof, answer.proof())) {
            throw new NtlmException(NtlmException.Kind.REFUSED, "the password is wrong");
        }
        TargetInfo info = answer.targetInfo();
        byte[] sessionKey = sessionKey(NtlmKeys.sessionBaseKey(key, proof), answer);
        if ((info.flags() & TargetInfo.FLAG_MIC) != 0) {
            byte[] expected = Authenticate.computeMic(sessionKey, asked, sent, message);
            if (!MessageDigest.isEqual(expected, Authenticate.mic(message))) {
                throw new NtlmException(
                        NtlmException.Kind.TAMPERED, "the message integrity code is wrong");
            }
        }
        checkChannel(info);
        return new NtlmSession(answer.account(), sessionKey, answer.flags(), false);
    }

    private static byte[] sessionKey(byte[] baseKey, Authenticate answer) throws NtlmException {
        if (!NtlmFlags.has(answer.flags(), NtlmFlags.KEY_EXCH)) {
            return baseKey;
        }
        if (answer.encryptedSessionKey().length != 16) {
            throw Wire.malformed("the exchanged session key has not 16 bytes");
        }
        return new Rc4(baseKey).apply(answer.encryptedSessionKey());
    }

    private void checkChannel(TargetInfo info) throws NtlmException {
        // Windows' client sends zeros where there is nothing to bind to.
        Optional<byte[]> seen =
                info.channelBindings().filter(sent -> !Arrays.equals(sent, NO_BINDINGS));
        if (channelBindings.isEmpty() || (seen.isEmpty() && !bindingRequired)) {
            return;
        }
        if (seen.isEmpty()) {
            throw new NtlmException(
                    NtlmException.Kind.REFUSED,
                    "the client does not bind its logon to the TLS connection");
        }
        if (!channelBindings.get().matches(seen.get())) {
            throw new NtlmException(
                    NtlmException.Kind.REFUSED,
                    "the client sees another TLS certificate than the server's");
        }
    }

    private byte[] ntowfV2(NtlmAccount account) throws NtlmException {
        char[] password =
                passwords
                        .apply(account)
                        .orElseThrow(() ->
                                new NtlmException(
                                        NtlmException.Kind.REFUSED, "there is no such account"));
        try {
            return NtlmKeys.ntowfV2(password, account);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
