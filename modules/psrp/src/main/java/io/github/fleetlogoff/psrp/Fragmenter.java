package io.github.fleetlogoff.psrp;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts one end's messages into fragments. Numbers the objects. For one thread.
public final class Fragmenter {
    /// Bytes of a fragment that every server takes: PowerShell's own limit, with its header.
    public static final int MOST_BYTES = 32 << 10;

    private final int mostBytes;
    private long objectId;

    /// One whose fragments have at most [#MOST_BYTES].
    public Fragmenter() {
        this(MOST_BYTES);
    }

    /// @param mostBytes of a fragment with its header, more than [Fragment#HEADER]
    public Fragmenter(int mostBytes) {
        if (mostBytes <= Fragment.HEADER) {
            throw new IllegalArgumentException("mostBytes is too small: " + mostBytes);
        }
        this.mostBytes = mostBytes;
    }

    /// The next object's fragments, in order; at least one.
    public List<Fragment> cut(RawMessage message) {
        return cut(message.bytes());
    }

    private List<Fragment> cut(byte[] object) {
        objectId++;
        int most = mostBytes - Fragment.HEADER;
        List<Fragment> fragments = new ArrayList<>(object.length / most + 1);
        for (int from = 0; fragments.isEmpty() || from < object.length; from += most) {
            int to = Math.min(object.length, from + most);
            fragments.add(
                    new Fragment(
                            objectId,
                            fragments.size(),
                            from == 0,
                            to == object.length,
                            Arrays.copyOfRange(object, from, to)));
        }
        return fragments;
    }

    /// The fragments of several messages in one piece, as `creationXml` and a batched answer hold
    /// them.
    public byte[] together(List<RawMessage> messages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (RawMessage message : messages) {
            cut(message).forEach(fragment -> bytes.writeBytes(fragment.bytes()));
        }
        return bytes.toByteArray();
    }
}
