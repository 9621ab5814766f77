package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import io.github.fleetlogoff.winrm.psrp.RunspaceTalk;
import io.github.fleetlogoff.winrm.wsman.message.FleetTexts;
import io.github.fleetlogoff.winrm.wsman.message.PoolRequests;
import io.github.fleetlogoff.winrm.wsman.message.ShellAnswers;
import io.github.fleetlogoff.winrm.wsman.message.ShellRequests;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// Opens a shell of an endpoint to see whether the host lets it, on a connection that is logged on
/// already. For one thread.
///
/// @param url the address of the host's WinRM service
record EndpointKnock(String url, FleetTexts texts, Exchanges exchanges) {
    private static final Duration IDLE = Duration.ofMinutes(1);

    /// Opens one and deletes it.
    ///
    /// @return whether it is gone for sure
    boolean on(Endpoint endpoint, Limits limits) throws ExchangeException {
        exchanges.stay();
        if (endpoint.isWinrs()) {
            ShellRequests requests = new ShellRequests(url, texts);
            String shell =
                    exchanges.exchange(
                            limits,
                            () -> requests.create(Map.of(), IDLE, limits.operation()),
                            ShellAnswers::shellId);
            return deleted(limits, () -> requests.delete(shell, limits.operation()));
        }
        PoolRequests requests = new PoolRequests(url, endpoint.name());
        UUID pool = UUID.randomUUID();
        byte[] opening = RunspaceTalk.opening(pool);
        String shell =
                exchanges.exchange(
                        limits,
                        () -> requests.create(pool, opening, IDLE, limits.operation()),
                        ShellAnswers::shellId);
        return deleted(limits, () -> requests.delete(shell, limits.operation()));
    }

    private boolean deleted(Limits limits, Exchanges.Writing delete) {
        try {
            exchanges.acknowledge(limits, delete);
            return true;
        } catch (ExchangeException _) {
            return false;
        }
    }
}
