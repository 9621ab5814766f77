package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.ntlm.ChannelBindings;
import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmClient;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// NTLM logons, bound to the TLS connection where there is one. Thread-safe.
public final class NtlmLogons implements LogonFactory {
    // Nobody needs to know from where: the server's log has the address.
    private static final String WORKSTATION = "";

    private final RandomGenerator random;
    private final InstantSource clock;

    /// @param random thread-safe and not to be guessed, as session keys are made of it
    public NtlmLogons(RandomGenerator random, InstantSource clock) {
        this.random = requireNonNull(random, "random is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Logon logon(Connection host, Credential credential, Optional<X509Certificate> server) {
        NtlmAccount account = new NtlmAccount(credential.domain(), credential.user());
        return new NtlmLogon(
                new NtlmClient(
                        account,
                        WORKSTATION,
                        server.map(ChannelBindings::of),
                        Optional.of(host.service().toString()),
                        random,
                        clock),
                credential.password());
    }
}
