package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Kerberos, and NTLM where Kerberos has no ticket. Once a server has seen a ticket there is no way
/// back: whoever can forge a refusal could otherwise choose the weaker scheme. Not thread-safe.
final class NegotiateLogon implements Logon {
    private final Function<LogonException, Logon> ntlm;
    private Logon chosen;
    private boolean begun;

    /// @param ntlm asked at most once, with why there is no Kerberos
    NegotiateLogon(Logon kerberos, Function<LogonException, Logon> ntlm) {
        this.chosen = requireNonNull(kerberos, "kerberos is null");
        this.ntlm = requireNonNull(ntlm, "ntlm is null");
    }

    @Override
    public Optional<String> authorization() throws LogonException {
        if (begun) {
            return chosen.authorization();
        }
        begun = true;
        try {
            return chosen.authorization();
        } catch (LogonException e) {
            if (e.kind() != Kind.NO_TICKET || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            chosen = ntlm.apply(e);
            return chosen.authorization();
        }
    }

    @Override
    public boolean carriesMessage() {
        return chosen.carriesMessage();
    }

    @Override
    public boolean refused(List<String> challenges) throws LogonException {
        return chosen.refused(challenges);
    }

    @Override
    public void accepted(List<String> challenges) throws LogonException {
        chosen.accepted(challenges);
    }

    @Override
    public Optional<Sealing> sealing() {
        return chosen.sealing();
    }
}
