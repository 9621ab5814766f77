package io.github.fleetlogoff.runner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.Plan;
import io.github.fleetlogoff.model.RunEvent;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.StateFilter;
import io.github.fleetlogoff.model.Surveyed;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.planner.SurveyPlanner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A sweep by phases over hosts in memory.
final class SweepRehearsal implements SweepOperation, Counsel {
    static final Selector IDLE =
            new Selector(
                    List.of(),
                    List.of(),
                    Selector.Excluded.NOBODY,
                    List.of(),
                    List.of(),
                    StateFilter.ANY,
                    Duration.ofHours(1),
                    false);

    final SweepTime time = new SweepTime();
    final StopSignal stop = new StopSignal();
    final Recorder journal = new Recorder();
    final Map<String, FakeHost> hosts = new LinkedHashMap<>();
    private Safeguards safeguards;
    private Forbidden forbidden = Forbidden.NOTHING;
    private Sweep sweep = Sweep.logoff(IDLE);
    private boolean bad;
    private Optional<String> objection = Optional.empty();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private @Nullable SurveyedPlan plan;

    SweepRehearsal(Safeguards safeguards) {
        this.safeguards = safeguards;
    }

    FakeHost host(String name) {
        return hosts.computeIfAbsent(name, FakeHost::new);
    }

    SweepRehearsal dryRun() {
        sweep = sweep.rehearsed();
        return this;
    }

    SweepRehearsal objecting(String why) {
        objection = Optional.of(why);
        return this;
    }

    /// What the policy says from now on.
    SweepRehearsal under(SitePolicy policy, Forbidden others) {
        safeguards = safeguards.within(policy);
        sweep = sweep.of(sweep.selector().sparing(policy.users()));
        hosts.values().forEach(host -> host.excluded = policy.users());
        forbidden = others;
        return this;
    }

    SweepRehearsal planningBadly() {
        bad = true;
        return this;
    }

    SweepRehearsal run() {
        runner().run(plan(), Rehearsal.header(), this, stop);
        return this;
    }

    /// Takes the run up by what is in its journal.
    SweepRehearsal resume() {
        runner().resume(
                        plan(),
                        new Runner.Taken("op@desk", Rehearsal.PROCESS, null, progress(), forbidden),
                        this,
                        new StopSignal());
        return this;
    }

    private Progress progress() {
        Map<String, HostReport> settled = new LinkedHashMap<>(reports());
        settled.values().removeIf(SweepRehearsal::mayGoOn);
        Map<String, Progress.Acted> acted = new LinkedHashMap<>();
        journal.all(RunEvent.HostActing.class)
                .forEach(event ->
                        acted.put(
                                event.host(),
                                new Progress.Acted(
                                        Rehearsal.host(event.host()),
                                        requireNonNull(event.sessions(), "blind"),
                                        false)));
        Map<String, Surveyed> surveys = new LinkedHashMap<>();
        journal.all(RunEvent.HostSurveyed.class)
                .forEach(event ->
                        surveys.put(
                                event.survey().host(),
                                new Surveyed(
                                        Rehearsal.host(event.survey().host()),
                                        event.survey(),
                                        event.computer())));
        Map<String, RunEvent.HostWarned> warnings = new LinkedHashMap<>();
        journal.all(RunEvent.HostWarned.class)
                .forEach(event -> warnings.putIfAbsent(event.warning().host(), event));
        int wave = 0;
        RunEvent.GraceBegan grace = null;
        for (RunEvent event : journal.events()) {
            if (event instanceof RunEvent.WaveBegan began) {
                wave = began.number();
                grace = null;
            } else if (event instanceof RunEvent.GraceBegan began) {
                grace = began;
            }
        }
        return new Progress(List.copyOf(settled.values()), acted, surveys, wave, grace, warnings);
    }

    /// Whether an outcome is none once the run is taken up.
    static boolean mayGoOn(HostReport report) {
        return report.reason() == NotAttemptedReason.STOPPED
                || report.outcome() == HostOutcome.TIMED_OUT;
    }

    boolean warns() {
        return safeguards.warning() != null;
    }

    /// Whether the answer of a host was lost, and it was asked what is true.
    boolean askedAgain(String host) {
        return again.contains(host);
    }

    /// The first plan that was made.
    @Nullable SurveyedPlan made() {
        return plan;
    }

    private Plan plan() {
        List<Host> all = hosts.keySet().stream().map(Rehearsal::host).toList();
        Limits limits = new Limits(8, null, Duration.ofSeconds(5), SweepTime.HOST_TIMEOUT, 2, 3);
        return new Plan(sweep, safeguards, limits, all, all);
    }

    private Runner runner() {
        return new Runner(
                this,
                journal,
                _ -> {},
                new Timing(time, time),
                new SplittableRandom(1),
                SweepTime.PATIENCE);
    }

    SurveyedPlan surveyed() {
        return requireNonNull(plan, "there was no plan");
    }

    Map<String, HostReport> reports() {
        Map<String, HostReport> reports = new LinkedHashMap<>();
        journal.all(RunEvent.HostFinished.class)
                .forEach(event -> reports.put(event.report().host(), event.report()));
        return reports;
    }

    HostReport report(String host) {
        return requireNonNull(reports().get(host), () -> "no outcome: " + host);
    }

    /// `2 logged-off`, in the order of ids.
    List<String> sessions(String host) {
        return report(host).sessions().stream().map(SweepRehearsal::line).toList();
    }

    private static String line(SessionReport row) {
        return row.session().id() + " " + row.outcome().word();
    }

    private FakeHost of(Host host) {
        return requireNonNull(hosts.get(host.name()), "not a host");
    }

    @Override
    public Attempt attempt(Host host, AttemptContext context) {
        throw new AssertionError("a sweep by phases");
    }

    @Override
    public Attempt survey(Host host, AttemptContext context) {
        return of(host).survey(context, time.instant());
    }

    @Override
    public Attempt warn(
            Host host,
            List<Session> sessions,
            String text,
            Duration shown,
            AttemptContext context) {
        return of(host).warn(sessions, context, time.instant());
    }

    @Override
    public Attempt end(Host host, List<DueSession> sessions, AttemptContext context) {
        return of(host).end(sessions, context, time.instant());
    }

    @Override
    public Attempt askAgain(Host host, Lost lost, AttemptContext context) {
        again.add(host.name());
        return of(host).askAgain(lost, context, time.instant());
    }

    @Override
    public Optional<String> account(Host host) {
        return Optional.empty();
    }

    @Override
    public boolean needsPlan() {
        return false;
    }

    @Override
    public SurveyedPlan plan(List<Surveyed> surveyed) {
        if (bad) {
            throw new IllegalStateException("a fault");
        }
        SurveyedPlan now = SurveyPlanner.plan(surveyed, sweep, safeguards);
        if (plan == null) {
            plan = now;
        }
        return now;
    }

    @Override
    public Optional<String> objection(SurveyedPlan made) {
        return objection;
    }
}
