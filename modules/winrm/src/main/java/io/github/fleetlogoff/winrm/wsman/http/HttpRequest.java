package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A POST.
///
/// @param authorization the value of its `Authorization`
/// @param contentType of the body
/// @param body its parts, one after the other; none = a request without a message
public record HttpRequest(Optional<String> authorization, String contentType, List<byte[]> body) {
    public HttpRequest {
        requireNonNull(authorization, "authorization is null");
        requireNonNull(contentType, "contentType is null");
        body = List.copyOf(body);
    }

    /// Without what logs on, which may be a password.
    @Override
    public String toString() {
        return "HttpRequest[" + contentType + ", " + body.size() + " parts]";
    }

    /// The bytes that go out.
    ///
    /// @param start the request line and the headers that are the same for every request
    byte[] bytes(String start) {
        int length = 0;
        for (byte[] part : body) {
            length += part.length;
        }
        StringBuilder text = new StringBuilder(start.length() + 256).append(start);
        authorization.ifPresent(
                value -> text.append("Authorization: ").append(value).append("\r\n"));
        text.append("Content-Type: ").append(contentType).append("\r\nContent-Length: ");
        text.append(length).append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[head.length + length];
        System.arraycopy(head, 0, all, 0, head.length);
        int at = head.length;
        for (byte[] part : body) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
