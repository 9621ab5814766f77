package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.ntlm.NtlmException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The tokens of SPNEGO (RFC 4178, 4.2), as far as NTLM needs them.
final class Spnego {
    /// InitialContextToken of GSS-API (RFC 2743, 3.1), which holds a NegTokenInit.
    private static final int INITIAL = 0x60;

    private static final int RESPONSE = Der.context(1);

    /// 1.3.6.1.5.5.2
    private static final byte[] SPNEGO = HexFormat.of().parseHex("2b0601050502");

    /// 1.3.6.1.4.1.311.2.2.10
    private static final byte[] NTLM = HexFormat.of().parseHex("2b06010401823702020a");

    private Spnego() {}

    /// How far the handshake is: a NegState.
    enum State {
        ACCEPT_COMPLETED(0),
        ACCEPT_INCOMPLETE(1),
        REQUEST_MIC(3);

        private final int number;

        State(int number) {
            this.number = number;
        }
    }

    /// A NegTokenInit.
    ///
    /// @param mechTypes the client's MechTypeList in DER, which the mechListMIC signs
    /// @param ntlm the place of NTLM in it, empty where it is not there
    /// @param mechToken the first token of the first mechanism
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    record Offer(byte[] mechTypes, Optional<Integer> ntlm, Optional<byte[]> mechToken) {}

    /// A client's NegTokenResp.
    ///
    /// @param token of the mechanism
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    record Reply(Optional<byte[]> token, Optional<byte[]> mechListMic) {}

    static boolean isOffer(byte[] token) {
        return token.length > 0 && (token[0] & 0xff) == INITIAL;
    }

    static boolean isReply(byte[] token) {
        return token.length > 0 && (token[0] & 0xff) == RESPONSE;
    }

    static Offer readOffer(byte[] token) throws NtlmException {
        List<Der> framed = Der.one(token, INITIAL).inside();
        if (framed.size() != 2
                || framed.getFirst().tag() != Der.OBJECT_IDENTIFIER
                || !Arrays.equals(framed.getFirst().content(), SPNEGO)
                || framed.getLast().tag() != Der.context(0)) {
            throw Der.malformed();
        }
        List<Der> fields = Der.all(framed.getLast().inside(Der.SEQUENCE));
        Der list = Der.find(fields, Der.context(0)).orElseThrow(Der::malformed);
        List<Der> mechanisms = Der.all(list.inside(Der.SEQUENCE));
        Optional<Integer> ntlm = Optional.empty();
        for (int i = mechanisms.size() - 1; i >= 0; i--) {
            if (Arrays.equals(mechanisms.get(i).content(), NTLM)) {
                ntlm = Optional.of(i);
            }
        }
        return new Offer(list.content(), ntlm, octets(fields, 2));
    }

    static Reply readReply(byte[] token) throws NtlmException {
        List<Der> fields = Der.all(Der.one(token, RESPONSE).inside(Der.SEQUENCE));
        return new Reply(octets(fields, 2), octets(fields, 3));
    }

    private static Optional<byte[]> octets(List<Der> fields, int number) throws NtlmException {
        Optional<Der> field = Der.find(fields, Der.context(number));
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(field.get().inside(Der.OCTET_STRING));
    }

    /// A server's NegTokenResp.
    ///
    /// @param first whether it is the server's first, which names the mechanism (4.2.2)
    static byte[] answer(
            State state, boolean first, Optional<byte[]> token, Optional<byte[]> mechListMic) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        byte[] number = {(byte) state.number};
        fields.writeBytes(Der.write(Der.context(0), Der.write(Der.ENUMERATED, number)));
        if (first) {
            fields.writeBytes(Der.write(Der.context(1), Der.write(Der.OBJECT_IDENTIFIER, NTLM)));
        }
        token.ifPresent(bytes -> fields.writeBytes(octets(2, bytes)));
        mechListMic.ifPresent(bytes -> fields.writeBytes(octets(3, bytes)));
        return Der.write(RESPONSE, Der.write(Der.SEQUENCE, fields.toByteArray()));
    }

    private static byte[] octets(int number, byte[] bytes) {
        return Der.write(Der.context(number), Der.write(Der.OCTET_STRING, bytes));
    }
}
