package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.Limits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says which host begins next: in the order given, within the limits of the fleet and of its site,
/// as its account allows. A state machine without threads, used by one thread.
///
/// Hosts wait in lanes, one per site and account, for those share their fate: a site that is full
/// and an account that is not proven hold up nobody else. Each step costs a few logarithms, however
/// many hosts, sites and accounts there are.
final class Dispatcher {
    private final Limits limits;
    private final Function<Host, Optional<String>> account;
    private final Map<LaneKey, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<String, Account> accounts = new HashMap<>();
    // No site, or no limit for sites.
    private final Site anywhere = new Site(Integer.MAX_VALUE);
    // The sites at which a host may begin, the one whose turn it is first.
    private final TreeSet<Site> ready =
            new TreeSet<>((one, other) ->
                    Integer.compare(one.lanes.first().position(), other.lanes.first().position()));
    private final Set<Account> over = new HashSet<>();
    private int inFlight;
    private int waiting;
    private int added;

    /// @param account what the refused logons of a host are counted by, regardless of case; empty =
    ///   not counted
    Dispatcher(Limits limits, Function<Host, Optional<String>> account) {
        this.limits = limits;
        this.account = account;
    }

    /// A host's place in the order, from [#add] to [#finished]; told apart by identity.
    static final class Turn {
        private final Host host;
        private final Lane lane;
        private int position;
        private boolean overtaken;
        private Stage stage = Stage.OUT;

        private Turn(Host host, Lane lane, int position) {
            this.host = host;
            this.lane = lane;
            this.position = position;
        }

        Host host() {
            return host;
        }
    }

    private enum Stage {
        WAITING,
        IN_FLIGHT,
        OUT
    }

    private record LaneKey(@Nullable String site, @Nullable String account) {}

    private static final class Lane {
        final Site site;
        final @Nullable Account account;
        final TreeSet<Turn> turns =
                new TreeSet<>((one, other) -> Integer.compare(one.position, other.position));
        // Its account lets nobody begin.
        boolean shut;

        Lane(Site site, @Nullable Account account) {
            this.site = site;
            this.account = account;
        }

        int position() {
            return turns.first().position;
        }
    }

    private static final class Site {
        final int most;
        final TreeSet<Lane> lanes =
                new TreeSet<>((one, other) -> Integer.compare(one.position(), other.position()));
        int inFlight;

        Site(int most) {
            this.most = most;
        }
    }

    private record Account(AccountBreaker breaker, List<Lane> lanes) {}

    /// Appends hosts, in the order in which they are to begin.
    List<Turn> add(List<Host> hosts) {
        return hosts.stream()
                .map(host -> {
                    Turn turn = new Turn(host, lane(host), added++);
                    await(turn);
                    return turn;
                })
                .toList();
    }

    private Lane lane(Host host) {
        String site = limits.siteConcurrency() == null ? null : host.site();
        String name = account.apply(host).orElse(null);
        LaneKey key = new LaneKey(site, name == null ? null : name.toLowerCase(Locale.ROOT));
        Lane known = lanes.get(key);
        if (known != null) {
            return known;
        }
        Lane lane = new Lane(site(site), name == null ? null : account(name));
        if (lane.account != null) {
            lane.account.lanes().add(lane);
        }
        lanes.put(key, lane);
        return lane;
    }

    private Site site(@Nullable String name) {
        Integer most = limits.siteConcurrency();
        return name == null || most == null
                ? anywhere
                : sites.computeIfAbsent(name, _ -> new Site(most));
    }

    private Account account(String name) {
        return accounts.computeIfAbsent(
                name.toLowerCase(Locale.ROOT),
                _ ->
                        new Account(
                                new AccountBreaker(name, limits.maxAuthRefusals()),
                                new ArrayList<>()));
    }

    /// Takes out a host that waits.
    void take(Turn turn) {
        withdraw(turn.lane, List.of(turn));
    }

    /// Whether a host waits, also one that may not begin yet.
    boolean hasWaiting() {
        return waiting > 0;
    }

    /// The host that begins now, in flight from here on; empty where none may.
    Optional<Turn> next() {
        if (inFlight >= limits.concurrency()) {
            return Optional.empty();
        }
        while (!ready.isEmpty()) {
            Lane lane = ready.first().lanes.first();
            if (lane.account == null || lane.account.breaker().tryBegin()) {
                return Optional.of(begin(lane));
            }
            rearrange(lane, () -> lane.shut = true);
        }
        return Optional.empty();
    }

    private Turn begin(Lane lane) {
        Turn turn = lane.turns.first();
        rearrange(
                lane,
                () -> {
                    lane.turns.remove(turn);
                    lane.site.inFlight++;
                });
        turn.stage = Stage.IN_FLIGHT;
        turn.overtaken = false;
        waiting--;
        inFlight++;
        return turn;
    }

    /// The host accepted the logon of its account.
    void logonAccepted(Turn turn) {
        Account account = turn.lane.account;
        if (account != null) {
            account.breaker().logonAccepted();
            reopen(account);
        }
    }

    /// The host leaves its place to others and has no outcome yet.
    void postponed(Turn turn) {
        leave(turn);
        Account account = turn.lane.account;
        if (account != null) {
            account.breaker().released(turn.overtaken);
            reopen(account);
        }
    }

    /// A postponed host wants a place again: before all that were to begin after it; but behind all
    /// while its account is not proven, for another host may prove it sooner.
    void again(Turn turn) {
        if (proves(turn)) {
            turn.position = added++;
        }
        await(turn);
    }

    /// Whether the host's account waits for it, or another of its hosts, to accept a logon.
    boolean proves(Turn turn) {
        return turn.lane.account != null && turn.lane.account.breaker().unproven();
    }

    /// The host has kept its account waiting for long: another may try.
    void overtake(Turn turn) {
        Account account = turn.lane.account;
        if (account != null && proves(turn) && turn.stage == Stage.IN_FLIGHT && !turn.overtaken) {
            turn.overtaken = true;
            account.breaker().overtaken();
            reopen(account);
        }
    }

    /// The host has its outcome, wherever that found it.
    void finished(Turn turn, HostReport report) {
        switch (turn.stage) {
            case WAITING -> withdraw(turn.lane, List.of(turn));
            case IN_FLIGHT -> {
                leave(turn);
                Account account = turn.lane.account;
                if (account != null) {
                    account.breaker().finished(report, turn.overtaken);
                    reopen(account);
                }
            }
            case OUT -> {}
        }
    }

    private void await(Turn turn) {
        rearrange(turn.lane, () -> turn.lane.turns.add(turn));
        turn.stage = Stage.WAITING;
        waiting++;
        Account account = turn.lane.account;
        if (account != null && account.breaker().over()) {
            over.add(account);
        }
    }

    private void leave(Turn turn) {
        rearrange(turn.lane, () -> turn.lane.site.inFlight--);
        turn.stage = Stage.OUT;
        inFlight--;
    }

    private void reopen(Account account) {
        if (account.breaker().givenUp()) {
            if (account.breaker().over()) {
                over.add(account);
            }
        } else {
            for (Lane lane : account.lanes()) {
                if (lane.shut) {
                    rearrange(lane, () -> lane.shut = false);
                }
            }
        }
    }

    // A lane's place follows from its first host, and a site's from its first lane: both are taken
    // out while that may change.
    private void rearrange(Lane lane, Runnable change) {
        Site site = lane.site;
        if (!site.lanes.isEmpty()) {
            ready.remove(site);
        }
        if (!lane.turns.isEmpty()) {
            site.lanes.remove(lane);
        }
        change.run();
        if (!lane.turns.isEmpty() && !lane.shut) {
            site.lanes.add(lane);
        }
        if (!site.lanes.isEmpty() && site.inFlight < site.most) {
            ready.add(site);
        }
    }

    /// A host that is not begun.
    ///
    /// @param message one sentence for a person
    record Refused(Turn turn, String message) {}

    /// Takes out the hosts whose account was given up, once none of its hosts is in flight.
    List<Refused> takeRefused() {
        List<Refused> refused = new ArrayList<>();
        for (Account account : over) {
            String message = account.breaker().message();
            for (Lane lane : account.lanes()) {
                takeAll(lane).forEach(turn -> refused.add(new Refused(turn, message)));
            }
        }
        over.clear();
        return refused;
    }

    /// Takes out all hosts that wait, but those that [#takeRefused] takes, now or when their
    /// account's last host is back.
    List<Turn> takeRest() {
        if (waiting == 0) {
            return List.of();
        }
        List<Turn> rest = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            if (lane.account == null || !lane.account.breaker().givenUp()) {
                rest.addAll(takeAll(lane));
            }
        }
        return rest;
    }

    private List<Turn> takeAll(Lane lane) {
        List<Turn> all = List.copyOf(lane.turns);
        withdraw(lane, all);
        return all;
    }

    private void withdraw(Lane lane, List<Turn> turns) {
        rearrange(lane, () -> turns.forEach(lane.turns::remove));
        turns.forEach(turn -> turn.stage = Stage.OUT);
        waiting -= turns.size();
    }
}
