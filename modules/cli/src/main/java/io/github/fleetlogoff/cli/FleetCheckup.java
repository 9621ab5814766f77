package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Checkup;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.EndpointAdvice;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.planner.Planner;
import io.github.fleetlogoff.report.RunFold;
import io.github.fleetlogoff.report.RunReport;
import io.github.fleetlogoff.runner.Patience;
import io.github.fleetlogoff.runner.Runner;
import io.github.fleetlogoff.runner.StopSignal;
import io.github.fleetlogoff.runner.Timing;
import io.github.fleetlogoff.runner.Watchdog;
import io.github.fleetlogoff.sessions.HostProbe;
import io.github.fleetlogoff.sessions.OfferedEndpoints;
import io.github.fleetlogoff.sessions.SessionOperation;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.sessions.ShellCheckup;
import io.github.fleetlogoff.winrm.wsman.WireProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/// Looks at many hosts: at all of them from outside, then by a run that lists sessions at those
/// that can be worked, so that what guards the logons of a run guards these. That run is in no
/// journal.
final class FleetCheckup {
    private static final String NO_CREDENTIAL =
            "no credential: name one in the inventory, or give --username";

    private final Surroundings surroundings;
    private final Limits limits;
    private final Credentials credentials;
    private final boolean allowUnencrypted;

    FleetCheckup(
            Surroundings surroundings,
            Limits limits,
            Credentials credentials,
            boolean allowUnencrypted) {
        this.surroundings = surroundings;
        // A try more is a logon more.
        this.limits =
                new Limits(
                        limits.concurrency(),
                        limits.siteConcurrency(),
                        limits.connectTimeout(),
                        limits.hostTimeout(),
                        0,
                        limits.maxAuthRefusals());
        this.credentials = credentials;
        this.allowUnencrypted = allowUnencrypted;
    }

    /// @param endpoints what each host is asked for beside its own
    List<Checkup> of(List<Host> hosts, SessionScript script, OfferedEndpoints endpoints) {
        Map<String, List<Finding>> found = new HashMap<>();
        List<List<Finding>> looks = look(hosts);
        List<Host> workable = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            Host host = hosts.get(i);
            found.put(host.name(), new ArrayList<>(looks.get(i)));
            boolean known = credentials.of(host).isPresent();
            if (isWorkable(host, looks.get(i)) && known) {
                workable.add(host);
            } else if (!known) {
                found.computeIfAbsent(host.name(), _ -> new ArrayList<>())
                        .add(
                                Finding.notChecked(
                                        Check.LOGON, credentials.lack(host).orElse(NO_CREDENTIAL)));
            }
        }
        Map<String, EndpointAdvice> advice = new HashMap<>();
        if (!workable.isEmpty()) {
            logOn(workable, script, endpoints)
                    .forEach((host, heard) -> {
                        found.getOrDefault(host, new ArrayList<>()).addAll(heard.findings());
                        advice.put(host, heard.advice());
                    });
        }
        return hosts.stream()
                .map(host ->
                        Checkup.of(
                                host,
                                found.getOrDefault(host.name(), List.of()),
                                advice.getOrDefault(host.name(), EndpointAdvice.NONE)))
                .toList();
    }

    /// Where a logon is bound to fail, none is spent.
    private static boolean isWorkable(Host host, List<Finding> look) {
        Checkup so = Checkup.of(host, look);
        return so.grade(Check.SERVICE) == Grade.OK
                && so.grade(Check.SCHEMES) == Grade.OK
                && so.grade(Check.TLS) != Grade.FAILED;
    }

    private List<List<Finding>> look(List<Host> hosts) {
        Semaphore places = new Semaphore(limits.concurrency());
        List<Future<List<Finding>>> looks = new ArrayList<>();
        try (HostProbe probe = new WireProbe(limits.connectTimeout(), surroundings.clock());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Host host : hosts) {
                looks.add(
                        threads.submit(() -> {
                            places.acquire();
                            try {
                                return probe.look(host);
                            } finally {
                                places.release();
                            }
                        }));
            }
        }
        return looks.stream().map(FleetCheckup::ended).toList();
    }

    private static List<Finding> ended(Future<List<Finding>> look) {
        try {
            return look.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a look at a host failed", failure.getCause());
        }
    }

    private record Heard(List<Finding> findings, EndpointAdvice advice) {
        static Heard of(ShellCheckup shell, Host host, String silence) {
            EndpointAdvice advice = shell.advice(host);
            List<Finding> findings = new ArrayList<>(shell.findings(host, silence));
            findings.add(shell.verdict(host, advice));
            return new Heard(findings, advice);
        }
    }

    private Map<String, Heard> logOn(
            List<Host> hosts, SessionScript script, OfferedEndpoints endpoints) {
        RunAtWork.Reach reach =
                new RunAtWork.Reach(
                        new RunOrigin.Access(allowUnencrypted, new TreeMap<>(accounts(hosts))),
                        limits,
                        credentials);
        RunFold fold = new RunFold();
        StopSignal stop = new StopSignal();
        Plan plan = Planner.plan(hosts, ShellCheckup.sweep(), Safeguards.NONE, limits);
        try (ShellCheckup shell =
                        new ShellCheckup(
                                RunAtWork.shell(
                                        reach.limits().connectTimeout(),
                                        reach.access().allowUnencrypted(),
                                        reach.credentials(),
                                        surroundings.clock()),
                                endpoints);
                Watchdog watchdog = new Watchdog();
                Signals _ =
                        new Signals(cause -> {
                            stop.stop(cause, "stopped");
                            stop.stopNow();
                        })) {
            new Runner(
                            new SessionOperation(shell, plan.sweep(), script),
                            _ -> {},
                            fold,
                            new Timing(surroundings.clock(), watchdog),
                            RandomGenerator.getDefault(),
                            patience(limits))
                    .run(
                            plan,
                            header(script, reach),
                            new SweepCounsel(
                                    reach,
                                    plan.sweep(),
                                    Safeguards.NONE,
                                    new SweepCounsel.Habits(List::of, false, _ -> {}, _ -> {})),
                            stop);
            Map<String, Heard> heard = new HashMap<>();
            Map<String, Host> byName = new HashMap<>();
            hosts.forEach(host -> byName.put(host.name(), host));
            for (RunReport.Entry entry : fold.report().hosts()) {
                String name = entry.result().host();
                String silence = Optional.ofNullable(entry.result().message()).orElse("not tried");
                Optional.ofNullable(byName.get(name))
                        .ifPresent(host -> heard.put(name, Heard.of(shell, host, silence)));
            }
            return heard;
        }
    }

    /// Only hosts that answered are logged on to, so none of them holds up the others: no second
    /// one tries an account before the first has said what it thinks of it, however slow that is.
    static Patience patience(Limits limits) {
        Patience usual = Patience.DEFAULT;
        return new Patience(
                usual.afterDeadline(),
                usual.afterStop(),
                usual.afterInterrupt(),
                limits.hostTimeout());
    }

    private Map<String, String> accounts(List<Host> hosts) {
        Map<String, String> accounts = new HashMap<>();
        hosts.stream()
                .flatMap(host -> credentials.of(host).stream())
                .forEach((Credential each) -> accounts.put(each.name(), each.username()));
        return accounts;
    }

    private RunHeader header(SessionScript script, RunAtWork.Reach reach) {
        Instant now = surroundings.clock().instant();
        return new RunHeader(
                RunId.at(now),
                now,
                null,
                surroundings.operator(),
                new RunHeader.Program(Version.text(), script.sha256()),
                new RunOrigin(
                        surroundings.processes().own(),
                        List.of(),
                        List.of(),
                        reach.access(),
                        false,
                        new RunOrigin.Source(null, null)),
                List.of());
    }
}
