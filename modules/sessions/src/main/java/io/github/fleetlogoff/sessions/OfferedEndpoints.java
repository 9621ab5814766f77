package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointAdvice;
import io.github.fleetlogoff.model.EndpointFinding;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes advice of what the endpoints of a host said to an account: the one that takes the least
/// right is to be used. Thread-safe.
public final class OfferedEndpoints {
    /// How many are tried on a host at the most; each costs it a process.
    public static final int MOST = 8;

    private static final Endpoint OURS = new Endpoint(Conversation.FUNCTION.replace("Invoke-", ""));
    private static final Endpoint ORDINARY = new Endpoint("Microsoft.PowerShell");
    private static final String JEA = " (docs/jea.md)";

    private final List<Endpoint> endpoints;

    /// What an endpoint said.
    ///
    /// @param why where that tells nothing
    record Told(Offer offer, String why) {
        static final Told NOTHING =
                new Told(Offer.UNKNOWN, "not asked, for the time was up or the connection gone");
    }

    /// @param named those of the inventory; they are tried beside the three that everybody may have
    public OfferedEndpoints(Collection<Endpoint> named) {
        this.endpoints =
                Stream.concat(Stream.of(OURS, Endpoint.WINRS, ORDINARY), named.stream())
                        .distinct()
                        .limit(MOST)
                        .sorted(Comparator.comparingInt(OfferedEndpoints::right))
                        .toList();
    }

    /// How much right an endpoint takes, the least first. The remote shell opens for
    /// administrators, so that where it does the rest works too; ordinary remoting opens for others
    /// as well, who may then end no session.
    private static int right(Endpoint endpoint) {
        if (endpoint.equals(OURS)) {
            return 0;
        }
        if (endpoint.isWinrs()) {
            return 2;
        }
        return endpoint.takesScripts() ? 3 : 1;
    }

    /// Those to try.
    List<Endpoint> toTry() {
        return endpoints;
    }

    /// What to say of a host.
    EndpointAdvice advice(Host host, Map<Endpoint, Told> told) {
        Endpoint own = host.connection().endpoint();
        List<EndpointFinding> findings =
                Stream.concat(endpoints.stream(), Stream.of(own))
                        .distinct()
                        .sorted(Comparator.comparingInt(OfferedEndpoints::right))
                        .map(endpoint ->
                                finding(endpoint, told.getOrDefault(endpoint, Told.NOTHING)))
                        .toList();
        List<Endpoint> offered =
                findings.stream()
                        .filter(finding -> finding.offer() == Offer.OFFERED)
                        .map(EndpointFinding::endpoint)
                        .toList();
        // Between two that take about the same right nobody need change.
        boolean ownSuffices =
                offered.contains(own)
                        && (isJea(own) || offered.stream().noneMatch(OfferedEndpoints::isJea));
        return new EndpointAdvice(
                findings, ownSuffices ? Optional.of(own) : offered.stream().findFirst());
    }

    private static boolean isJea(Endpoint endpoint) {
        return right(endpoint) < 2;
    }

    private static EndpointFinding finding(Endpoint endpoint, Told told) {
        String name = endpoint.name();
        return switch (told.offer()) {
            case OFFERED ->
                    new EndpointFinding(endpoint, Offer.OFFERED, "offered", Optional.empty());
            case UNKNOWN ->
                    new EndpointFinding(
                            endpoint,
                            Offer.UNKNOWN,
                            "cannot tell: " + told.why(),
                            Optional.empty());
            case MISSING ->
                    new EndpointFinding(
                            endpoint, Offer.MISSING, "not there", Optional.of(missing(endpoint)));
            case REFUSED ->
                    new EndpointFinding(
                            endpoint,
                            Offer.REFUSED,
                            "refused for this account",
                            Optional.of(
                                    isJea(endpoint)
                                            ? "put the account into the group that "
                                                    + name
                                                    + " was installed for, where it is installed"
                                                    + JEA
                                            : refused(endpoint)));
        };
    }

    private static String missing(Endpoint endpoint) {
        if (endpoint.equals(OURS)) {
            return "install it there: fleet-logoff jea export DIR" + JEA;
        }
        return endpoint.isWinrs()
                ? "this Windows has no remote shell; use " + OURS.name() + JEA
                : "Get-PSSessionConfiguration on the host lists those it has; see docs/jea.md";
    }

    private static String refused(Endpoint endpoint) {
        return endpoint.isWinrs()
                ? "it takes an administrator of the host; " + OURS.name() + " takes none" + JEA
                : "it takes an administrator or a member of Remote Management Users; "
                        + OURS.name()
                        + " takes neither"
                        + JEA;
    }

    /// What the advice is for the host as the inventory has it.
    static Finding verdict(Host host, EndpointAdvice advice) {
        Endpoint own = host.connection().endpoint();
        Offer offer =
                advice.endpoints().stream()
                        .filter(finding -> finding.endpoint().equals(own))
                        .map(EndpointFinding::offer)
                        .findFirst()
                        .orElse(Offer.UNKNOWN);
        if (advice.use().isEmpty()) {
            return offer == Offer.UNKNOWN
                    ? Finding.notChecked(Check.ENDPOINT, "cannot tell which to use")
                    : Finding.failed(
                            Check.ENDPOINT,
                            "none is open to this account",
                            "install " + OURS.name() + " for the account's group" + JEA);
        }
        Endpoint use = advice.use().get();
        if (use.equals(own)) {
            return Finding.ok(
                    Check.ENDPOINT,
                    "use "
                            + use.name()
                            + ", as it is set"
                            + (isJea(use)
                                    ? ""
                                    : "; " + OURS.name() + " would need no administrator" + JEA));
        }
        String set =
                "set endpoint: "
                        + use.name()
                        + " in the inventory, or give --endpoint "
                        + use.name();
        return switch (offer) {
            case OFFERED ->
                    Finding.ok(
                            Check.ENDPOINT,
                            "use "
                                    + use.name()
                                    + ": it takes less right than "
                                    + own.name()
                                    + ", which is set and works"
                                    + JEA);
            // Whether it does is not known; only what takes less right is better in any case.
            case UNKNOWN ->
                    right(use) < right(own)
                            ? Finding.warning(Check.ENDPOINT, "use " + use.name(), set)
                            : Finding.notChecked(
                                    Check.ENDPOINT,
                                    "cannot tell of "
                                            + own.name()
                                            + "; "
                                            + use.name()
                                            + " is offered");
            case MISSING, REFUSED ->
                    Finding.failed(
                            Check.ENDPOINT,
                            "use " + use.name() + ": " + own.name() + " is set, and not to be had",
                            set);
        };
    }
}
