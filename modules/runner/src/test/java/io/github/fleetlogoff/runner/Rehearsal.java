package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.RunHeader;
import io.github.fleetlogoff.model.RunOrigin;
import io.github.fleetlogoff.model.RunProcess;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A run on ticked time with recorded events. After each run it checks what must hold for every
/// run.
final class Rehearsal {
    // No alarm is as near as the end of a pause: TickingTime tells them apart by that.
    static final Patience PATIENCE =
            new Patience(
                    Duration.ofSeconds(16),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(18));

    final TickingTime time = new TickingTime();
    final StopSignal stop = new StopSignal();
    final Recorder journal = new Recorder();
    final Recorder observer = new Recorder();
    private final List<Host> hosts;
    private Limits limits = new Limits(8, null, Duration.ofSeconds(5), Duration.ofMinutes(2), 2, 3);
    private Function<Host, Optional<String>> account =
            host -> Optional.ofNullable(host.connection().credential());
    private Function<Host, Optional<String>> withheld = _ -> Optional.empty();

    Rehearsal(List<Host> hosts) {
        this.hosts = hosts;
    }

    static Rehearsal of(String... hosts) {
        return new Rehearsal(List.of(hosts).stream().map(Rehearsal::host).toList());
    }

    static Rehearsal ofMany(int hosts) {
        return new Rehearsal(IntStream.range(0, hosts).mapToObj(i -> host("ws" + i)).toList());
    }

    static Host host(String name) {
        return host(name, null, null);
    }

    static Host host(String name, @Nullable String site, @Nullable String credential) {
        Connection connection =
                new Connection(name, Connection.HTTP_PORT, null, AuthScheme.NTLM, credential);
        return new Host(name, connection, site, List.of(), new TreeMap<>(), null);
    }

    Rehearsal concurrency(int most) {
        return limits(most, limits.siteConcurrency(), limits.retries());
    }

    Rehearsal siteConcurrency(int most) {
        return limits(limits.concurrency(), most, limits.retries());
    }

    Rehearsal retries(int most) {
        return limits(limits.concurrency(), limits.siteConcurrency(), most);
    }

    private Rehearsal limits(int concurrency, @Nullable Integer site, int retries) {
        limits =
                new Limits(
                        concurrency,
                        site,
                        limits.connectTimeout(),
                        limits.hostTimeout(),
                        retries,
                        limits.maxAuthRefusals());
        return this;
    }

    Rehearsal account(Function<Host, Optional<String>> other) {
        account = other;
        return this;
    }

    Rehearsal withheld(Function<Host, Optional<String>> why) {
        withheld = why;
        return this;
    }

    Rehearsal run(HostOperation operation) {
        runUnchecked(operation);
        checkWhatAlwaysHolds();
        return this;
    }

    void runUnchecked(HostOperation operation) {
        Sweep sweep = Sweep.logoff(Selector.ofUsers("jdoe"));
        runner(operation).run(plan(sweep), header(), counsel(), stop);
    }

    /// Takes a run up whose hosts are all still to do.
    void resume(HostOperation operation) {
        resume(operation, Forbidden.NOTHING);
    }

    /// The same where the policy forbids more by now.
    void resume(HostOperation operation, Forbidden forbidden) {
        Sweep sweep = Sweep.logoff(Selector.ofUsers("jdoe"));
        Runner.Taken taken = new Runner.Taken("op@desk", PROCESS, null, Progress.NONE, forbidden);
        runner(operation).resume(plan(sweep), taken, counsel(), stop);
    }

    private Plan plan(Sweep sweep) {
        return new Plan(sweep, Safeguards.NONE, limits, hosts, hosts);
    }

    private Counsel counsel() {
        return new Counsel() {
            @Override
            public Optional<String> account(Host host) {
                return account.apply(host);
            }

            @Override
            public Optional<String> withheld(Host host) {
                return withheld.apply(host);
            }

            @Override
            public boolean needsPlan() {
                return false;
            }

            @Override
            public SurveyedPlan plan(List<Surveyed> surveyed) {
                throw new AssertionError("no survey was asked for");
            }

            @Override
            public Optional<String> objection(SurveyedPlan plan) {
                throw new AssertionError("no survey was asked for");
            }
        };
    }

    private Runner runner(HostOperation operation) {
        return new Runner(
                new AtOnce(operation),
                journal,
                observer,
                time.timing(),
                new SplittableRandom(1),
                PATIENCE);
    }

    static final RunProcess PROCESS = new RunProcess(1, TickingTime.START, "desk");

    static RunHeader header() {
        return new RunHeader(
                "run-1",
                TickingTime.START,
                null,
                "op@desk",
                new RunHeader.Program("0.1.0", "ab"),
                new RunOrigin(
                        PROCESS,
                        List.of(),
                        List.of(),
                        new RunOrigin.Access(false, new TreeMap<>()),
                        false,
                        RunOrigin.Source.NONE),
                List.of());
    }

    private void checkWhatAlwaysHolds() {
        List<RunEvent> seen = observer.events();
        assertThat(seen.getFirst()).isInstanceOf(RunEvent.RunStarted.class);
        assertThat(seen.getLast()).isInstanceOf(RunEvent.RunFinished.class);
        assertThat(seen).containsAll(journal.events());
        assertThat(observer.all(RunEvent.HostFinished.class))
                .extracting(finished -> finished.report().host())
                .containsExactlyInAnyOrderElementsOf(hosts.stream().map(Host::name).toList());
        if (!journal.hasFailed()) {
            assertThat(journal.events()).hasSameSizeAs(seen);
        }
        assertThatHostsLiveInOrder(journal.events());
        assertThatHostsLiveInOrder(seen);
        assertThat(time.pending()).as("alarms left behind").isZero();
    }

    // A host begins once and again, acts once at most, is asked again at most then, and ends.
    private static void assertThatHostsLiveInOrder(List<RunEvent> events) {
        Map<String, String> lives = new HashMap<>();
        for (RunEvent event : events) {
            switch (event) {
                case RunEvent.HostStarted started ->
                        lives.merge(started.host(), "s", String::concat);
                case RunEvent.HostActing acting -> lives.merge(acting.host(), "a", String::concat);
                case RunEvent.HostFinished done ->
                        lives.merge(done.report().host(), "f", String::concat);
                case RunEvent.RunStarted _,
                        RunEvent.RunResumed _,
                        RunEvent.HostSurveyed _,
                        RunEvent.HostWarned _,
                        RunEvent.WaveBegan _,
                        RunEvent.GraceBegan _,
                        RunEvent.RunStopping _,
                        RunEvent.RunFinished _ -> {}
            }
        }
        assertThat(lives.values()).allMatch(life -> life.matches("s*(sas*)?f?"));
    }

    Map<String, HostReport> reports() {
        Map<String, HostReport> reports = new HashMap<>();
        observer.all(RunEvent.HostFinished.class)
                .forEach(finished -> reports.put(finished.report().host(), finished.report()));
        return reports;
    }

    HostReport report(String host) {
        return requireNonNull(reports().get(host), () -> "no outcome: " + host);
    }

    long count(HostOutcome outcome) {
        return reports().values().stream().filter(report -> report.outcome() == outcome).count();
    }

    static Attempt done() {
        return new Attempt.Answered(HostOutcome.COMPLETED, 0, null, List.of());
    }

    static Attempt unreachable(RetryAdvice retry) {
        return new Attempt.Failed(HostOutcome.UNREACHABLE, "connection refused", retry, 0);
    }

    static Attempt refused() {
        return new Attempt.Failed(HostOutcome.AUTH_FAILED, "logon refused", RetryAdvice.NEVER, 2);
    }

    static Attempt notPermitted() {
        return new Attempt.Failed(
                HostOutcome.PROTOCOL_ERROR, "not permitted", RetryAdvice.NEVER, 0);
    }

    /// Works every host well: logs on, asks, answers.
    static Attempt obliging(Host host, AttemptContext context) {
        context.logonAccepted();
        return context.mayAct() ? done() : notPermitted();
    }

    /// Works hosts in one conversation; one that is asked again does not answer.
    private record AtOnce(HostOperation operation) implements SweepOperation {
        @Override
        public Attempt attempt(Host host, AttemptContext context) {
            return operation.attempt(host, context);
        }

        @Override
        public Attempt survey(Host host, AttemptContext context) {
            throw new AssertionError("not a sweep by phases");
        }

        @Override
        public Attempt warn(
                Host host,
                List<Session> sessions,
                String text,
                Duration shown,
                AttemptContext context) {
            throw new AssertionError("not a sweep by phases");
        }

        @Override
        public Attempt end(Host host, List<DueSession> sessions, AttemptContext context) {
            throw new AssertionError("not a sweep by phases");
        }

        @Override
        public Attempt askAgain(Host host, Lost lost, AttemptContext context) {
            return unreachable(RetryAdvice.NEVER);
        }
    }
}
