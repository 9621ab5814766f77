package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.wsman.AnswerWriter.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Fragments of PowerShell messages, each a block.
final class FragmentOutput implements Output {
    private final boolean oneByOne;
    private final Deque<byte[]> fragments = new ArrayDeque<>();
    private @Nullable UUID pipeline;

    /// @param oneByOne whether an answer brings one of them and no end, as OMI's; else as many as
    ///   it holds, as WinRM's
    FragmentOutput(boolean oneByOne) {
        this.oneByOne = oneByOne;
    }

    /// It is this pipeline's.
    void of(UUID id) {
        pipeline = id;
    }

    /// Whose output it is; empty for a pool's, or while that is not known.
    Optional<UUID> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    void add(byte[] fragment) {
        fragments.add(fragment);
    }

    void clear() {
        fragments.clear();
    }

    @Override
    public List<Block> take(int envelopeBytes) {
        List<Block> blocks = new ArrayList<>();
        int room = envelopeBytes - ENVELOPE_COST;
        while (!fragments.isEmpty() && !(oneByOne && blocks.size() == 1)) {
            room -= Output.cost(fragments.getFirst().length);
            if (room < 0 && !blocks.isEmpty()) {
                break;
            }
            blocks.add(new Block("stdout", fragments.removeFirst()));
        }
        return blocks;
    }

    @Override
    public boolean drained() {
        return fragments.isEmpty();
    }

    @Override
    public boolean endsApart() {
        return oneByOne;
    }
}
