package io.github.fleetlogoff.winrm.wsman.message;

import io.github.fleetlogoff.sessions.ShellQuota;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads the answers to [ShellRequests]. Every answer may be a fault instead.
public final class ShellAnswers {
    private static final List<String> LIMITS =
            List.of(
                    "MaxShellsPerUser",
                    "MaxProcessesPerShell",
                    "MaxMemoryPerShellMB",
                    "MaxConcurrentUsers");

    private ShellAnswers() {}

    /// A part of what a command printed.
    ///
    /// @param stream `stdout` or `stderr`
    @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
    public record Block(String stream, byte[] bytes) {}

    /// What a Receive was answered with.
    ///
    /// @param done whether the command has ended
    /// @param exitCode absent where the host gave none
    public record Received(List<Block> blocks, boolean done, @Nullable Integer exitCode) {
        public Received {
            blocks = List.copyOf(blocks);
        }
    }

    /// What reads the body of an answer, standing on its first element.
    private interface Reading<T> {
        T read(AnswerCursor cursor, int outer) throws XMLStreamException, MessageException;
    }

    /// The id of a created shell: the selector by which it is to be named (DSP0226, 7.5), or else
    /// what the shell says of itself.
    public static String shellId(byte[] answer) throws MessageException, HostFaultException {
        return read(
                answer,
                (cursor, outer) -> {
                    String id = "";
                    boolean named = false;
                    do {
                        boolean selector =
                                cursor.is(Names.WSMAN, "Selector")
                                        && "ShellId".equals(cursor.attribute("Name"));
                        if (selector || (!named && cursor.is(Names.SHELL, "ShellId"))) {
                            id = cursor.word();
                            named |= selector;
                        }
                        // What follows is the environment as it was sent, with the script in it.
                    } while (!(named && cursor.leaveRest()) && cursor.next(outer));
                    return required(id, "a shell without a ShellId");
                });
    }

    /// The id of a command that was started.
    public static String commandId(byte[] answer) throws MessageException, HostFaultException {
        return read(
                answer,
                (cursor, outer) -> {
                    String id = "";
                    do {
                        if (cursor.is(Names.SHELL, "CommandId")) {
                            id = cursor.word();
                        }
                    } while (cursor.next(outer));
                    return required(id, "a command without a CommandId");
                });
    }

    /// What a command has printed.
    public static Received received(byte[] answer) throws MessageException, HostFaultException {
        return read(
                answer,
                (cursor, outer) -> {
                    if (!cursor.is(Names.SHELL, "ReceiveResponse")) {
                        throw new MessageException("no answer to Receive");
                    }
                    List<Block> blocks = new ArrayList<>(2);
                    boolean done = false;
                    Integer exitCode = null;
                    while (cursor.next(outer)) {
                        if (cursor.is(Names.SHELL, "Stream")) {
                            String name = cursor.attribute("Name");
                            byte[] bytes = base64(cursor.text());
                            if (bytes.length > 0 && name != null) {
                                blocks.add(new Block(name, bytes));
                            }
                        } else if (cursor.is(Names.SHELL, "CommandState")) {
                            // There may be several, of which one says Done.
                            if (Names.DONE.equals(cursor.attribute("State"))) {
                                done = true;
                                exitCode = exitCode(cursor);
                            }
                        }
                    }
                    return new Received(blocks, done, exitCode);
                });
    }

    /// What the host allows remote shells, without what is no number. The schema has its elements
    /// in the namespace of the whole configuration, `winrm get` shows them in that of the part.
    public static ShellQuota quota(byte[] answer) throws MessageException, HostFaultException {
        return read(
                answer,
                (cursor, outer) -> {
                    if (!isConfig(cursor, "Winrs")) {
                        throw new MessageException("no configuration of remote shells");
                    }
                    Map<String, Long> limits = new HashMap<>();
                    MessageException odd = null;
                    while (cursor.next(outer)) {
                        for (String limit : LIMITS) {
                            if (isConfig(cursor, limit)) {
                                try {
                                    limits.put(limit, number(cursor.word(), 0, Long.MAX_VALUE));
                                } catch (MessageException none) {
                                    odd = none;
                                }
                                break;
                            }
                        }
                    }
                    // None at all would read as a host that limits nothing.
                    if (limits.isEmpty() && odd != null) {
                        throw odd;
                    }
                    return new ShellQuota(
                            limits.get("MaxShellsPerUser"),
                            limits.get("MaxProcessesPerShell"),
                            limits.get("MaxMemoryPerShellMB"),
                            limits.get("MaxConcurrentUsers"));
                });
    }

    private static boolean isConfig(AnswerCursor cursor, String name) {
        return cursor.is(Names.WINRS_CONFIG, name) || cursor.is(Names.CONFIG, name);
    }

    /// Takes an answer of which nothing matters but that it is no fault.
    public static void acknowledged(byte[] answer) throws MessageException, HostFaultException {
        if (AnswerCursor.isPlainSuccess(answer)) {
            return;
        }
        read(
                answer,
                (cursor, outer) -> {
                    while (cursor.next(outer)) {
                        // All of it is looked at, and nothing of it says anything.
                    }
                    return outer;
                });
    }

    private static <T> T read(byte[] answer, Reading<T> reading)
            throws MessageException, HostFaultException {
        try {
            return plainOrParsed(answer, reading);
        } catch (XMLStreamException | RuntimeException failure) {
            // The parser throws more than it declares for what is no XML.
            throw new MessageException("an answer that cannot be read", failure);
        }
    }

    private static <T> T plainOrParsed(byte[] answer, Reading<T> reading)
            throws XMLStreamException, MessageException, HostFaultException {
        try {
            return read(new PlainAnswer(answer), reading);
        } catch (UnusualAnswerException unusual) {
            return read(new ParsedAnswer(answer), reading);
        }
    }

    private static <T> T read(AnswerCursor cursor, Reading<T> reading)
            throws XMLStreamException, MessageException, HostFaultException {
        if (!cursor.next(0) || !cursor.is(Names.SOAP, "Envelope")) {
            throw new MessageException("no SOAP message");
        }
        int envelope = cursor.depth();
        while (cursor.next(envelope)) {
            if (cursor.depth() == envelope + 1 && cursor.is(Names.SOAP, "Body")) {
                return body(cursor, reading);
            }
        }
        throw new MessageException("no SOAP body");
    }

    private static <T> T body(AnswerCursor cursor, Reading<T> reading)
            throws XMLStreamException, MessageException, HostFaultException {
        int body = cursor.depth();
        boolean empty = !cursor.next(body);
        if (!empty && cursor.is(Names.SOAP, "Fault")) {
            throw fault(cursor, body);
        }
        T read = reading.read(cursor, body);
        if (cursor.isWanted()) {
            while (cursor.next(1)) {
                // A message that is cut off behind what was wanted is cut off all the same.
            }
        }
        return read;
    }

    private static HostFaultException fault(AnswerCursor cursor, int body)
            throws XMLStreamException, MessageException {
        long code = 0;
        String subcode = "";
        boolean inSubcode = false;
        while (cursor.next(body)) {
            if (cursor.is(Names.SOAP, "Subcode")) {
                inSubcode = true;
            } else if (inSubcode && subcode.isEmpty() && cursor.is(Names.SOAP, "Value")) {
                String name = cursor.word();
                subcode = name.substring(name.indexOf(':') + 1);
            } else if (code == 0 && cursor.is(Names.FAULT, "WSManFault")) {
                // The outermost; those within it are what the provider says.
                code = number(cursor.attribute("Code"), 0, 0xFFFF_FFFFL);
            }
        }
        return new HostFaultException(code, subcode);
    }

    /// 32 bits, which some hosts write with a sign and some without.
    private static @Nullable Integer exitCode(AnswerCursor cursor)
            throws XMLStreamException, MessageException {
        int state = cursor.depth();
        Integer code = null;
        while (cursor.next(state)) {
            if (cursor.is(Names.SHELL, "ExitCode")) {
                code = (int) number(cursor.word(), Integer.MIN_VALUE, 0xFFFF_FFFFL);
            }
        }
        return code;
    }

    private static long number(@Nullable String text, long least, long most)
            throws MessageException {
        try {
            long number = text == null ? 0 : Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new MessageException("no number", none);
        }
        throw new MessageException("a number that is too large");
    }

    private static byte[] base64(StringBuilder text) {
        try {
            return Base64.getDecoder().decode(text.toString());
        } catch (IllegalArgumentException blanks) {
            return Base64.getDecoder().decode(withoutBlanks(text).toString());
        }
    }

    private static StringBuilder withoutBlanks(StringBuilder text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ') {
                kept.append(text.charAt(i));
            }
        }
        return kept;
    }

    private static String required(String id, String otherwise) throws MessageException {
        if (id.isEmpty()) {
            throw new MessageException(otherwise);
        }
        return id;
    }
}
