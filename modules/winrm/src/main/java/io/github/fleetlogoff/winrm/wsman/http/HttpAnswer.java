package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// An answer, read whole.
///
/// @param status 200 to 599
/// @param contentType empty where there is none
/// @param date by the server's clock, as it says it; empty where it does not
/// @param challenges the values of its `WWW-Authenticate` headers, in their order
/// @param body empty where there is none
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire: read once, never compared
public record HttpAnswer(
        int status, String contentType, String date, List<String> challenges, byte[] body) {
    public HttpAnswer {
        requireNonNull(contentType, "contentType is null");
        requireNonNull(date, "date is null");
        challenges = List.copyOf(challenges);
        requireNonNull(body, "body is null");
    }

    /// Whether the status is 2xx.
    public boolean isSuccess() {
        return status / 100 == 2;
    }
}
