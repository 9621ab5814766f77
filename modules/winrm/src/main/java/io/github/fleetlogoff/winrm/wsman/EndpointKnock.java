package io.github.fleetlogoff.winrm.wsman;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.ShellCommand;
import io.github.fleetlogoff.winrm.ExchangeException;
import io.github.fleetlogoff.winrm.FaultTable;
import io.github.fleetlogoff.winrm.ShellClient;
import io.github.fleetlogoff.winrm.ShellClient.Knocked;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import io.github.fleetlogoff.winrm.psrp.RunspaceTalk;
import io.github.fleetlogoff.winrm.wsman.message.FleetTexts;
import io.github.fleetlogoff.winrm.wsman.message.PoolRequests;
import io.github.fleetlogoff.winrm.wsman.message.ShellRequests;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Opens a shell of an endpoint to see whether the host lets it, on a connection that is logged on
/// already. For one thread.
///
/// @param url the address of the host's WinRM service
record EndpointKnock(String url, FleetTexts texts, Exchanges exchanges) {
    private static final Duration IDLE = Duration.ofMinutes(1);
    // A pool is open after three; a host that says nothing at once would be asked without end.
    private static final int MOST_ANSWERS = 12;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    // Never run.
    private static final ShellCommand NO_LINE = new ShellCommand("cmd", List.of(), Map.of(), 1);
    private static final PipelineCommand NO_PIPELINE =
            new PipelineCommand("Out-Null", false, Map.of(), Set.of(), 1);

    /// Opens one, waits until it takes commands, and deletes it.
    ///
    /// @param limits of the opening, and once more of the deletion
    Knocked on(Endpoint endpoint, Limits limits) throws ExchangeException {
        exchanges.stay();
        Deadline by = exchanges.in(limits.most());
        ShellClient client = client(endpoint);
        String shell = client.create(IDLE, limits);
        Optional<ExchangeException> failure = failure(client, shell, limits, by);
        return new Knocked(isDeleted(client, shell, limits), failure);
    }

    /// Not to be closed: the connection is another's.
    private ShellClient client(Endpoint endpoint) {
        return endpoint.isWinrs()
                ? new WsmanClient(NO_LINE, new ShellRequests(url, texts), exchanges, this)
                : new RemotingClient(
                        new RunspaceTalk(NO_PIPELINE, UUID.randomUUID(), UUID.randomUUID()),
                        endpoint,
                        new PoolRequests(url, endpoint.name()),
                        exchanges,
                        this);
    }

    /// Why it takes no command. A session configuration that cannot be loaded is answered with a
    /// shell, whose runspace pool then breaks.
    private static Optional<ExchangeException> failure(
            ShellClient client, String shell, Limits limits, Deadline by) {
        for (int asked = 0; asked < MOST_ANSWERS && !by.passed(); asked++) {
            // The host is to be done before the connection is given up.
            Duration half = Duration.ofMillis(by.left().toMillis() / 2);
            Duration think = half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
            try {
                if (client.isReady(shell, new Limits(limits.connect(), think, by.left()))) {
                    return Optional.empty();
                }
            } catch (ExchangeException failure) {
                if (failure.kind() != ExchangeException.Kind.FAULT
                        || failure.code() != FaultTable.OPERATION_TIMED_OUT.code()) {
                    return Optional.of(failure);
                }
            }
        }
        return Optional.of(
                ExchangeException.configuration(
                        "a shell of it opened, but took no command in time", null));
    }

    private boolean isDeleted(ShellClient client, String shell, Limits limits) {
        if (exchanges.broken()) {
            return false;
        }
        try {
            client.delete(shell, limits);
            return true;
        } catch (ExchangeException _) {
            return false;
        }
    }
}
