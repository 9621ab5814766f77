package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.wsman.AnswerWriter.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a command printed, handed out in blocks. As on Windows, a block ends anywhere, also within
/// a character.
final class Output {
    private static final int BLOCK_BYTES = 3 * 1000 + 1;
    // A Stream element around its base64 text; and the envelope around them.
    private static final int BLOCK_COST = 160;
    private static final int ENVELOPE_COST = 2 * 1024;

    private final byte[] stdout;
    private final byte[] stderr;
    private int stdoutAt;
    private int stderrAt;

    Output(byte[] stdout, byte[] stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /// The next blocks, as many as an envelope of this size holds.
    List<Block> take(int envelopeBytes) {
        List<Block> blocks = new ArrayList<>();
        int room = envelopeBytes - ENVELOPE_COST;
        while (!drained()) {
            boolean out = stdoutAt < stdout.length;
            byte[] from = out ? stdout : stderr;
            int at = out ? stdoutAt : stderrAt;
            int to = blockEnd(from, at);
            room -= BLOCK_COST + (to - at + 2) / 3 * 4;
            if (room < 0 && !blocks.isEmpty()) {
                break;
            }
            blocks.add(new Block(out ? "stdout" : "stderr", Arrays.copyOfRange(from, at, to)));
            if (out) {
                stdoutAt = to;
            } else {
                stderrAt = to;
            }
        }
        return blocks;
    }

    boolean drained() {
        return stdoutAt == stdout.length && stderrAt == stderr.length;
    }

    // The first character of several bytes is cut after its first byte: who decodes block by block
    // must see it go wrong.
    private static int blockEnd(byte[] from, int at) {
        int end = Math.min(from.length, at + BLOCK_BYTES);
        if (at == 0) {
            for (int i = 0; i + 1 < end; i++) {
                if (from[i] < 0) {
                    return i + 1;
                }
            }
        }
        return end;
    }
}
