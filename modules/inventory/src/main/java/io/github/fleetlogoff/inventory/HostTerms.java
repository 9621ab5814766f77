package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.HostSet;
import java.util.ArrayList;
import java.util.List;

/// A host expression cut into its operands: `,` unites, `!` takes away, `&` keeps what is in both,
/// `^` what is in one only. Read from left to right, none binds stronger, as ClusterShell's node
/// sets have it. An operand that begins with `~` is a regular expression; operators inside its
/// parentheses, brackets and braces, after a backslash, or a `^` at its beginning belong to it.
///
/// @param terms at least one; the operator of the first is [Operator#UNION]
record HostTerms(List<Term> terms) {

    enum Operator {
        UNION(','),
        DIFFERENCE('!'),
        INTERSECTION('&'),
        EITHER('^');

        private final char sign;

        Operator(char sign) {
            this.sign = sign;
        }
    }

    /// @param operator what joins it to those before it
    record Term(Operator operator, String text) {}

    HostTerms {
        terms = List.copyOf(terms);
    }

    /// @throws IllegalArgumentException with a sentence that says what is wrong and at which
    ///   character
    static HostTerms parse(String text) {
        if (text.chars().noneMatch(c -> "!&^~".indexOf(c) >= 0)) {
            return new HostTerms(
                    HostSet.split(text).stream()
                            .map(part -> new Term(Operator.UNION, part))
                            .toList());
        }
        return new Scanner(text).terms();
    }

    /// The parts of an expression that count one by one: those between commas where nothing but
    /// commas joins them, else the whole.
    ///
    /// @throws IllegalArgumentException as [#parse]
    static List<String> parts(String text) {
        List<Term> terms = parse(text).terms;
        return terms.stream().allMatch(term -> term.operator == Operator.UNION)
                ? terms.stream().map(Term::text).toList()
                : List.of(text);
    }

    private static final class Scanner {
        private final String text;
        private final List<Term> terms = new ArrayList<>();
        private int at;

        Scanner(String text) {
            this.text = text;
        }

        HostTerms terms() {
            Operator operator = Operator.UNION;
            while (true) {
                int start = at;
                while (at < text.length() && text.charAt(at) == ' ') {
                    at++;
                }
                boolean regex = at < text.length() && text.charAt(at) == '~';
                int end = regex ? endOfRegex() : endOfSet();
                terms.add(new Term(operator, operand(start, end)));
                if (end == text.length()) {
                    return new HostTerms(terms);
                }
                operator = operatorOf(text.charAt(end));
                at = end + 1;
            }
        }

        private static Operator operatorOf(char sign) {
            for (Operator operator : Operator.values()) {
                if (operator.sign == sign) {
                    return operator;
                }
            }
            throw new IllegalStateException("no operator: " + sign);
        }

        private static boolean isOperator(char c) {
            return ",!&^".indexOf(c) >= 0;
        }

        private String operand(int start, int end) {
            String operand = text.substring(start, end).strip();
            if (operand.isEmpty() && end < text.length() && end == start && terms.isEmpty()) {
                throw wrong(
                        "nothing stands before the '"
                                + text.charAt(end)
                                + "' at character "
                                + (end + 1)
                                + "; write @all before it to mean every host");
            }
            if (operand.isEmpty()) {
                throw wrong(
                        "nothing stands at character "
                                + (start + 1)
                                + (start > 0
                                        ? ", after the '" + text.charAt(start - 1) + "'"
                                        : ""));
            }
            return operand;
        }

        private int endOfSet() {
            int open = -1;
            for (int i = at; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '[' && open >= 0) {
                    throw wrong("a bracket inside a bracket at character " + (i + 1));
                } else if (c == ']' && open < 0) {
                    throw wrong("the ']' at character " + (i + 1) + " closes nothing");
                } else if (c == '[') {
                    open = i;
                } else if (c == ']') {
                    open = -1;
                } else if (open < 0 && isOperator(c)) {
                    return i;
                }
            }
            if (open >= 0) {
                throw wrong("the '[' at character " + (open + 1) + " is never closed");
            }
            return text.length();
        }

        private int endOfRegex() {
            int depth = 0;
            boolean inClass = false;
            for (int i = at + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (inClass) {
                    inClass = c != ']';
                } else if (c == '[') {
                    inClass = true;
                } else if (c == '(' || c == '{') {
                    depth++;
                } else if (c == ')' || c == '}') {
                    depth--;
                } else if (depth <= 0 && isOperator(c) && !isAnchor(c, i)) {
                    return i;
                }
            }
            return text.length();
        }

        private boolean isAnchor(char c, int i) {
            return c == '^' && "~|".indexOf(text.charAt(i - 1)) >= 0;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("host set " + Place.quote(text) + ": " + what);
        }
    }
}
