package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.report.CiSystem;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/// What is printed in a CI system, where a `##vso[`, `##teamcity[` or `##[` anywhere in a line is a
/// command: a user or a host may be called that. The second `#` becomes its JSON escape, which a
/// program reads as the same and a person as what it is. Our own notes do not pass through here.
final class CiSafeWriter extends FilterWriter {
    private static final String COMMANDS = "[vVtT";
    private static final String ESCAPED = "\\u0023";

    // How many '#' at the end of what came so far are not written yet: 0 to 2.
    private int held;

    CiSafeWriter(Writer out) {
        super(out);
    }

    /// Where a report is printed: standard output, made safe where a CI system reads it.
    static Writer over(Surroundings surroundings) {
        Writer out = surroundings.terminal().out();
        return CiSystem.of(surroundings.environment()).isPresent() ? new CiSafeWriter(out) : out;
    }

    @Override
    public void write(int c) throws IOException {
        synchronized (lock) {
            if (c == '#') {
                if (held == 2) {
                    out.write('#');
                } else {
                    held++;
                }
                return;
            }
            release(COMMANDS.indexOf(c) >= 0);
            out.write(c);
        }
    }

    private void release(boolean command) throws IOException {
        if (held == 2) {
            out.write(command ? "#" + ESCAPED : "##");
        } else if (held == 1) {
            out.write('#');
        }
        held = 0;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(text[i]);
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            write(text.charAt(i));
        }
    }

    @Override
    public void flush() throws IOException {
        synchronized (lock) {
            release(false);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        flush();
        super.close();
    }
}
