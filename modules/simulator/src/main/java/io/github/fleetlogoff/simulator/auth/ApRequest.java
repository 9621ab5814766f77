package io.github.fleetlogoff.simulator.auth;

import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;

/// Looks into a client's first Kerberos token (RFC 4121, 4.1; RFC 4120, 5.5.1) for the channel
/// bindings in it. JGSS, asked to check them, takes those alone that a Java client without TLS in
/// mind would send: it puts another type for addresses that are missing than Windows and MIT
/// Kerberos do.
final class ApRequest {
    private static final int INITIAL = 0x60;
    private static final int AP_REQ = 0x6e;
    private static final int TICKET = 0x61;
    private static final int TICKET_PART = 0x63;
    private static final int AUTHENTICATOR = 0x62;
    private static final int INTEGER = 0x02;
    private static final int GENERAL_STRING = 0x1b;
    private static final int TICKET_USAGE = 2;
    private static final int AUTHENTICATOR_USAGE = 11;
    private static final int BINDINGS_AT = 4;
    private static final int BINDINGS_LENGTH = 16;

    private final KeyTab keys;

    ApRequest(KeyTab keys) {
        this.keys = keys;
    }

    /// The 16 bytes that a client sent, all zero where it bound to nothing.
    ///
    /// @param token that JGSS has taken
    byte[] channelBindings(byte[] token) throws AuthException {
        try {
            List<Der> framed = Der.one(token, INITIAL).inside();
            List<Der> request = Der.all(found(framed, AP_REQ).inside(Der.SEQUENCE));
            List<Der> ticket = Der.all(Der.one(field(request, 3), TICKET).inside(Der.SEQUENCE));
            List<Der> part = sequence(decrypted(ticket), TICKET_PART);
            List<Der> session = Der.all(Der.one(field(part, 1), Der.SEQUENCE).content());
            List<Der> sealed = Der.all(Der.one(field(request, 4), Der.SEQUENCE).content());
            byte[] authenticator =
                    KerberosCipher.of(number(sealed, 0))
                            .decrypt(octets(session, 1), AUTHENTICATOR_USAGE, octets(sealed, 2));
            List<Der> checksum =
                    Der.all(
                            Der.one(field(sequence(authenticator, AUTHENTICATOR), 3), Der.SEQUENCE)
                                    .content());
            byte[] fields = octets(checksum, 1);
            return Arrays.copyOfRange(fields, BINDINGS_AT, BINDINGS_AT + BINDINGS_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new AuthException(Kind.MALFORMED, "a ticket: " + e.getMessage());
        }
    }

    private byte[] decrypted(List<Der> ticket) throws AuthException, GeneralSecurityException {
        List<Der> sealed = Der.all(Der.one(field(ticket, 3), Der.SEQUENCE).content());
        KerberosCipher cipher = KerberosCipher.of(number(sealed, 0));
        KerberosPrincipal service = service(ticket);
        for (KerberosKey key : keys.getKeys(service)) {
            if (key.getKeyType() == cipher.number()
                    && (Der.find(sealed, Der.context(1)).isEmpty()
                            || key.getVersionNumber() == number(sealed, 1))) {
                return cipher.decrypt(key.getEncoded(), TICKET_USAGE, octets(sealed, 2));
            }
        }
        throw new GeneralSecurityException("no key of " + service + " in the keytab");
    }

    private static KerberosPrincipal service(List<Der> ticket) throws AuthException {
        String realm = text(Der.one(field(ticket, 1), GENERAL_STRING));
        List<Der> name = Der.all(Der.one(field(ticket, 2), Der.SEQUENCE).content());
        List<Der> words = Der.all(Der.one(field(name, 1), Der.SEQUENCE).content());
        return new KerberosPrincipal(
                words.stream().map(ApRequest::text).collect(Collectors.joining("/")) + "@" + realm,
                number(name, 0));
    }

    private static List<Der> sequence(byte[] bytes, int tag) throws AuthException {
        return Der.all(Der.one(bytes, tag).inside(Der.SEQUENCE));
    }

    private static Der found(List<Der> elements, int tag) throws AuthException {
        return Der.find(elements, tag).orElseThrow(Der::malformed);
    }

    private static byte[] field(List<Der> fields, int number) throws AuthException {
        return found(fields, Der.context(number)).content();
    }

    private static byte[] octets(List<Der> fields, int number) throws AuthException {
        return Der.one(field(fields, number), Der.OCTET_STRING).content();
    }

    private static int number(List<Der> fields, int number) throws AuthException {
        return new BigInteger(Der.one(field(fields, number), INTEGER).content()).intValue();
    }

    private static String text(Der element) {
        return new String(element.content(), StandardCharsets.US_ASCII);
    }
}
