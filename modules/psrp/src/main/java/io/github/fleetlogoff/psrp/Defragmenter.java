package io.github.fleetlogoff.psrp;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the other end's messages together again. A fragment may come in pieces and objects may
/// alternate; beyond its bounds nothing is kept, and room is made for what has come, not for what
/// was announced. After an exception it is of no use. For one thread.
public final class Defragmenter {
    private final Limits limits;
    private final Map<Long, Parts> open = new HashMap<>();
    private final Set<Long> closed = new HashSet<>();
    private byte[] rest = new byte[0];
    private long total;

    /// What is taken.
    ///
    /// @param object bytes of one object
    /// @param total bytes of everything
    /// @param objects how many there may be, and so how many ids are remembered
    /// @param open how many objects may be incomplete at once
    public record Limits(int object, long total, int objects, int open) {
        /// PowerShell's own of a session (10 MB an object, 50 MB in all).
        public static final Limits USUAL = new Limits(10 << 20, 50L << 20, 100_000, 16);

        public Limits {
            if (object < 1 || total < object || objects < 1 || open < 1) {
                throw new IllegalArgumentException("a limit is too small");
            }
        }
    }

    private static final class Parts {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long next;
    }

    /// One with the [Limits#USUAL] limits.
    public Defragmenter() {
        this(Limits.USUAL);
    }

    public Defragmenter(Limits limits) {
        this.limits = requireNonNull(limits, "limits is null");
    }

    /// Whether nothing is left half.
    public boolean isEmpty() {
        return open.isEmpty() && rest.length == 0;
    }

    /// Takes what came next on a stream.
    ///
    /// @return the messages that are whole now, in the order in which they became so
    /// @throws PsrpException for an object without an id, a fragment that is not the next of its
    ///   object, an id that comes again, and what is beyond the limits
    public List<RawMessage> accept(byte[] bytes) throws PsrpException {
        total += bytes.length;
        if (total > limits.total()) {
            throw new PsrpException("more than " + limits.total() + " bytes of messages");
        }
        ByteBuffer in = ByteBuffer.wrap(joined(bytes));
        List<RawMessage> messages = new ArrayList<>(4);
        while (in.remaining() >= Fragment.HEADER) {
            int at = in.position();
            long objectId = in.getLong();
            long fragmentId = in.getLong();
            byte flags = in.get();
            long length = Integer.toUnsignedLong(in.getInt());
            if (length > limits.object()) {
                throw tooLarge();
            }
            if (length > in.remaining()) {
                in.position(at);
                break;
            }
            byte[] blob = new byte[(int) length];
            in.get(blob);
            add(
                    new Fragment(
                            objectId,
                            fragmentId,
                            Fragment.isStart(flags),
                            Fragment.isEnd(flags),
                            blob),
                    messages);
        }
        rest = Arrays.copyOfRange(in.array(), in.position(), in.limit());
        return messages;
    }

    private byte[] joined(byte[] bytes) {
        if (rest.length == 0) {
            return bytes;
        }
        byte[] joined = Arrays.copyOf(rest, rest.length + bytes.length);
        System.arraycopy(bytes, 0, joined, rest.length, bytes.length);
        return joined;
    }

    private void add(Fragment fragment, List<RawMessage> messages) throws PsrpException {
        Parts object = fragment.start() ? begin(fragment) : open.get(fragment.objectId());
        if (object == null) {
            throw new PsrpException("a fragment of an object that has not begun");
        }
        if (fragment.fragmentId() != object.next++) {
            throw new PsrpException("fragments out of order");
        }
        if (fragment.blob().length > limits.object() - object.bytes.size()) {
            throw tooLarge();
        }
        object.bytes.writeBytes(fragment.blob());
        if (fragment.end()) {
            open.remove(fragment.objectId());
            closed.add(fragment.objectId());
            messages.add(RawMessage.read(object.bytes.toByteArray()));
        }
    }

    private Parts begin(Fragment fragment) throws PsrpException {
        long id = fragment.objectId();
        if (id == 0) {
            throw new PsrpException("an object without an id");
        }
        if (closed.contains(id) || open.containsKey(id)) {
            throw new PsrpException("an object with the id of another");
        }
        if (open.size() == limits.open()) {
            throw new PsrpException("more than " + limits.open() + " incomplete objects");
        }
        if (closed.size() + open.size() == limits.objects()) {
            throw new PsrpException("more than " + limits.objects() + " objects");
        }
        Parts object = new Parts();
        open.put(id, object);
        return object;
    }

    private PsrpException tooLarge() {
        return new PsrpException("an object of more than " + limits.object() + " bytes");
    }
}
