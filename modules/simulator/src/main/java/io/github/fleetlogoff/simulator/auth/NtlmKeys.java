package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmSession;

/// The keys of an NTLM session.
record NtlmKeys(NtlmSession session) implements Keys {
    private static final int SIGNATURE = 16;

    NtlmKeys {
        requireNonNull(session, "session is null");
    }

    @Override
    public String account() {
        NtlmAccount who = session.account();
        return who.domain().isEmpty() ? who.user() : who.domain() + "\\" + who.user();
    }

    @Override
    public Sealed seal(byte[] plain) {
        NtlmSession.Sealed sealed = session.seal(plain);
        return new Sealed(sealed.signature(), sealed.sealed());
    }

    @Override
    public byte[] open(Sealed sealed) throws AuthException {
        if (sealed.header().length != SIGNATURE) {
            throw new AuthException(
                    AuthException.Kind.MALFORMED,
                    "a signature of " + sealed.header().length + " bytes");
        }
        try {
            return session.unseal(sealed.header(), sealed.body());
        } catch (NtlmException e) {
            throw AuthException.of(e);
        }
    }

    @Override
    public byte[] signMechTypes(byte[] mechTypes) {
        return session.signMechTypes(mechTypes);
    }

    @Override
    public void verifyMechTypes(byte[] mechTypes, byte[] signature) throws AuthException {
        try {
            session.verifyMechTypes(mechTypes, signature);
        } catch (NtlmException e) {
            throw AuthException.of(e);
        }
    }
}
