package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.wsman.AnswerWriter.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a command printed, handed out in blocks. As on Windows, a block ends anywhere, also within
/// a character.
final class PrintedOutput implements Output {
    private static final int BLOCK_BYTES = 3 * 1000 + 1;

    private final byte[] stdout;
    private final byte[] stderr;
    private int stdoutAt;
    private int stderrAt;

    PrintedOutput(byte[] stdout, byte[] stderr) {
        this.stdout = stdout;
        this.stderr = stderr;
    }

    @Override
    public List<Block> take(int envelopeBytes) {
        List<Block> blocks = new ArrayList<>();
        int room = envelopeBytes - ENVELOPE_COST;
        while (!drained()) {
            boolean out = stdoutAt < stdout.length;
            byte[] from = out ? stdout : stderr;
            int at = out ? stdoutAt : stderrAt;
            int to = blockEnd(from, at);
            room -= Output.cost(to - at);
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

    @Override
    public boolean drained() {
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
