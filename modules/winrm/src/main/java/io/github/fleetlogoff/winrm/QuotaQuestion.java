package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.sessions.QuotaAnswer;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellWatch;
import io.github.fleetlogoff.winrm.ShellClient.Limits;
import java.time.Duration;

/// Asks a host for its quota. It is a nicety: no answer to it is a failure.
final class QuotaQuestion {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private QuotaQuestion() {}

    static void ask(ShellClient client, Limits limits, ShellWatch watch) {
        Limits patient =
                new Limits(
                        limits.connect(),
                        Conversations.shorter(limits.operation(), PATIENCE),
                        Conversations.shorter(limits.most(), PATIENCE));
        try {
            client.quota(patient).map(QuotaAnswer.Told::new).ifPresent(watch::quota);
        } catch (ExchangeException failure) {
            boolean denied =
                    failure.kind() == ExchangeException.Kind.FAULT
                            && (FaultTable.of(failure.code())
                                            .filter(fault ->
                                                    fault.kind() == ShellFault.Kind.ACCESS_DENIED)
                                            .isPresent()
                                    || failure.subcode().equals("AccessDenied"));
            watch.quota(
                    denied
                            ? new QuotaAnswer.Denied()
                            : new QuotaAnswer.Unknown("the host did not answer the question"));
        }
    }
}
