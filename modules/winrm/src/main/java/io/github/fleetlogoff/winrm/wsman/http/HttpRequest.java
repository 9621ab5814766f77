package io.github.fleetlogoff.winrm.wsman.http;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
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

    /// What goes out: the head and the parts of the body.
    ///
    /// @param start the request line and the headers that are the same for every request
    ByteBuffer[] buffers(String start) {
        ByteBuffer[] buffers = new ByteBuffer[1 + body.size()];
        int length = 0;
        for (int i = 0; i < body.size(); i++) {
            byte[] part = body.get(i);
            buffers[1 + i] = ByteBuffer.wrap(part);
            length += part.length;
        }
        buffers[0] = ByteBuffer.wrap(head(start, length));
        return buffers;
    }

    /// The same in one piece.
    byte[] bytes(String start) {
        ByteBuffer[] buffers = buffers(start);
        ByteBuffer all = ByteBuffer.allocate(length(buffers));
        for (ByteBuffer buffer : buffers) {
            all.put(buffer);
        }
        return all.array();
    }

    /// How many bytes there are.
    static int length(ByteBuffer... buffers) {
        int length = 0;
        for (ByteBuffer buffer : buffers) {
            length += buffer.remaining();
        }
        return length;
    }

    private byte[] head(String start, int length) {
        StringBuilder text = new StringBuilder(start.length() + 256).append(start);
        authorization.ifPresent(
                value -> text.append("Authorization: ").append(value).append("\r\n"));
        text.append("Content-Type: ").append(contentType).append("\r\nContent-Length: ");
        text.append(length).append("\r\n\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
