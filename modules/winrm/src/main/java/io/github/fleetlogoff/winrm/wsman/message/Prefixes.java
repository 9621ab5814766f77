package io.github.fleetlogoff.winrm.wsman.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The namespaces that prefixes stand for where [PlainAnswer] is in an answer (Namespaces in XML
/// 1.0, 3 and 6), and the name of the last element. For one thread.
final class Prefixes {
    private static final byte[] XML = "xml".getBytes(StandardCharsets.US_ASCII);
    // Bound by nobody (Namespaces in XML 1.0, 3).
    private static final String XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace";
    private static final String XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/";
    private static final int MOST = 32;
    private static final int SPAN = 5;

    private final byte[] answer;
    // Where a prefix begins and ends, then its namespace, and how many elements are around.
    private final int[] bindings = new int[SPAN * MOST];
    private int end;
    private int nameStart;
    private int nameEnd;
    // That of the element's namespace, below 0 where it has none.
    private int binding;

    Prefixes(byte[] answer) {
        this.answer = answer;
    }

    /// Binds a prefix, an empty one for elements without any.
    ///
    /// @param depth how many elements are around the one that binds it
    void bind(int start, int end, int uri, int uriEnd, int depth) throws UnusualAnswerException {
        PlainAnswer.require(this.end < bindings.length && !beginsAsXml(start, end));
        PlainAnswer.require(
                !equal(answer, uri, uriEnd, XML_NAMESPACE)
                        && !equal(answer, uri, uriEnd, XMLNS_NAMESPACE));
        // Only where there is no prefix a namespace can be taken away.
        PlainAnswer.require(uri < uriEnd || start == end);
        int bound = find(start, end);
        PlainAnswer.require(bound < 0 || bindings[bound + 4] < depth);
        int i = this.end;
        bindings[i] = start;
        bindings[i + 1] = end;
        bindings[i + 2] = uri;
        bindings[i + 3] = uriEnd;
        bindings[i + 4] = depth;
        this.end += SPAN;
    }

    // Reserved (Namespaces in XML 1.0, 3).
    private boolean beginsAsXml(int start, int end) {
        return end - start >= XML.length
                && Arrays.equals(answer, start, start + XML.length, XML, 0, XML.length);
    }

    private int find(int start, int end) {
        for (int i = this.end - SPAN; i >= 0; i -= SPAN) {
            if (Arrays.equals(answer, bindings[i], bindings[i + 1], answer, start, end)) {
                return i;
            }
        }
        return -1;
    }

    /// Takes the name of an element whose prefixes are bound.
    void enter(int start, int colon, int end) throws UnusualAnswerException {
        nameStart = colon < 0 ? start : colon + 1;
        nameEnd = end;
        binding = find(start, Math.max(start, colon));
        PlainAnswer.require(colon < 0 || binding >= 0);
    }

    /// Takes the name of an attribute.
    ///
    /// @param local where it begins without its prefix
    void requireBound(int start, int local) throws UnusualAnswerException {
        int colon = local - 1;
        PlainAnswer.require(
                local == start
                        || Arrays.equals(answer, start, colon, XML, 0, XML.length)
                        || find(start, colon) >= 0);
    }

    /// Forgets what an element has bound.
    ///
    /// @param depth how many elements are around it
    void leave(int depth) {
        while (end > 0 && bindings[end - 1] >= depth) {
            end -= SPAN;
        }
    }

    boolean is(String namespace, String name) {
        return equal(answer, nameStart, nameEnd, name)
                && binding >= 0
                && equal(answer, bindings[binding + 2], bindings[binding + 3], namespace);
    }

    // From the end, for namespaces have their beginning in common.
    static boolean equal(byte[] bytes, int start, int end, String text) {
        int length = end - start;
        if (text.length() != length) {
            return false;
        }
        while (length > 0 && bytes[start + length - 1] == text.charAt(length - 1)) {
            length--;
        }
        return length == 0;
    }
}
