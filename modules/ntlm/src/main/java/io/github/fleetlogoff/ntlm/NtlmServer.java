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

    private final NtlmTarget target;
    private final Function<NtlmAccount, Optional<char[]>> passwords;
    private final RandomGenerator random;
    private final InstantSource clock;
    private byte @Nullable [] negotiate;
    private byte @Nullable [] challenge;

    /// @param passwords the password of an account, empty where there is no such account; the array
    ///   is wiped after use
    public NtlmServer(
            NtlmTarget target,
            Function<NtlmAccount, Optional<char[]>> passwords,
            RandomGenerator random,
            InstantSource clock) {
        this.target = requireNonNull(target, "target is null");
        this.passwords = requireNonNull(passwords, "passwords is null");
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /// Answers a NEGOTIATE_MESSAGE with a CHALLENGE_MESSAGE.
    ///
    /// @throws NtlmException where it is not one, or its client cannot do what is needed
    public byte[] challenge(byte[] message) throws NtlmException {
        Wire wire = new Wire(message, 1, NEGOTIATE_LENGTH);
        int asked = wire.integer(12);
        if (!NtlmFlags.has(asked, NtlmFlags.UNICODE)
                || !NtlmFlags.has(asked, NtlmFlags.EXTENDED_SESSIONSECURITY)) {
            throw new NtlmException("the client speaks no Unicode or no extended session security");
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

    /// Checks an AUTHENTICATE_MESSAGE.
    ///
    /// @throws NtlmException where it is not one, or account, proof or MIC are wrong
    public NtlmSession authenticate(byte[] message) throws NtlmException {
        if (negotiate == null || challenge == null) {
            throw new NtlmException("an AUTHENTICATE message without a challenge");
        }
        Challenge sent = Challenge.read(challenge);
        Authenticate answer = Authenticate.read(message);
        byte[] key = ntowfV2(answer.account());
        byte[] proof = NtlmKeys.proof(key, sent.serverChallenge(), answer.clientBlob());
        if (!MessageDigest.isEqual(proof, answer.proof())) {
            throw new NtlmException("the password is wrong");
        }
        byte[] sessionKey = NtlmKeys.sessionBaseKey(key, proof);
        if (NtlmFlags.has(answer.flags(), NtlmFlags.KEY_EXCH)) {
            if (answer.encryptedSessionKey().length != 16) {
                throw new NtlmException("the exchanged session key has not 16 bytes");
            }
            sessionKey = new Rc4(sessionKey).apply(answer.encryptedSessionKey());
        }
        if ((answer.targetInfo().flags() & TargetInfo.FLAG_MIC) != 0) {
            byte[] expected = Authenticate.computeMic(sessionKey, negotiate, challenge, message);
            if (!MessageDigest.isEqual(expected, Authenticate.mic(message))) {
                throw new NtlmException("the message integrity code is wrong");
            }
        }
        // A challenge serves one answer: a second try needs a new handshake.
        negotiate = null;
        challenge = null;
        return new NtlmSession(answer.account(), sessionKey, answer.flags(), false);
    }

    private byte[] ntowfV2(NtlmAccount account) throws NtlmException {
        char[] password =
                passwords
                        .apply(account)
                        .orElseThrow(() -> new NtlmException("there is no such account"));
        try {
            return NtlmKeys.ntowfV2(password, account);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
