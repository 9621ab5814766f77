package io.github.fleetlogoff.runner;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/// Keeps a wrong password from locking an account: an account is proven once a host accepts its
/// logon. Until then its hosts go one at a time and the first refusal opens the breaker; afterwards
/// the n-th refused host does. Guarded by its owner's lock.
final class AccountBreaker {
    private final String account;
    private final int maxRefusals;
    // Holds open or closed; when it opens is the rule above, which no failure rate expresses.
    private final CircuitBreaker breaker;
    private boolean proven;
    private int probing;
    private int refusedHosts;
    private int refusedLogons;

    AccountBreaker(String account, int maxRefusals) {
        this.account = account;
        this.maxRefusals = maxRefusals;
        this.breaker = CircuitBreaker.ofDefaults(account);
    }

    /// Whether another host of this account may be begun now.
    boolean admits() {
        return !open() && (proven || probing == 0);
    }

    boolean open() {
        return breaker.getState() == CircuitBreaker.State.FORCED_OPEN;
    }

    void begun() {
        probing++;
    }

    void accepted() {
        proven = true;
    }

    /// A logon may fail for other reasons than a wrong password: those count toward no lockout.
    void ended(int logons) {
        probing--;
        refusedLogons += logons;
        if (logons > 0) {
            refusedHosts++;
            if (!proven || refusedHosts >= maxRefusals) {
                breaker.transitionToForcedOpenState();
            }
        }
    }

    String message() {
        return "the account "
                + account
                + " was refused by "
                + refusedHosts
                + (refusedHosts == 1 ? " host (" : " hosts (")
                + refusedLogons
                + " failed logons) and is not tried again, so as not to lock it; check the user name and"
                + " password of its credential";
    }
}
