package io.github.fleetlogoff.simulator.auth;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/// The tokens of SPNEGO (RFC 4178, 4.2), as far as NTLM and Kerberos need them.
final class Spnego {
    /// InitialContextToken of GSS-API (RFC 2743, 3.1), which holds a NegTokenInit.
    private static final int INITIAL = 0x60;

    private static final int RESPONSE = Der.context(1);

    /// 1.3.6.1.5.5.2
    private static final byte[] SPNEGO = HexFormat.of().parseHex("2b0601050502");

    private Spnego() {}

    /// What a client can offer.
    enum Mechanism {
        /// 1.3.6.1.4.1.311.2.2.10
        NTLM("2b06010401823702020a"),
        /// 1.2.840.113554.1.2.2
        KERBEROS("2a864886f712010202"),
        /// 1.2.840.48018.1.2.2: the same, as old versions of Windows have it by mistake ([MS-SPNG]
        /// 3.1.5.1)
        KERBEROS_OF_WINDOWS("2a864882f712010202");

        private final String oid;

        Mechanism(String oid) {
            this.oid = oid;
        }

        boolean isKerberos() {
            return switch (this) {
                case NTLM -> false;
                case KERBEROS, KERBEROS_OF_WINDOWS -> true;
            };
        }

        private byte[] bytes() {
            return HexFormat.of().parseHex(oid);
        }

        private static Optional<Mechanism> of(byte[] oid) {
            String text = HexFormat.of().formatHex(oid);
            return Arrays.stream(values()).filter(each -> each.oid.equals(text)).findFirst();
        }
    }

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
    /// @param mechanisms those in it, the preferred one first; empty ones are not known here
    /// @param mechToken the first token of the first mechanism
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    record Offer(
            byte[] mechTypes, List<Optional<Mechanism>> mechanisms, Optional<byte[]> mechToken) {

        /// The first of these that is offered.
        Optional<Mechanism> first(Predicate<Mechanism> wanted) {
            return mechanisms.stream().flatMap(Optional::stream).filter(wanted).findFirst();
        }

        /// Whether the token, if there is one, is this mechanism's.
        boolean prefers(Mechanism mechanism) {
            Optional<Mechanism> first = mechanisms.getFirst();
            return first.isPresent()
                    && (first.get() == mechanism
                            || (first.get().isKerberos() && mechanism.isKerberos()));
        }
    }

    /// A client's NegTokenResp.
    ///
    /// @param token of the mechanism
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    record Reply(Optional<byte[]> token, Optional<byte[]> mechListMic) {}

    static boolean isOffer(byte[] token) {
        return token.length > 0 && (token[0] & 0xff) == INITIAL;
    }

    /// Whether it is a Kerberos token of GSS-API that SPNEGO does not frame.
    static boolean isKerberos(byte[] token) {
        try {
            Der mechanism = Der.one(token, INITIAL).inside().getFirst();
            return mechanism.tag() == Der.OBJECT_IDENTIFIER
                    && Mechanism.of(mechanism.content()).filter(Mechanism::isKerberos).isPresent();
        } catch (AuthException | NoSuchElementException _) {
            return false;
        }
    }

    static boolean isReply(byte[] token) {
        return token.length > 0 && (token[0] & 0xff) == RESPONSE;
    }

    static Offer readOffer(byte[] token) throws AuthException {
        List<Der> framed = Der.one(token, INITIAL).inside();
        if (framed.size() != 2
                || framed.getFirst().tag() != Der.OBJECT_IDENTIFIER
                || !Arrays.equals(framed.getFirst().content(), SPNEGO)
                || framed.getLast().tag() != Der.context(0)) {
            throw Der.malformed();
        }
        List<Der> fields = Der.all(framed.getLast().inside(Der.SEQUENCE));
        Der list = Der.find(fields, Der.context(0)).orElseThrow(Der::malformed);
        List<Optional<Mechanism>> mechanisms =
                Der.all(list.inside(Der.SEQUENCE)).stream()
                        .map(oid -> Mechanism.of(oid.content()))
                        .toList();
        if (mechanisms.isEmpty()) {
            throw Der.malformed();
        }
        return new Offer(list.content(), mechanisms, octets(fields, 2));
    }

    static Reply readReply(byte[] token) throws AuthException {
        List<Der> fields = Der.all(Der.one(token, RESPONSE).inside(Der.SEQUENCE));
        return new Reply(octets(fields, 2), octets(fields, 3));
    }

    private static Optional<byte[]> octets(List<Der> fields, int number) throws AuthException {
        Optional<Der> field = Der.find(fields, Der.context(number));
        return field.isEmpty()
                ? Optional.empty()
                : Optional.of(field.get().inside(Der.OCTET_STRING));
    }

    /// A server's NegTokenResp.
    ///
    /// @param named the mechanism, in the server's first (4.2.2)
    static byte[] answer(
            State state,
            Optional<Mechanism> named,
            Optional<byte[]> token,
            Optional<byte[]> mechListMic) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        byte[] number = {(byte) state.number};
        fields.writeBytes(Der.write(Der.context(0), Der.write(Der.ENUMERATED, number)));
        named.ifPresent(mechanism ->
                fields.writeBytes(
                        Der.write(
                                Der.context(1),
                                Der.write(Der.OBJECT_IDENTIFIER, mechanism.bytes()))));
        token.ifPresent(bytes -> fields.writeBytes(octets(2, bytes)));
        mechListMic.ifPresent(bytes -> fields.writeBytes(octets(3, bytes)));
        return Der.write(RESPONSE, Der.write(Der.SEQUENCE, fields.toByteArray()));
    }

    private static byte[] octets(int number, byte[] bytes) {
        return Der.write(Der.context(number), Der.write(Der.OCTET_STRING, bytes));
    }
}
