package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.shell.CommandStateType;
import io.cloudsoft.winrm4j.client.shell.ReceiveResponse;
import io.cloudsoft.winrm4j.client.shell.StreamType;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// What a command printed, gathered as bytes: hosts split characters between blocks.
final class Output {
    private final int limit;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private boolean done;
    private boolean overflowed;
    private @Nullable Integer exitCode;

    /// @param limit bytes of each stream at the most
    Output(int limit) {
        this.limit = limit;
    }

    /// Takes in one answer to Receive and says whether it brought anything.
    boolean take(ReceiveResponse response) {
        boolean brought = false;
        for (StreamType block : response.getStream()) {
            byte[] bytes = block.getValue();
            if (bytes != null && bytes.length > 0) {
                brought = true;
                add("stderr".equals(block.getName()) ? stderr : stdout, bytes);
            }
        }
        CommandStateType state = response.getCommandState();
        if (state != null && ShellMessages.isDone(state.getState())) {
            done = true;
            BigInteger code = state.getExitCode();
            // 32 bits, which some hosts write with a sign and some without.
            exitCode = code == null ? null : Integer.valueOf(code.intValue());
        }
        return brought || done;
    }

    private void add(ByteArrayOutputStream stream, byte[] bytes) {
        if (stream.size() + (long) bytes.length > limit) {
            overflowed = true;
        } else if (!overflowed) {
            stream.writeBytes(bytes);
        }
    }

    boolean done() {
        return done;
    }

    boolean overflowed() {
        return overflowed;
    }

    ShellOutcome answer() {
        return new ShellOutcome.Answered(stdout.toByteArray(), stderr.toByteArray(), exitCode);
    }
}
