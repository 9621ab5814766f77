package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Finds out which endpoints of a host are open to the account of a conversation. A client without
/// rights is told of none by name: only opening a shell of each tells. For one thread.
final class EndpointTrials {
    // PowerShell on a busy host takes seconds to start.
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Set<FaultTable> NO_SUCH =
            Set.of(FaultTable.INVALID_RESOURCE_URI, FaultTable.INVALID_RESOURCE_URI2);
    // The others that deny access are switches of the host, of which its account can do nothing.
    private static final Set<FaultTable> NOT_THIS_ACCOUNT =
            Set.of(FaultTable.ACCESS_IS_DENIED, FaultTable.PROVIDER_DENIED);
    private static final Duration LONGEST_OF_ALL = Duration.ofSeconds(25);

    private final Conversations run;
    private final Endpoint own;
    private final ShellWatch watch;
    private final Faults faults;
    private boolean answered;

    EndpointTrials(Conversations run, Endpoint own, ShellWatch watch, Faults faults) {
        this.run = run;
        this.own = own;
        this.watch = watch;
        this.faults = faults;
    }

    /// The conversation's own endpoint opened, and takes commands.
    void opened() {
        answered = true;
        watch.tried(own, Offer.OFFERED, "");
    }

    /// The host answered that it does not open the conversation's own endpoint.
    void failed(ExchangeException failure) {
        answered = true;
        tell(own, failure);
    }

    /// Tries the others, where the host has said anything of the conversation's own.
    ///
    /// @param end after which none is tried any more, nor where it is near
    /// @param enough asked before each; on true none is tried any more
    /// @return those of which a shell may be left
    List<Endpoint> others(ShellClient client, Deadline end, BooleanSupplier enough) {
        List<Endpoint> left = new ArrayList<>(0);
        if (!answered) {
            return left;
        }
        Deadline by = run.in(end.atMost(LONGEST_OF_ALL));
        for (Endpoint endpoint : watch.endpointsToTry()) {
            if (endpoint.equals(own)) {
                continue;
            }
            Duration most = by.atMost(LONGEST);
            if (client.broken()
                    || most.compareTo(SHORTEST) < 0
                    || enough.getAsBoolean()
                    || Thread.currentThread().isInterrupted()) {
                return left;
            }
            try {
                ShellClient.Knocked knocked = client.knock(endpoint, new Limits(most, most, most));
                if (!knocked.gone()) {
                    left.add(endpoint);
                }
                knocked.failure()
                        .ifPresentOrElse(
                                failure -> tell(endpoint, failure),
                                () -> watch.tried(endpoint, Offer.OFFERED, ""));
            } catch (ExchangeException failure) {
                if (failure.mayHaveStarted() && failure.kind() != ExchangeException.Kind.FAULT) {
                    left.add(endpoint);
                }
                tell(endpoint, failure);
            }
        }
        return left;
    }

    private void tell(Endpoint endpoint, ExchangeException failure) {
        Offer offer = offer(failure);
        watch.tried(
                endpoint, offer, offer == Offer.UNKNOWN ? faults.of(failure, false).message() : "");
    }

    private static Offer offer(ExchangeException failure) {
        if (failure.kind() != ExchangeException.Kind.FAULT) {
            return Offer.UNKNOWN;
        }
        Optional<FaultTable> row = failure.row();
        if (row.filter(NO_SUCH::contains).isPresent()) {
            return Offer.MISSING;
        }
        return row.filter(NOT_THIS_ACCOUNT::contains).isPresent() ? Offer.REFUSED : Offer.UNKNOWN;
    }
}
