package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.HostReport;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;

/// Keeps one account from being locked by its own fleet. Resilience4j's circuit breaker holds the
/// state: half-open with one permit = not proven, closed = proven, forced open = given up. Used by
/// one thread.
///
/// While the account is not proven its hosts go one at a time; a host that is not reached proves
/// nothing and hands its turn on, and one that keeps silent is overtaken (docs/decisions/0011); the
/// first refused logon gives the account up. Once proven, so does the refused host that makes the
/// number full, counted over all hosts.
final class AccountBreaker {
    private static final CircuitBreakerConfig ONE_AT_A_TIME =
            CircuitBreakerConfig.custom()
                    .initialState(CircuitBreaker.State.HALF_OPEN)
                    .permittedNumberOfCallsInHalfOpenState(1)
                    .build();

    private final String account;
    private final int maxRefusals;
    private final CircuitBreaker state;
    private int inFlight;
    private int refusedHosts;
    private int refusedLogons;
    private @Nullable String firstRefusing;

    /// @param maxRefusals the refused host at which a proven account is given up, at least 1
    AccountBreaker(String account, int maxRefusals) {
        this.account = account;
        this.maxRefusals = maxRefusals;
        this.state = CircuitBreaker.of(account, ONE_AT_A_TIME);
    }

    /// Whether a host of the account may begin now; if so it has begun.
    boolean tryBegin() {
        if (!state.tryAcquirePermission()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /// A host accepted the logon.
    void logonAccepted() {
        if (unproven()) {
            state.transitionToClosedState();
        }
    }

    /// A host that is in flight lets another begin beside it, although the account is not proven.
    void overtaken() {
        state.releasePermission();
    }

    /// A host that had begun is no longer in flight, and did not refuse.
    ///
    /// @param overtaken whether [#overtaken] was said of it
    void released(boolean overtaken) {
        inFlight--;
        if (!overtaken) {
            state.releasePermission();
        }
    }

    /// A host that had begun is no longer in flight, because of this outcome. A logon can fail for
    /// other reasons than a wrong password: those count toward no lockout.
    void finished(HostReport report, boolean overtaken) {
        if (report.effort().refusedLogons() > 0) {
            inFlight--;
            refused(report);
        } else {
            released(overtaken);
        }
    }

    /// Whether no host has accepted the account, nor so many refused it that it was given up.
    boolean unproven() {
        return state.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    private void refused(HostReport report) {
        refusedHosts++;
        refusedLogons += report.effort().refusedLogons();
        if (firstRefusing == null) {
            firstRefusing = report.host();
        }
        boolean proven = state.getState() == CircuitBreaker.State.CLOSED;
        if (!proven || refusedHosts >= maxRefusals) {
            state.transitionToForcedOpenState();
        }
    }

    /// Whether no further host of the account is begun, and none is in flight whose refusal would
    /// still have to be counted.
    boolean over() {
        return inFlight == 0 && givenUp();
    }

    /// Whether no further host of the account is begun.
    boolean givenUp() {
        return state.getState() == CircuitBreaker.State.FORCED_OPEN;
    }

    /// Why its hosts are not attempted, for a person.
    String message() {
        return "not tried: account %s had %s refused (first by %s); check its password, unlock it if it is locked, then run again"
                .formatted(
                        account,
                        refusedLogons == 1 ? "1 logon" : refusedLogons + " logons",
                        firstRefusing);
    }
}
