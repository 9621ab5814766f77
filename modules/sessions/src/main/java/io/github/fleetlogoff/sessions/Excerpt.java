package io.github.fleetlogoff.sessions;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A short, harmless piece of what a host printed, for a message. It decides nothing.
final class Excerpt {
    /// Characters of a host's text in one message.
    private static final int LIMIT = 300;

    /// Bytes of output that are looked at.
    private static final int BYTES = 1 << 16;

    private static final String CLIXML = "#< CLIXML";
    // CLIXML is [MS-PSRP] 2.2.5: stderr of powershell.exe under redirection, progress records among
    // the errors.
    private static final Pattern ERROR = Pattern.compile("<S S=\"Error\">([^<]*)</S>");
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private Excerpt() {}

    /// The first words of a text on one line; what a terminal might act on is spelled out as
    /// `\u001b`.
    static String of(String text) {
        StringBuilder excerpt = new StringBuilder();
        boolean blank = false;
        for (int point : text.codePoints().toArray()) {
            if (Character.isWhitespace(point)) {
                blank = !excerpt.isEmpty();
                continue;
            }
            if (excerpt.length() >= LIMIT) {
                return excerpt.append('…').toString();
            }
            if (blank) {
                excerpt.append(' ');
                blank = false;
            }
            append(excerpt, point);
        }
        return excerpt.toString();
    }

    /// What a command printed that gave no answer: the errors on stderr, else stderr, else stdout.
    static String of(byte[] stdout, byte[] stderr) {
        String errors = text(stderr);
        if (errors.startsWith(CLIXML)) {
            errors = String.join("", errorsOf(errors));
        }
        String excerpt = of(errors);
        return excerpt.isEmpty() ? of(text(stdout)) : excerpt;
    }

    private static List<String> errorsOf(String clixml) {
        List<String> errors = new ArrayList<>();
        Matcher error = ERROR.matcher(clixml);
        while (error.find()) {
            String text =
                    error.group(1)
                            .replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&apos;", "'")
                            .replace("&amp;", "&");
            errors.add(
                    ESCAPE.matcher(text)
                            .replaceAll(escape ->
                                    Matcher.quoteReplacement(
                                            String.valueOf(
                                                    (char)
                                                            Integer.parseInt(
                                                                    escape.group(1), 16)))));
        }
        return errors;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, BYTES), StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder out, int point) {
        switch (Character.getType(point)) {
            // Format characters turn the direction of what follows.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    out.append("\\u")
                            .append(HexFormat.of().toHexDigits(point, point > 0xFFFF ? 6 : 4));
            default -> out.appendCodePoint(point);
        }
    }
}
