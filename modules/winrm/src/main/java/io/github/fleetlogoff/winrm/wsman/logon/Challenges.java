package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The `WWW-Authenticate` headers of one answer (RFC 9110, 11.6.1), as far as schemes with one
/// token need them. Immutable.
final class Challenges {
    private static final int MOST_TOKEN_CHARACTERS = 128 * 1024;

    private final List<String> values;

    Challenges(List<String> headers) {
        List<String> split = new ArrayList<>();
        for (String header : headers) {
            for (String value : header.split(",", -1)) {
                split.add(value.strip());
            }
        }
        values = List.copyOf(split);
    }

    boolean offers(String scheme) {
        return values.stream().anyMatch(value -> isOf(scheme, value));
    }

    /// The token after the scheme's name, empty where there is the name alone.
    ///
    /// @throws LogonException where it is no Base64
    Optional<byte[]> token(String scheme) throws LogonException {
        for (String value : values) {
            if (isOf(scheme, value) && value.length() > scheme.length()) {
                String token = value.substring(scheme.length()).strip();
                if (token.length() > MOST_TOKEN_CHARACTERS) {
                    throw new LogonException(Kind.MALFORMED, "the server's token is too long");
                }
                try {
                    return Optional.of(Base64.getDecoder().decode(token));
                } catch (IllegalArgumentException e) {
                    throw new LogonException(Kind.MALFORMED, "the server's token is no Base64", e);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOf(String scheme, String value) {
        return value.regionMatches(true, 0, scheme, 0, scheme.length())
                && (value.length() == scheme.length() || value.charAt(scheme.length()) == ' ');
    }

    /// The names of the schemes, for a message.
    @Override
    public String toString() {
        List<String> names =
                values.stream()
                        .map(value -> value.split(" ", 2)[0])
                        .filter(name -> !name.isEmpty() && name.indexOf('=') < 0)
                        .toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
