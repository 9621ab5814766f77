package io.github.fleetlogoff.winrm;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One shell on one host from name to Delete, on a thread of its own that nobody but [#stop] and
/// [#abandon] interrupts: an interrupt ends a blocked read and comes out of it as an IOException,
/// so that the reason is kept here.
final class Conversation implements Runnable {
    private static final int RECEIVE_REPEATS = 2;
    private static final int EMPTY_ANSWERS = 3;
    private static final Duration EMPTY_PAUSE = Duration.ofMillis(50);
    private static final Duration SHORTEST_OPERATION = Duration.ofSeconds(1);
    private static final Duration LONGEST_OPERATION = Duration.ofMinutes(1);
    private static final Duration SHORTEST_IDLE = Duration.ofMinutes(1);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(3);

    private final Conversations run;
    private final Host host;
    private final RemoteCommand command;
    private final ShellWatch watch;
    private final Deadline workEnd;
    private final Faults faults;
    private final EndpointTrials trials;
    private final Thread thread;

    private final Object lock = new Object();
    private boolean cleaning;
    private @Nullable Stop stop;
    private volatile boolean enough;
    private volatile boolean delivered;
    private volatile @Nullable ShellOutcome outcome;

    // Of the conversation's own thread.
    private ShellClients.@Nullable Route route;
    private @Nullable ShellClient client;
    private @Nullable String shellId;
    private @Nullable String commandId;
    private boolean loggedOn;
    private boolean logonRefused;
    private boolean maybeOpen;

    /// What is to be done.
    ///
    /// @param workEnd when the shell must begin to be deleted, before the end of `watch`
    record Order(RemoteCommand command, ShellWatch watch, Deadline workEnd) {}

    Conversation(Conversations run, Host host, Order order, Faults faults) {
        this.run = run;
        this.host = host;
        this.command = order.command();
        this.watch = order.watch();
        this.workEnd = order.workEnd();
        this.faults = faults;
        this.trials = new EndpointTrials(run, host.connection().endpoint(), watch, faults);
        boolean virtual =
                Thread.currentThread().isVirtual() || !run.clients().heedInterruptsOnAnyThread();
        Thread.Builder kind = virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        this.thread = kind.name("winrm-" + host.name()).unstarted(this);
    }

    Thread thread() {
        return thread;
    }

    /// Ends the work; the shell is still deleted. What has been answered stays answered. Once the
    /// work is over it ends what nothing depends on, after the question that is open.
    void stop(Stop reason) {
        enough = true;
        synchronized (lock) {
            if (stop == null && !cleaning) {
                stop = reason;
                thread.interrupt();
            }
        }
    }

    /// Ends the deletion too.
    void abandon() {
        thread.interrupt();
    }

    /// What came of it; after [#abandon] also before the thread has ended.
    ShellOutcome outcome() {
        ShellOutcome known = outcome;
        return known != null ? known : new ShellOutcome.Failed(faults.timedOut(delivered));
    }

    @Override
    public void run() {
        try {
            outcome = work();
        } catch (ExchangeException failure) {
            run.noteFailure(host, failure);
            logonRefused = failure.refusedLogons() > 0;
            outcome = failed(faultOf(failure));
        } catch (InterruptedException interrupted) {
            outcome = failed(stopped());
        } catch (RuntimeException | Error fault) {
            run.noteFailure(host, fault);
            outcome = failed(faults.internal(fault, delivered));
        } finally {
            synchronized (lock) {
                cleaning = true;
                // A stop that came after the last wait must not end the deletion.
                Thread.interrupted();
            }
            cleanUp();
        }
    }

    private ShellOutcome work() throws ExchangeException, InterruptedException {
        Duration connect = workEnd.atMost(run.settings().connectTimeout());
        try {
            route =
                    new ShellClients.Route(
                            run.resolver().resolve(host.connection().address(), connect), connect);
        } catch (UnknownHostException failure) {
            return failed(isStopped() ? stopped() : faults.unreachable(failure));
        }
        client = open();
        String shell = createShell();
        if (!becomesReady(shell)) {
            return failed(isStopped() ? stopped() : faults.timedOut(false));
        }
        if (!watch.mayDeliver()) {
            return failed(Faults.notPermitted());
        }
        if (isStopped()) {
            return failed(stopped());
        }
        String running = startCommand(shell);
        client().send(shell, running, limits(LONGEST_OPERATION, workEnd));
        return readOutput(shell, running);
    }

    private String createShell() throws ExchangeException {
        try {
            Duration idle = clamp(watch.deadline().left(), SHORTEST_IDLE, LONGEST_IDLE);
            String id = client().create(idle, limits(LONGEST_OPERATION, workEnd));
            shellId = id;
            logonAccepted();
            return id;
        } catch (ExchangeException failure) {
            maybeOpen = failure.mayHaveStarted();
            if (maybeOpen) {
                shellId = client().chosenShell().orElse(null);
            }
            // A fault is an answer to an account that is known.
            if (failure.kind() == ExchangeException.Kind.FAULT
                    && faults.of(failure, false).kind() != ShellFault.Kind.LOGON_REFUSED) {
                logonAccepted();
                trials.failed(failure);
            }
            throw failure;
        }
    }

    private void logonAccepted() {
        loggedOn = true;
        watch.logonAccepted();
    }

    /// Says no when time is up.
    private boolean becomesReady(String shell) throws ExchangeException, InterruptedException {
        for (int asked = 0; !workEnd.passed() && !isStopped(); asked++) {
            try {
                if (client().isReady(shell, limits(run.settings().pollInterval(), workEnd))) {
                    trials.opened();
                    return true;
                }
            } catch (ExchangeException failure) {
                if (!failure.is(FaultTable.OPERATION_TIMED_OUT)) {
                    trials.failed(failure);
                    throw failure;
                }
            }
            pauseAfter(asked);
        }
        return false;
    }

    private String startCommand(String shell) throws ExchangeException {
        delivered = true;
        try {
            String id = client().command(shell, limits(LONGEST_OPERATION, workEnd));
            commandId = id;
            return id;
        } catch (ExchangeException failure) {
            delivered = failure.mayHaveStarted();
            throw failure;
        }
    }

    private ShellOutcome readOutput(String shell, String running)
            throws ExchangeException, InterruptedException {
        Output output = new Output(command.outputLimit());
        int failures = 0;
        int empty = 0;
        while (!output.done()) {
            if (workEnd.passed() || isStopped()) {
                return failed(isStopped() ? stopped() : faults.timedOut(true));
            }
            try {
                Limits limits = limits(run.settings().pollInterval(), workEnd);
                boolean brought = client().receive(shell, running, output, limits);
                empty = brought ? 0 : empty + 1;
                if (!output.done()) {
                    pauseAfter(empty);
                }
            } catch (ExchangeException failure) {
                if (failure.is(FaultTable.OPERATION_TIMED_OUT)) {
                    // It comes when the host's time to think is over; one that sends it at once
                    // would be asked without end.
                    pauseAfter(++empty);
                    continue;
                }
                failures++;
                if (failure.kind() != ExchangeException.Kind.TRANSPORT
                        || failures > RECEIVE_REPEATS
                        || workEnd.passed()
                        || isStopped()) {
                    throw failure;
                }
                reopen();
            }
            if (output.overflowed()) {
                return failed(Faults.tooMuchOutput(command.outputLimit()));
            }
        }
        return output.answer();
    }

    /// A host waits with an answer until it has something to say; one that does not would be asked
    /// without end.
    private static void pauseAfter(int emptyAnswers) throws InterruptedException {
        if (emptyAnswers >= EMPTY_ANSWERS) {
            LockSupport.parkNanos(EMPTY_PAUSE.toNanos());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /// A new client: on a new connection the old sealing keys say nothing.
    private void reopen() throws ExchangeException {
        closeClient();
        client = open();
    }

    private ShellClient open() throws ExchangeException {
        return run.clients().open(host, command, requireNonNull(route, "route is null"));
    }

    private ShellClient client() {
        return requireNonNull(client, "client is null");
    }

    private void closeClient() {
        if (client != null) {
            client.close();
            client = null;
        }
    }

    /// Signal and Delete, the result being safe already: what fails here changes nothing but the
    /// count of shells left.
    private void cleanUp() {
        String shell = shellId;
        try {
            if (shell != null) {
                Deadline end = run.in(run.settings().cleanupTimeout());
                if (isUnusable()) {
                    // One more refused logon is not worth a shell, which ends by itself.
                    if (logonRefused) {
                        run.countLeakedShell(host);
                        return;
                    }
                    reopen();
                }
                signal(shell, end);
                delete(shell, end);
            } else if (maybeOpen) {
                // Its id was in the answer that was lost.
                run.countLeakedShell(host);
            }
        } catch (ExchangeException failure) {
            if (!failure.is(FaultTable.SHELL_NOT_FOUND)) {
                run.noteFailure(host, failure);
                run.countLeakedShell(host);
            }
        } finally {
            try {
                askTheRest();
            } finally {
                closeClient();
            }
        }
    }

    /// What nothing depends on.
    private void askTheRest() {
        if (isUnusable() || enough) {
            return;
        }
        trials.others(client(), workEnd, () -> enough).forEach(_ -> run.countLeakedShell(host));
        if (loggedOn && watch.wantsQuota() && !isUnusable() && !enough) {
            QuotaQuestion.ask(client(), limits(LONGEST_OPERATION, workEnd), watch);
        }
    }

    private void signal(String shell, Deadline end) {
        String running = commandId;
        if (running == null) {
            return;
        }
        try {
            // Half of the time is Delete's.
            Duration most = Duration.ofMillis(end.left().toMillis() / 2);
            client().terminate(shell, running, limits(most, run.in(most)));
        } catch (ExchangeException failure) {
            // Delete ends the command as well.
            run.noteFailure(host, failure);
        }
    }

    private void delete(String shell, Deadline end) throws ExchangeException {
        if (isUnusable()) {
            reopen();
        }
        try {
            client().delete(shell, limits(run.settings().cleanupTimeout(), end));
        } catch (ExchangeException failure) {
            if (failure.kind() == ExchangeException.Kind.FAULT
                    || failure.kind() == ExchangeException.Kind.LOGON
                    || end.passed()
                    || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            reopen();
            client().delete(shell, limits(run.settings().cleanupTimeout(), end));
        }
    }

    private boolean isUnusable() {
        return client == null || client.broken();
    }

    private Limits limits(Duration operation, Deadline end) {
        Duration left = end.left();
        Duration think = clamp(left, SHORTEST_OPERATION, operation);
        return new Limits(
                Conversations.shorter(left, run.settings().connectTimeout()), think, left);
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        Duration capped = Conversations.shorter(value, most);
        return capped.compareTo(least) < 0 ? least : capped;
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stop != null;
        }
    }

    private ShellFault faultOf(ExchangeException failure) {
        if (isStopped()) {
            return stopped();
        }
        boolean late = workEnd.passed() && failure.kind() == ExchangeException.Kind.TRANSPORT;
        return late ? faults.timedOut(delivered) : faults.of(failure, delivered);
    }

    private ShellFault stopped() {
        synchronized (lock) {
            return stop == Stop.CANCELLED
                    ? Faults.cancelled(delivered)
                    : faults.timedOut(delivered);
        }
    }

    private static ShellOutcome failed(ShellFault fault) {
        return new ShellOutcome.Failed(fault);
    }
}
