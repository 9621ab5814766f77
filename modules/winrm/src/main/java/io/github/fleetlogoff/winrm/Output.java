package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellOutcome.RemoteError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command printed, gathered as bytes since hosts split characters between blocks, or what a
/// pipeline gave. For one thread.
public final class Output {
    private final int limit;
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final List<String> objects = new ArrayList<>();
    private final List<RemoteError> errors = new ArrayList<>();
    private long characters;
    private boolean done;
    private boolean pipeline;
    private boolean completed;
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

    /// Takes an object in that a pipeline gave.
    public void addObject(String text) {
        if (fits(text)) {
            objects.add(text);
        }
    }

    /// Takes an error of a pipeline in.
    public void addError(RemoteError error) {
        if (fits(error.message())) {
            errors.add(error);
        }
    }

    private boolean fits(String text) {
        // A list takes room for empty text too.
        characters += text.length() + 16L;
        overflowed |= characters > limit;
        return !overflowed;
    }

    /// The pipeline has ended.
    ///
    /// @param itself whether it ran to its end, and nothing else ended it
    public void endPipeline(boolean itself) {
        done = true;
        pipeline = true;
        completed = itself;
    }

    /// What the pipeline has given so far, and how it ended.
    public ShellOutcome.Returned returned() {
        return new ShellOutcome.Returned(objects, errors, completed);
    }

    boolean done() {
        return done;
    }

    boolean overflowed() {
        return overflowed;
    }

    ShellOutcome answer() {
        return pipeline
                ? returned()
                : new ShellOutcome.Answered(stdout.toByteArray(), stderr.toByteArray(), exitCode);
    }
}
