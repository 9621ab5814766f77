package io.github.fleetlogoff.sessions;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Checkup;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointAdvice;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Sweep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Listens to what remote shells come to, and says afterwards what that shows of each host.
/// Whatever guards the logons of a run guards these too: it is a run that makes them. Thread-safe.
public final class ShellCheckup implements RemoteShell {
    private final RemoteShell shell;
    private final OfferedEndpoints endpoints;
    private final ConcurrentMap<String, Heard> heard = new ConcurrentHashMap<>();

    /// @param loggedOn whether the host took the logon
    /// @param quota empty where the host was not asked
    /// @param told what its endpoints said
    record Heard(
            boolean loggedOn,
            Optional<QuotaAnswer> quota,
            ShellOutcome outcome,
            Map<Endpoint, OfferedEndpoints.Told> told) {}

    /// @param shell the one that is listened to; closed with this
    /// @param endpoints what each host is asked for beside
    public ShellCheckup(RemoteShell shell, OfferedEndpoints endpoints) {
        this.shell = requireNonNull(shell, "shell is null");
        this.endpoints = requireNonNull(endpoints, "endpoints is null");
    }

    /// The list of sessions that a checkup asks each host for: it needs every program that a logoff
    /// needs, and ends nothing.
    public static Sweep sweep() {
        Sweep list = Sweep.list();
        return new Sweep(
                list.action(),
                list.selector(),
                list.dryRun(),
                list.ending(),
                true,
                list.anyComputerName());
    }

    @Override
    public ShellOutcome run(Host host, RemoteCommand command, ShellWatch watch) {
        Listener listener = new Listener(watch, endpoints.toTry());
        ShellOutcome outcome = shell.run(host, command, listener);
        heard.put(
                host.name(),
                new Heard(listener.loggedOn, listener.quota, outcome, Map.copyOf(listener.told)));
        return outcome;
    }

    /// What was heard from a host.
    ///
    /// @param silence why, where it was never asked
    public List<Finding> findings(Host host, String silence) {
        Heard known = heard.get(host.name());
        return known == null
                ? List.of(Finding.notChecked(Check.LOGON, silence))
                : new HeardFindings(host, sweep()).of(known);
    }

    /// Which endpoints a host offers to its account, and which to use.
    public EndpointAdvice advice(Host host) {
        Heard known = heard.get(host.name());
        return known == null || !known.loggedOn()
                ? EndpointAdvice.NONE
                : endpoints.advice(host, known.told());
    }

    /// What that says of the endpoint which is set.
    public Finding verdict(Host host, EndpointAdvice advice) {
        return advice.endpoints().isEmpty()
                ? Finding.notChecked(Check.ENDPOINT, Checkup.NOT_REACHED)
                : OfferedEndpoints.verdict(host, advice);
    }

    @Override
    public int leakedShells() {
        return shell.leakedShells();
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Listener implements ShellWatch {
        private final ShellWatch watch;
        private final List<Endpoint> toTry;
        private final ConcurrentMap<Endpoint, OfferedEndpoints.Told> told =
                new ConcurrentHashMap<>();
        private volatile boolean loggedOn;
        private volatile Optional<QuotaAnswer> quota = Optional.empty();

        private Listener(ShellWatch watch, List<Endpoint> toTry) {
            this.watch = watch;
            this.toTry = toTry;
        }

        @Override
        public List<Endpoint> endpointsToTry() {
            return toTry;
        }

        @Override
        public void tried(Endpoint endpoint, Offer offer, String why) {
            told.put(endpoint, new OfferedEndpoints.Told(offer, why));
        }

        @Override
        public Deadline deadline() {
            return watch.deadline();
        }

        @Override
        public void logonAccepted() {
            loggedOn = true;
            watch.logonAccepted();
        }

        @Override
        public boolean mayDeliver() {
            return watch.mayDeliver();
        }

        @Override
        public boolean wantsQuota() {
            return true;
        }

        @Override
        public void quota(QuotaAnswer answer) {
            quota = Optional.of(answer);
        }
    }
}
