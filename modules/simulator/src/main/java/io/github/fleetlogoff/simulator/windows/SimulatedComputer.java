package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.fleetlogoff.simulator.Computer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A simulated Windows computer: its sessions, which end as they are logged off, and what runs on
/// it. Prints UTF-8. Not thread-safe: its owner calls it from one thread at a time.
public final class SimulatedComputer implements Computer {

    /// Longer than any client waits: the answer of a command that does not return.
    public static final Duration NEVER = Duration.ofDays(1);

    private final Make make;
    private final String name;
    private final @Nullable HostBehaviour behaviour;
    private final List<UserSession> sessions;
    private final Happenings happenings;
    private int conversations;
    private int logons;
    private boolean silent;
    private boolean quserSilent;

    /// What many computers have in common.
    ///
    /// @param wide whether qwinsta prints the wide layout of newer hosts
    /// @param think from Command to the answer
    /// @param knownScripts the session scripts that are emulated
    record Make(
            Language language,
            boolean wide,
            Duration think,
            KnownScripts knownScripts,
            List<ListingWriter.Listener> listeners,
            HostClock clock) {}

    SimulatedComputer(
            Make make,
            String name,
            @Nullable HostBehaviour behaviour,
            List<UserSession> sessions,
            Happenings happenings) {
        this.make = make;
        this.name = name;
        this.behaviour = behaviour;
        this.sessions = new ArrayList<>(sessions);
        this.happenings = happenings;
        this.silent = behaviour == HostBehaviour.NOT_ELEVATED;
    }

    @Override
    public String name() {
        return name;
    }

    /// The display language.
    public Language language() {
        return make.language;
    }

    /// How it goes wrong; empty where it does not.
    public Optional<HostBehaviour> behaviour() {
        return Optional.ofNullable(behaviour);
    }

    /// How many commands it has been given.
    public int conversations() {
        return conversations;
    }

    /// What became of every session that was ever present, in the order of their logons.
    public List<SessionTruth> truth() {
        return sessions.stream().map(UserSession::truth).toList();
    }

    @Override
    public Reply run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String account) {
        conversations++;
        happenings.before(conversations, this);
        VirtualClock clock = new VirtualClock();
        WindowsPrograms programs = new WindowsPrograms(this, clock);
        CommandPrompt.Ended ended =
                new CommandPrompt(this, programs, clock, make.knownScripts)
                        .run(program, arguments, environment, account);
        Duration after = ended.returns() ? make.think.plus(clock.elapsed()) : NEVER;
        return new Reply(
                after,
                ended.stdout().getBytes(UTF_8),
                ended.stderr().getBytes(UTF_8),
                ended.exitCode());
    }

    @Override
    public Optional<Answer> session(String script, String requestJson) {
        if (!script.isEmpty() && !make.knownScripts.containsUnpacked(script)) {
            return Optional.empty();
        }
        conversations++;
        happenings.before(conversations, this);
        VirtualClock clock = new VirtualClock();
        SessionScript.Answer answer =
                new SessionScript(name(), new WindowsPrograms(this, clock), clock).run(requestJson);
        return Optional.of(
                new Answer(
                        make.think.plus(clock.elapsed()),
                        AnswerWriter.oneLine(answer),
                        answer.exit()));
    }

    List<UserSession> present() {
        return sessions.stream().filter(UserSession::present).toList();
    }

    List<ListingWriter.Listener> listeners() {
        return make.listeners;
    }

    HostClock clock() {
        return make.clock;
    }

    ListingWriter writer() {
        return new ListingWriter(make.language, make.wide, make.clock.minutes());
    }

    @Override
    public boolean administered() {
        return elevated();
    }

    boolean elevated() {
        return behaviour != HostBehaviour.NOT_ELEVATED;
    }

    /// Whether nobody can list sessions.
    boolean silent() {
        return silent;
    }

    boolean quserSilent() {
        return silent || quserSilent;
    }

    void goSilent() {
        silent = true;
    }

    void silenceQuser() {
        quserSilent = true;
    }

    /// Ends a session, and its user is logged on again at once under the same id.
    void logOnAgain(UserSession session) {
        session.end(SessionTruth.EndedBy.LOGOFF, make.clock.instant());
        logOn(session, session.user(), session.sessionName());
    }

    /// The user of a session leaves.
    ///
    /// @param next who is logged on under the same id then
    void leave(UserSession session, Optional<String> next) {
        session.leave(make.clock.instant());
        next.ifPresent(user -> logOn(session, user, "rdp-tcp#" + (200 + logons)));
    }

    // No two logons of a computer are in the same minute: their times tell them apart.
    private void logOn(UserSession before, String user, String sessionName) {
        String when = make.language.date(make.clock.now().plusMinutes(logons++));
        UserSession after =
                new UserSession(
                        before.id(),
                        new UserSession.Account(user, before.domain()),
                        sessionName,
                        UserSession.State.ACTIVE,
                        new UserSession.Times(".", when),
                        Behaviour.OK);
        sessions.add(sessions.indexOf(before) + 1, after);
    }
}
