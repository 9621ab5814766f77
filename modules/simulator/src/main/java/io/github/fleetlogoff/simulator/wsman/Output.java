package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.wsman.AnswerWriter.Block;
import java.util.List;

/// What a command or a runspace pool has to say, handed out in blocks.
interface Output {
    /// What the envelope around the blocks takes.
    int ENVELOPE_COST = 2 * 1024;

    /// What a Stream element around its base64 text takes.
    int BLOCK_COST = 160;

    /// The characters that so many bytes take in an envelope.
    static int cost(int bytes) {
        return BLOCK_COST + (bytes + 2) / 3 * 4;
    }

    /// The next blocks, as many as an envelope of this size holds.
    List<Block> take(int envelopeBytes);

    /// Whether all has been handed out.
    boolean drained();

    /// Whether that it ends is told in an answer of its own.
    default boolean endsApart() {
        return false;
    }
}
