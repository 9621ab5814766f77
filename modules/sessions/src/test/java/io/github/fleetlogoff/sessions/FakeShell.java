package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A host that answers what a test says.
final class FakeShell implements RemoteShell {
    final List<RemoteCommand> commands = new ArrayList<>();
    private final Function<ShellWatch, ShellOutcome> host;

    FakeShell(Function<ShellWatch, ShellOutcome> host) {
        this.host = host;
    }

    static FakeShell answering(ShellOutcome outcome) {
        return new FakeShell(_ -> outcome);
    }

    static FakeShell silent() {
        return answering(new ShellOutcome.Answered(new byte[0], new byte[0], 0));
    }

    @Override
    public ShellOutcome run(Host target, RemoteCommand command, ShellWatch watch) {
        commands.add(command);
        return host.apply(watch);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
