package io.github.fleetlogoff.ntlm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The AUTHENTICATE_MESSAGE (2.2.1.3) with an NTLMv2 response (2.2.2.8).
///
/// @param proof NTProofStr, 16 bytes
/// @param clientBlob NTLMv2_CLIENT_CHALLENGE
/// @param encryptedSessionKey empty without key exchange
@SuppressWarnings("ArrayRecordComponent") // parts of a message: never compared
record Authenticate(
        int flags,
        NtlmAccount account,
        String workstation,
        byte[] proof,
        byte[] clientBlob,
        byte[] encryptedSessionKey) {
    private static final int TYPE = 3;
    private static final int FIXED = 64;
    private static final int MIC = 72;
    private static final int MIC_LENGTH = 16;
    private static final int PAYLOAD = MIC + MIC_LENGTH;
    private static final int PROOF_LENGTH = 16;
    // Reserved and fixed fields of the client blob before its AV pairs (2.2.2.7).
    static final int BLOB_HEADER = 28;

    static Authenticate read(byte[] bytes) throws NtlmException {
        Wire wire = new Wire(bytes, TYPE, FIXED);
        int flags = wire.integer(60);
        if (!NtlmFlags.has(flags, NtlmFlags.UNICODE)) {
            throw new NtlmException(NtlmException.Kind.WEAK, "the client does not speak Unicode");
        }
        byte[] response = wire.payload(20);
        if (response.length < PROOF_LENGTH + BLOB_HEADER) {
            throw new NtlmException(
                    NtlmException.Kind.REFUSED,
                    "the client answers with NTLMv1 or anonymously; only NTLMv2 is taken");
        }
        return new Authenticate(
                flags,
                new NtlmAccount(wire.text(28), wire.text(36)),
                wire.text(44),
                Arrays.copyOf(response, PROOF_LENGTH),
                Arrays.copyOfRange(response, PROOF_LENGTH, response.length),
                wire.payload(52));
    }

    /// The AV pairs in the client's blob.
    TargetInfo targetInfo() throws NtlmException {
        return TargetInfo.read(Arrays.copyOfRange(clientBlob, BLOB_HEADER, clientBlob.length));
    }

    /// The message with room for a MIC, which is zero.
    byte[] bytes() throws NtlmException {
        byte[] lm = new byte[24];
        byte[] domain = account.domain().getBytes(StandardCharsets.UTF_16LE);
        byte[] user = account.user().getBytes(StandardCharsets.UTF_16LE);
        byte[] host = workstation.getBytes(StandardCharsets.UTF_16LE);
        int responseLength = proof.length + clientBlob.length;
        int length =
                PAYLOAD
                        + domain.length
                        + user.length
                        + host.length
                        + lm.length
                        + responseLength
                        + encryptedSessionKey.length;
        ByteBuffer buffer = Wire.message(TYPE, length);
        int names = PAYLOAD + domain.length + user.length + host.length;
        Wire.putField(buffer, lm.length, names);
        Wire.putField(buffer, responseLength, names + lm.length);
        Wire.putField(buffer, domain.length, PAYLOAD);
        Wire.putField(buffer, user.length, PAYLOAD + domain.length);
        Wire.putField(buffer, host.length, PAYLOAD + domain.length + user.length);
        Wire.putField(buffer, encryptedSessionKey.length, names + lm.length + responseLength);
        buffer.putInt(flags);
        Wire.putVersion(buffer);
        buffer.put(new byte[MIC_LENGTH]);
        buffer.put(domain)
                .put(user)
                .put(host)
                .put(lm)
                .put(proof)
                .put(clientBlob)
                .put(encryptedSessionKey);
        return Wire.bytes(buffer);
    }

    /// The MIC that a message carries.
    static byte[] mic(byte[] authenticate) throws NtlmException {
        return new Wire(authenticate, TYPE, PAYLOAD).part(MIC, MIC_LENGTH);
    }

    /// The same message with this MIC.
    static byte[] withMic(byte[] authenticate, byte[] mic) {
        byte[] copy = authenticate.clone();
        System.arraycopy(mic, 0, copy, MIC, MIC_LENGTH);
        return copy;
    }

    /// The MIC over the three messages of a handshake (3.1.5.1.2).
    static byte[] computeMic(
            byte[] sessionKey, byte[] negotiate, byte[] challenge, byte[] authenticate) {
        return Digests.hmacMd5(
                sessionKey, negotiate, challenge, withMic(authenticate, new byte[MIC_LENGTH]));
    }
}
