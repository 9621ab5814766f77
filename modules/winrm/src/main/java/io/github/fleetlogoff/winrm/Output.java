package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.sessions.ShellOutcome;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// What a command printed, gathered as bytes: hosts split characters between blocks. For one
/// thread.
public final class Output {
    private final int limit;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private boolean done;
    private boolean overflowed;
    private @Nullable Integer exitCode;

    /// Nothing yet.
    ///
    /// @param limit bytes of each stream at the most
    public Output(int limit) {
        this.limit = limit;
    }

    /// Takes a block of a stream in.
    ///
    /// @param stream `stdout` or `stderr`
    public void add(String stream, byte[] block) {
        ByteArrayOutputStream into = stream.equals("stderr") ? stderr : stdout;
        if (into.size() + (long) block.length > limit) {
            overflowed = true;
        } else if (!overflowed) {
            into.writeBytes(block);
        }
    }

    /// The command has ended.
    ///
    /// @param code its exit code, absent where the host gave none
    public void end(@Nullable Integer code) {
        done = true;
        exitCode = code;
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
