package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.ByteBuffer;
import java.util.List;

/// A message as it goes out, in UTF-8.
///
/// @param pieces one after the other; not to be changed, for a long one stands in the messages to
///   other hosts as well
public record Message(List<byte[]> pieces) {
    public Message {
        pieces = List.copyOf(pieces);
    }

    /// All of it.
    public byte[] whole() {
        int size = 0;
        for (byte[] piece : pieces) {
            size += piece.length;
        }
        ByteBuffer whole = ByteBuffer.allocate(size);
        pieces.forEach(whole::put);
        return whole.array();
    }
}
