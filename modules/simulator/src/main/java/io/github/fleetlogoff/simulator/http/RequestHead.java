package io.github.fleetlogoff.simulator.http;

/// A request up to its body.
///
/// @param target the path, with the query where there is one
/// @param minor 1 for HTTP/1.1, 0 for HTTP/1.0
public record RequestHead(String method, String target, int minor, Headers headers) {

    /// The target without its query.
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /// Whether the connection stays open for another request (RFC 9112, 9.3).
    boolean keepsAlive() {
        return minor == 1
                ? !headers.hasToken("Connection", "close")
                : headers.hasToken("Connection", "keep-alive");
    }

    boolean expectsContinue() {
        return minor == 1 && headers.hasToken("Expect", "100-continue");
    }
}
