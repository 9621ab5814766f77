package io.github.fleetlogoff.psrp.clixml;

/// Characters that XML has not got, or that mean something here, as `_x000A_` ([MS-PSRP]
/// 2.2.5.3.2).
final class EncodedText {
    private static final int DIGITS = 4;
    private static final int MANY_DIGITS = 8;

    private EncodedText() {}

    /// As PowerShell encodes: control characters, each half of a surrogate pair, and an underscore
    /// that would begin such a code.
    static String encode(String text) {
        int at = 0;
        while (at < text.length() && !mustBeEncoded(text, at)) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 64).append(text, 0, at);
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (mustBeEncoded(text, at)) {
                encoded.append("_x");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    encoded.append("0123456789ABCDEF".charAt(c >> shift & 0xF));
                }
                encoded.append('_');
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static boolean mustBeEncoded(String text, int at) {
        char c = text.charAt(at);
        if (c == '_') {
            return at + 1 < text.length() && (text.charAt(at + 1) | 0x20) == 'x';
        }
        return Character.isISOControl(c) || Character.isSurrogate(c) || c >= 0xFFFE;
    }

    /// Takes every code off; what only looks like one stays. PowerShell reads with
    /// XmlConvert.DecodeName, which takes a large X and eight digits as well.
    static String decode(String text) {
        int at = text.indexOf('_');
        if (at < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        int from = 0;
        for (; at >= 0; at = text.indexOf('_', Math.max(at + 1, from))) {
            int code = code(text, at, DIGITS);
            if (code >= 0) {
                decoded.append(text, from, at).append((char) code);
                from = at + DIGITS + 3;
                continue;
            }
            code = code(text, at, MANY_DIGITS);
            if (Character.isValidCodePoint(code)) {
                decoded.append(text, from, at).appendCodePoint(code);
                from = at + MANY_DIGITS + 3;
            }
        }
        return decoded.append(text, from, text.length()).toString();
    }

    private static int code(String text, int at, int digits) {
        int end = at + 2 + digits;
        if (end >= text.length()
                || text.charAt(end) != '_'
                || (text.charAt(at + 1) | 0x20) != 'x') {
            return -1;
        }
        int code = 0;
        for (int i = at + 2; i < end; i++) {
            char c = text.charAt(i);
            // Of ASCII only: Java knows digits of other scripts.
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            code = code << 4 | digit;
        }
        return code;
    }
}
