package io.github.fleetlogoff.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// An answer.
///
/// @param headers without Content-Length, Date, Server and Connection: the server adds those
/// @param close whether the connection ends with it
@SuppressWarnings("ArrayRecordComponent") // bytes to send: never compared
public record Response(int status, Headers headers, byte[] body, boolean close) {

    /// An answer without a body that keeps the connection.
    public static Response empty(int status) {
        return new Response(status, Headers.NONE, new byte[0], false);
    }

    /// The same with one header field more.
    public Response with(String name, String value) {
        return new Response(status, headers.with(name, value), body, close);
    }

    /// The same, after which the connection is closed.
    public Response closing() {
        return new Response(status, headers, body, true);
    }

    /// The bytes on the wire; HTTP.sys sends no reason phrase.
    byte[] encode(String date, boolean closes) {
        StringBuilder head =
                new StringBuilder(256).append("HTTP/1.1 ").append(status).append(" \r\n");
        for (Headers.Field field : headers.fields()) {
            line(head, field.name(), field.value());
        }
        for (Headers.Field field :
                List.of(
                        new Headers.Field("Server", "Microsoft-HTTPAPI/2.0"),
                        new Headers.Field("Date", date),
                        new Headers.Field("Content-Length", Integer.toString(body.length)))) {
            line(head, field.name(), field.value());
        }
        if (closes) {
            line(head, "Connection", "close");
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
