package io.github.fleetlogoff.winrm;

import io.cloudsoft.winrm4j.client.shell.CommandStateType;
import io.cloudsoft.winrm4j.client.shell.ReceiveResponse;
import io.cloudsoft.winrm4j.client.shell.StreamType;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One shell on one host from Create to Delete, on one thread. The command is sent once; what
/// became of a lost answer is never guessed.
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final Duration POLL = Duration.ofSeconds(20);
    private static final Duration POLL_SLACK = Duration.ofSeconds(10);
    private static final Duration CLEANUP = Duration.ofSeconds(5);
    private static final Duration SHELL_IDLE = Duration.ofMinutes(3);
    private static final int MOST_LOST_RECEIVES = 2;
    private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(32);

    private final ShellClient client;
    private final ShellCommand command;
    private final ShellWatch watch;
    private final Deadline deadline;
    private @Nullable String shellId;
    private @Nullable String commandId;
    private boolean delivered;
    private boolean interrupted;
    private boolean leaked;

    Conversation(ShellClient client, ShellCommand command, ShellWatch watch) {
        this.client = client;
        this.command = command;
        this.watch = watch;
        this.deadline = watch.deadline();
    }

    /// Whether a shell was left on the host; it goes after its idle time.
    boolean leaked() {
        return leaked;
    }

    /// Whether the thread was interrupted meanwhile; the flag itself is cleared for the clean-up.
    boolean interrupted() {
        return interrupted;
    }

    /// Holds the conversation.
    ShellOutcome hold() {
        ShellOutcome outcome;
        try {
            outcome = talk();
        } catch (RuntimeException e) {
            outcome = new ShellOutcome.Failed(fault(e));
        }
        // Deadline or interrupt or not: the shell is deleted, and nothing that happens here changes
        // the outcome.
        interrupted |= Thread.interrupted();
        cleanUp();
        return outcome;
    }

    private ShellOutcome talk() {
        Optional<String> created;
        try {
            created =
                    ShellMessages.shellId(
                            client.within(step(deadline.left()), false)
                                    .create(
                                            ShellMessages.shell(command, SHELL_IDLE),
                                            ShellMessages.RESOURCE,
                                            ShellMessages.ENVELOPE_SIZE,
                                            ShellMessages.seconds(step(deadline.atMost(POLL))),
                                            ShellMessages.locale(),
                                            ShellMessages.shellOptions()));
        } catch (RuntimeException e) {
            if (Faults.wsmanCode(e).isPresent()) {
                watch.logonAccepted();
            }
            throw e;
        }
        if (created.isEmpty()) {
            return failed(
                    Kind.PROTOCOL, "the host opened a shell without naming it", RetryAdvice.NEVER);
        }
        shellId = created.get();
        watch.logonAccepted();
        if (deadline.passed()) {
            return failed(
                    Kind.TIMED_OUT,
                    "the host took all of its time to open a shell",
                    RetryAdvice.NEVER);
        }
        if (!watch.mayDeliver()) {
            return failed(
                    Kind.NOT_PERMITTED,
                    "the run was stopped before the command was sent",
                    RetryAdvice.NEVER);
        }
        Optional<ShellOutcome> refused = deliver(shellId);
        return refused.isPresent() ? refused.get() : receive(shellId);
    }

    private Optional<ShellOutcome> deliver(String shell) {
        delivered = true;
        try {
            commandId =
                    client.within(step(deadline.left()), false)
                            .command(
                                    ShellMessages.commandLine(command),
                                    ShellMessages.RESOURCE,
                                    ShellMessages.ENVELOPE_SIZE,
                                    ShellMessages.seconds(step(deadline.atMost(POLL))),
                                    ShellMessages.locale(),
                                    ShellMessages.selectors(shell),
                                    ShellMessages.commandOptions())
                            .getCommandId();
        } catch (RuntimeException e) {
            Optional<Long> code = Faults.wsmanCode(e);
            if (code.isPresent() && FaultTable.refusesToStart(code.get())) {
                delivered = false;
            }
            throw e;
        }
        return commandId == null
                ? Optional.of(
                        failed(
                                Kind.PROTOCOL,
                                "the host started the command without naming it",
                                RetryAdvice.NEVER))
                : Optional.empty();
    }

    private ShellOutcome receive(String shell) {
        Output stdout = new Output();
        Output stderr = new Output();
        int lost = 0;
        while (!deadline.passed()) {
            Duration poll = step(deadline.atMost(POLL));
            ReceiveResponse response;
            try {
                response =
                        client.within(step(deadline.atMost(poll.plus(POLL_SLACK))), false)
                                .receive(
                                        ShellMessages.receive(String.valueOf(commandId)),
                                        ShellMessages.RESOURCE,
                                        ShellMessages.ENVELOPE_SIZE,
                                        ShellMessages.seconds(poll),
                                        ShellMessages.locale(),
                                        ShellMessages.selectors(shell));
            } catch (RuntimeException e) {
                Optional<Long> code = Faults.wsmanCode(e);
                if (code.isPresent() && code.get() == FaultTable.OPERATION_TIMED_OUT) {
                    continue;
                }
                boolean mayComeAgain =
                        code.isEmpty() && Faults.lostConnection(e) && ++lost <= MOST_LOST_RECEIVES;
                if (wasInterrupted(e) || !mayComeAgain) {
                    throw e;
                }
                continue;
            }
            for (StreamType stream : response.getStream()) {
                ("stderr".equals(stream.getName()) ? stderr : stdout).add(stream.getValue());
            }
            if (stdout.size() > command.outputLimit() || stderr.size() > command.outputLimit()) {
                return failed(
                        Kind.PROTOCOL,
                        "the host sent more than " + command.outputLimit() + " bytes",
                        RetryAdvice.NEVER);
            }
            CommandStateType state = response.getCommandState();
            if (state != null && state.getState() != null && state.getState().endsWith("/Done")) {
                return new ShellOutcome.Answered(stdout.bytes(), stderr.bytes(), exitCode(state));
            }
        }
        return failed(Kind.TIMED_OUT, "the host did not answer in time", RetryAdvice.NEVER);
    }

    private static @Nullable Integer exitCode(CommandStateType state) {
        BigInteger code = state.getExitCode();
        if (code == null) {
            return null;
        }
        // A negative exit code comes as an unsigned 32-bit number from some hosts.
        return code.mod(UNSIGNED).intValue();
    }

    private void cleanUp() {
        if (shellId == null) {
            return;
        }
        try {
            if (commandId != null) {
                signal(shellId, commandId);
            }
            client.within(CLEANUP, true)
                    .delete(
                            ShellMessages.RESOURCE,
                            ShellMessages.ENVELOPE_SIZE,
                            ShellMessages.seconds(CLEANUP),
                            ShellMessages.locale(),
                            ShellMessages.selectors(shellId));
        } catch (RuntimeException e) {
            interrupted |= Thread.interrupted() || wasInterrupted(e);
            leaked =
                    Faults.wsmanCode(e)
                            .filter(code -> code == FaultTable.SHELL_OR_COMMAND_UNKNOWN)
                            .isEmpty();
            LOG.debug("a shell could not be deleted", e);
        }
    }

    private void signal(String shell, String running) {
        try {
            client.within(CLEANUP, false)
                    .signal(
                            ShellMessages.terminate(running),
                            ShellMessages.RESOURCE,
                            ShellMessages.ENVELOPE_SIZE,
                            ShellMessages.seconds(CLEANUP),
                            ShellMessages.locale(),
                            ShellMessages.selectors(shell));
        } catch (RuntimeException e) {
            interrupted |= Thread.interrupted() || wasInterrupted(e);
            LOG.debug("a command could not be signalled", e);
        }
    }

    private ShellFault fault(RuntimeException thrown) {
        if (wasInterrupted(thrown) || Thread.currentThread().isInterrupted()) {
            interrupted = true;
            return deadline.passed()
                    ? Faults.fault(
                            Kind.TIMED_OUT,
                            "the host did not answer in time",
                            RetryAdvice.NEVER,
                            delivered)
                    : Faults.fault(
                            Kind.CANCELLED,
                            "the conversation was cut off",
                            RetryAdvice.NEVER,
                            delivered);
        }
        return Faults.of(thrown, delivered);
    }

    // CXF swallows the flag and wraps the exception.
    private static boolean wasInterrupted(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || (cause instanceof InterruptedIOException
                            && !(cause instanceof SocketTimeoutException))) {
                return true;
            }
        }
        return false;
    }

    private ShellOutcome failed(Kind kind, String text, RetryAdvice retry) {
        return new ShellOutcome.Failed(Faults.fault(kind, text, retry, delivered));
    }

    private static Duration step(Duration left) {
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /// Bytes of one stream, in the order they came: a character may be split between two pieces.
    private static final class Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(byte @Nullable [] piece) {
            if (piece != null) {
                bytes.writeBytes(piece);
            }
        }

        int size() {
            return bytes.size();
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
