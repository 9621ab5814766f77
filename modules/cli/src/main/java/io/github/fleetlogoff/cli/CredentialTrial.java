package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.RemoteCommand;
import io.github.fleetlogoff.sessions.RemoteShell;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellWatch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Tries credentials, one after the other and each on one host: it logs on, opens a shell and
/// deletes it without having run anything. An account that a host refused is not tried again under
/// another credential's name.
final class CredentialTrial {
    /// A host that cannot be reached tells nothing of a credential; so many of them are tried.
    static final int MOST_HOSTS = 3;

    private final RemoteShell shell;
    private final Credentials credentials;
    private final InstantSource clock;
    private final Duration limit;
    private final Map<String, String> refusedBy = new HashMap<>();

    /// What became of a credential.
    enum Verdict {
        ACCEPTED,
        REFUSED,
        NO_RIGHTS,
        NOT_TRIED,
        UNKNOWN;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param host on which it was tried, or was to be
    record Tried(
            String credential, String username, String host, Verdict verdict, String message) {}

    /// @param limit for each host
    CredentialTrial(
            RemoteShell shell, Credentials credentials, InstantSource clock, Duration limit) {
        this.shell = shell;
        this.credentials = credentials;
        this.clock = clock;
        this.limit = limit;
    }

    /// Tries the credential of each host, on the first host that it can reach.
    List<Tried> run(List<Host> hosts) {
        Map<String, Tried> tried = new LinkedHashMap<>();
        Map<String, Integer> attempts = new HashMap<>();
        for (Host host : hosts) {
            String name = String.valueOf(host.connection().credential());
            Tried before = tried.get(name);
            if (before != null
                    && (before.verdict() != Verdict.UNKNOWN
                            || attempts.getOrDefault(name, 0) >= MOST_HOSTS)) {
                continue;
            }
            if (credentials.of(host).isEmpty()) {
                // That LAPS knows one host's password not says nothing of the others'.
                tried.putIfAbsent(name, lacking(name, host));
                continue;
            }
            attempts.merge(name, 1, Integer::sum);
            tried.put(name, one(name, host));
        }
        return List.copyOf(tried.values());
    }

    private Tried lacking(String name, Host host) {
        String why = credentials.lack(host).orElse("there is no password for this host");
        return new Tried(name, "-", host.name(), Verdict.UNKNOWN, why);
    }

    private Tried one(String name, Host host) {
        String username = credentials.of(host).map(Credential::username).orElse("-");
        String account = credentials.account(host).orElse(username).toLowerCase(Locale.ROOT);
        String refusing = refusedBy.get(account);
        if (refusing != null) {
            return new Tried(
                    name,
                    username,
                    host.name(),
                    Verdict.NOT_TRIED,
                    "the account was refused by " + refusing + " a moment ago; each try counts");
        }
        Tried result = ask(name, username, host);
        if (result.verdict() == Verdict.REFUSED) {
            refusedBy.put(account, host.name());
        }
        return result;
    }

    private Tried ask(String name, String username, Host host) {
        Watch watch = new Watch(Deadline.in(limit, clock));
        // Never delivered; the shell alone needs the logon and the right to it.
        RemoteCommand nothing =
                host.connection().endpoint().isWinrs()
                        ? new ShellCommand("hostname.exe", List.of(), Map.of(), 1024)
                        : new PipelineCommand("hostname", false, Map.of(), Set.of(), 1024);
        return switch (shell.run(host, nothing, watch)) {
            case ShellOutcome.Answered _, ShellOutcome.Returned _ ->
                    throw new IllegalStateException("a command was run that was not to be");
            case ShellOutcome.Failed(ShellFault fault) -> {
                Verdict verdict = verdict(fault, watch);
                yield new Tried(
                        name,
                        username,
                        host.name(),
                        verdict,
                        verdict == Verdict.ACCEPTED
                                ? "logged on, and may open a shell"
                                : fault.message());
            }
        };
    }

    private static Verdict verdict(ShellFault fault, Watch watch) {
        return switch (fault.kind()) {
            case NOT_PERMITTED -> Verdict.ACCEPTED;
            case LOGON_REFUSED -> Verdict.REFUSED;
            case ACCESS_DENIED -> Verdict.NO_RIGHTS;
            case UNREACHABLE, TIMED_OUT, PROTOCOL, CANCELLED ->
                    watch.accepted ? Verdict.NO_RIGHTS : Verdict.UNKNOWN;
        };
    }

    private static final class Watch implements ShellWatch {
        private final Deadline deadline;
        private volatile boolean accepted;

        Watch(Deadline deadline) {
            this.deadline = deadline;
        }

        @Override
        public Deadline deadline() {
            return deadline;
        }

        @Override
        public void logonAccepted() {
            accepted = true;
        }

        @Override
        public boolean mayDeliver() {
            return false;
        }
    }
}
