package io.github.fleetlogoff.sessions;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes a short, harmless excerpt of what a host printed, for an error message.
final class HostText {
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_BYTES = 64_000;
    private static final Pattern CLIXML_ERROR =
            Pattern.compile("<S S=\"Error\">(.*?)</S>", Pattern.DOTALL);

    private HostText() {}

    /// The error records of stderr (CLIXML) where there are any, else the beginning of stdout, else
    /// of stderr.
    static String excerpt(byte[] stdout, byte[] stderr) {
        String errors = text(stderr);
        String records =
                CLIXML_ERROR
                        .matcher(errors)
                        .results()
                        .map(result -> result.group(1))
                        .collect(Collectors.joining(" "));
        if (!records.isEmpty()) {
            return harmless(unescaped(records));
        }
        String output = text(stdout);
        return harmless(!output.isBlank() || errors.startsWith("#< CLIXML") ? output : errors);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, MOST_BYTES), StandardCharsets.UTF_8);
    }

    private static String unescaped(String clixml) {
        Matcher codes = Pattern.compile("_x([0-9A-Fa-f]{4})_").matcher(clixml);
        return codes.replaceAll(code ->
                        Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(code.group(1), 16))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }

    private static String harmless(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        StringBuilder shown = new StringBuilder();
        line.codePoints()
                .limit(MOST_CHARACTERS)
                .forEach(point -> {
                    int type = Character.getType(point);
                    boolean hidden =
                            type == Character.CONTROL
                                    || type == Character.FORMAT
                                    || type == Character.SURROGATE
                                    || type == Character.UNASSIGNED
                                    || type == Character.PRIVATE_USE;
                    if (hidden) {
                        shown.append(String.format("\\u%04x", point));
                    } else {
                        shown.appendCodePoint(point);
                    }
                });
        return line.codePointCount(0, line.length()) > MOST_CHARACTERS
                ? shown + "…"
                : shown.toString();
    }
}
