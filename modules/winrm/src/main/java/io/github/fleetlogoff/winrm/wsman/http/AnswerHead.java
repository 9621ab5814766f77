package io.github.fleetlogoff.winrm.wsman.http;

import io.github.fleetlogoff.winrm.wsman.http.HttpException.Kind;
import java.util.ArrayList;
import java.util.List;

/// The status line and those headers of an answer that matter here; the others are forgotten while
/// they are read. For one thread.
final class AnswerHead {
    private static final int MOST_CHALLENGES = 16;
    private static final long NONE = -1;

    private final int status;
    private boolean keepsAlive;
    private String contentType = "";
    private String date = "";
    private long length = NONE;
    private boolean chunked;
    private final List<String> challenges = new ArrayList<>(1);

    /// @param statusLine `HTTP/1.1 200 OK`
    AnswerHead(String statusLine) throws HttpException {
        boolean form =
                statusLine.length() >= 12
                        && statusLine.startsWith("HTTP/1.")
                        && (statusLine.charAt(7) == '0' || statusLine.charAt(7) == '1')
                        && statusLine.charAt(8) == ' '
                        && (statusLine.length() == 12 || statusLine.charAt(12) == ' ');
        int number = form ? digits(statusLine, 9, 12) : 0;
        if (number < 100 || number > 599) {
            throw malformed("no status line");
        }
        status = number;
        keepsAlive = statusLine.charAt(7) == '1';
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// Takes a header in.
    void header(String line) throws HttpException {
        int colon = line.indexOf(':');
        // A space before the colon or at the start of a line is read in two ways (RFC 9112, 5.1).
        if (colon < 1 || line.charAt(0) <= ' ' || line.charAt(colon - 1) <= ' ') {
            throw malformed("no header");
        }
        switch (colon) {
            case 4 -> {
                if (isNamed(line, "Date")) {
                    date = value(line, colon);
                }
            }
            case 10 -> {
                if (isNamed(line, "Connection")) {
                    connection(value(line, colon));
                }
            }
            case 12 -> {
                if (isNamed(line, "Content-Type")) {
                    contentType = value(line, colon);
                }
            }
            case 14 -> {
                if (isNamed(line, "Content-Length")) {
                    length(value(line, colon));
                }
            }
            case 16 -> {
                if (isNamed(line, "WWW-Authenticate")) {
                    challenge(value(line, colon));
                } else if (isNamed(line, "Content-Encoding")) {
                    encoding(value(line, colon));
                }
            }
            case 17 -> {
                if (isNamed(line, "Transfer-Encoding")) {
                    transferEncoding(value(line, colon));
                }
            }
            default -> {}
        }
    }

    private static boolean isNamed(String line, String name) {
        return line.regionMatches(true, 0, name, 0, name.length());
    }

    private static String value(String line, int colon) {
        return line.substring(colon + 1).strip();
    }

    private void connection(String value) {
        for (int from = 0; from <= value.length(); ) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            String option = value.substring(from, end).strip();
            if (option.equalsIgnoreCase("close")) {
                keepsAlive = false;
            } else if (option.equalsIgnoreCase("keep-alive")) {
                keepsAlive = true;
            }
            from = end + 1;
        }
    }

    private void length(String value) throws HttpException {
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw malformed("no Content-Length");
            }
            number = Math.min(number * 10 + digit, Integer.MAX_VALUE);
        }
        if (value.isEmpty() || (length != NONE && length != number)) {
            throw malformed("no Content-Length");
        }
        length = number;
    }

    private void challenge(String value) throws HttpException {
        if (challenges.size() == MOST_CHALLENGES) {
            throw new HttpException(Kind.TOO_LARGE, "too many challenges");
        }
        challenges.add(value);
    }

    private static void encoding(String value) throws HttpException {
        if (!value.equalsIgnoreCase("identity") && !value.isEmpty()) {
            throw new HttpException(Kind.ENCODED, "an encoded body");
        }
    }

    private void transferEncoding(String value) throws HttpException {
        if (chunked || !value.equalsIgnoreCase("chunked")) {
            throw new HttpException(Kind.ENCODED, "an encoded body");
        }
        chunked = true;
    }

    /// To be called after the last header.
    void end() throws HttpException {
        if (chunked && length != NONE) {
            throw malformed("two lengths of one body");
        }
    }

    int status() {
        return status;
    }

    /// Whether this is not the answer yet, but a word before it (RFC 9110, 15.2).
    boolean isInterim() {
        return status < 200;
    }

    boolean keepsAlive() {
        return keepsAlive;
    }

    String contentType() {
        return contentType;
    }

    String date() {
        return date;
    }

    List<String> challenges() {
        return challenges;
    }

    boolean isChunked() {
        return chunked;
    }

    /// Whether there is a body at all (RFC 9112, 6.3).
    boolean hasBody() {
        return status != 204 && status != 304 && length != 0;
    }

    /// Whether only the end of the connection ends the body.
    boolean endsWithConnection() {
        return !chunked && length == NONE && hasBody();
    }

    /// Of the body in bytes, where it has one that is known.
    long length() {
        return length;
    }

    static HttpException malformed(String message) {
        return new HttpException(Kind.MALFORMED, message);
    }
}
