package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Decides which host is begun next: in order, within the limits of the fleet, its site and its
/// account. Hosts that wait for their site or account hold up nobody else. Not thread-safe: guarded
/// by the runner's lock.
final class Dispatcher {
    private final Limits limits;
    private final Map<LaneKey, Lane> lanes = new LinkedHashMap<>();
    private final Map<String, AccountBreaker> breakers = new HashMap<>();
    private final Map<String, Integer> inFlightBySite = new HashMap<>();
    private int inFlight;

    /// Hosts that share a site and an account share their fate.
    private record LaneKey(@Nullable String site, @Nullable String account) {}

    private record Waiting(int order, Host host) {}

    private record Lane(LaneKey key, Queue<Waiting> hosts) {
        int nextOrder() {
            Waiting next = hosts.peek();
            return next == null ? Integer.MAX_VALUE : next.order();
        }
    }

    /// @param hosts in the order in which they are to be begun
    /// @param account the account a host is reached with, empty = none to protect
    Dispatcher(List<Host> hosts, Limits limits, Function<Host, Optional<String>> account) {
        this.limits = limits;
        int order = 0;
        for (Host host : hosts) {
            String name =
                    account.apply(host).map(text -> text.toLowerCase(Locale.ROOT)).orElse(null);
            LaneKey key = new LaneKey(host.site(), name);
            lanes.computeIfAbsent(key, made -> new Lane(made, new ArrayDeque<>()))
                    .hosts()
                    .add(new Waiting(order++, host));
            if (name != null) {
                breakers.computeIfAbsent(
                        name, made -> new AccountBreaker(made, limits.maxAuthRefusals()));
            }
        }
    }

    /// A host that is begun.
    record Begun(Host host, @Nullable String account) {}

    /// The next host, counted as in flight from now on; empty where none may be begun at the
    /// moment.
    Optional<Begun> next() {
        if (inFlight >= limits.concurrency()) {
            return Optional.empty();
        }
        Optional<Lane> lane =
                lanes.values().stream()
                        .filter(this::admits)
                        .min(Comparator.comparingInt(Lane::nextOrder));
        return lane.map(this::begin);
    }

    private boolean admits(Lane lane) {
        if (lane.hosts().isEmpty()) {
            return false;
        }
        String site = lane.key().site();
        Integer siteLimit = limits.siteConcurrency();
        if (site != null
                && siteLimit != null
                && inFlightBySite.getOrDefault(site, 0) >= siteLimit) {
            return false;
        }
        AccountBreaker breaker = breaker(lane.key().account());
        return breaker == null || breaker.admits();
    }

    private Begun begin(Lane lane) {
        Host host = lane.hosts().remove().host();
        inFlight++;
        if (lane.key().site() != null) {
            inFlightBySite.merge(lane.key().site(), 1, Integer::sum);
        }
        AccountBreaker breaker = breaker(lane.key().account());
        if (breaker != null) {
            breaker.begun();
        }
        return new Begun(host, lane.key().account());
    }

    /// The host accepted the logon.
    void accepted(Begun begun) {
        AccountBreaker breaker = breaker(begun.account());
        if (breaker != null) {
            breaker.accepted();
        }
    }

    /// The host is in flight no more.
    ///
    /// @param refusedLogons how many failed logons it counted
    void ended(Begun begun, int refusedLogons) {
        inFlight--;
        if (begun.host().site() != null) {
            inFlightBySite.merge(begun.host().site(), -1, Integer::sum);
        }
        AccountBreaker breaker = breaker(begun.account());
        if (breaker != null) {
            breaker.ended(refusedLogons);
        }
    }

    /// A host that will never be begun, and why.
    record Skipped(Host host, String message) {}

    /// Takes out the hosts whose account is given up.
    List<Skipped> takeRefused() {
        List<Skipped> skipped = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            AccountBreaker breaker = breaker(lane.key().account());
            if (breaker != null && breaker.open()) {
                lane.hosts()
                        .forEach(waiting ->
                                skipped.add(new Skipped(waiting.host(), breaker.message())));
                lane.hosts().clear();
            }
        }
        return skipped;
    }

    /// Takes out every host that was not begun.
    List<Host> takeAll() {
        List<Host> left = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            lane.hosts().forEach(waiting -> left.add(waiting.host()));
            lane.hosts().clear();
        }
        return left;
    }

    /// Whether nothing waits and nothing is in flight.
    boolean done() {
        return inFlight == 0 && lanes.values().stream().allMatch(lane -> lane.hosts().isEmpty());
    }

    private @Nullable AccountBreaker breaker(@Nullable String account) {
        return account == null ? null : breakers.get(account);
    }
}
