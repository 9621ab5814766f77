package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Host;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A remote shell that answers what it was told to and keeps what it was asked.
final class FakeShell implements RemoteShell {
    final List<ShellCommand> commands = new ArrayList<>();
    private final ShellOutcome outcome;

    private FakeShell(ShellOutcome outcome) {
        this.outcome = outcome;
    }

    static FakeShell printing(byte[] stdout) {
        return new FakeShell(new ShellOutcome.Answered(stdout, new byte[0], 0));
    }

    static FakeShell printing(String stdout, String stderr) {
        return new FakeShell(
                new ShellOutcome.Answered(
                        stdout.getBytes(StandardCharsets.UTF_8),
                        stderr.getBytes(StandardCharsets.UTF_8),
                        1));
    }

    static FakeShell failing(ShellFault fault) {
        return new FakeShell(new ShellOutcome.Failed(fault));
    }

    @Override
    public ShellOutcome run(Host host, ShellCommand command, ShellWatch watch) {
        commands.add(command);
        return outcome;
    }

    @Override
    public void close() {}
}
