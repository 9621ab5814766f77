package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.ntlm.NtlmClient;
import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmSession;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// NTLMv2 with a bare NTLM token in the Negotiate header, the only scheme under which Windows takes
/// it. The first request carries the first token: nothing is asked without it. Not thread-safe.
public final class NtlmLogon implements Logon {
    private static final String SCHEME = "Negotiate";
    private static final String PROTOCOL = "application/HTTP-SPNEGO-session-encrypted";

    private final NtlmClient client;
    private final Secret password;
    private Stage stage = Stage.BEFORE;
    private byte @Nullable [] challenge;
    private @Nullable Sealing sealing;

    private enum Stage {
        BEFORE,
        ASKED,
        CHALLENGED,
        ANSWERED,
        DONE
    }

    NtlmLogon(NtlmClient client, Secret password) {
        this.client = requireNonNull(client, "client is null");
        this.password = requireNonNull(password, "password is null");
    }

    @Override
    public Optional<String> authorization() throws LogonException {
        return switch (stage) {
            case BEFORE -> {
                stage = Stage.ASKED;
                yield header(client.negotiate());
            }
            case CHALLENGED -> {
                stage = Stage.ANSWERED;
                yield header(answer(requireNonNull(challenge, "challenge is null")));
            }
            case DONE -> Optional.empty();
            case ASKED, ANSWERED ->
                    throw new IllegalStateException("the last token was not answered");
        };
    }

    @Override
    public boolean carriesMessage() {
        return stage == Stage.ANSWERED || stage == Stage.DONE;
    }

    private static Optional<String> header(byte[] token) {
        return Optional.of(SCHEME + " " + Base64.getEncoder().encodeToString(token));
    }

    private byte[] answer(byte[] asked) throws LogonException {
        char[] secret = password.use(char[]::clone);
        try {
            byte[] token = client.authenticate(asked, secret);
            sealing = new NtlmSealing(client.session());
            challenge = null;
            return token;
        } catch (NtlmException failure) {
            throw translated(failure);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static LogonException translated(NtlmException failure) {
        Kind kind =
                switch (failure.kind()) {
                    case MALFORMED -> Kind.MALFORMED;
                    case WEAK, TAMPERED -> Kind.UNTRUSTED;
                    case REFUSED -> Kind.REFUSED;
                };
        return new LogonException(kind, String.valueOf(failure.getMessage()), failure);
    }

    @Override
    public boolean refused(List<String> headers) throws LogonException {
        Challenges challenges = new Challenges(headers);
        return switch (stage) {
            case ASKED -> {
                challenge = challenges.token(SCHEME).orElseThrow(() -> unwilling(challenges));
                stage = Stage.CHALLENGED;
                yield true;
            }
            case ANSWERED ->
                    throw new LogonException(
                            Kind.REFUSED,
                            "user name or password is wrong, or the account is locked, disabled or"
                                    + " expired");
            case BEFORE, CHALLENGED, DONE ->
                    throw new LogonException(
                            Kind.UNTRUSTED, "the server no longer takes the logon that it took");
        };
    }

    private static LogonException unwilling(Challenges challenges) {
        return challenges.offers(SCHEME)
                ? new LogonException(Kind.UNTRUSTED, "the server takes no NTLM")
                : new LogonException(
                        Kind.NOT_OFFERED, "the server takes no NTLM; it offers " + challenges);
    }

    @Override
    public void accepted(List<String> challenges) throws LogonException {
        switch (stage) {
            case ANSWERED -> stage = Stage.DONE;
            case DONE -> {}
            case BEFORE, ASKED, CHALLENGED ->
                    throw new LogonException(
                            Kind.UNTRUSTED, "the server lets anyone in without a logon");
        }
    }

    /// Known from the last token on, so that the message rides with it.
    @Override
    public Optional<Sealing> sealing() {
        return Optional.ofNullable(sealing);
    }

    private record NtlmSealing(NtlmSession session) implements Sealing {
        @Override
        public String protocol() {
            return PROTOCOL;
        }

        @Override
        public Sealed seal(byte[] plain) {
            NtlmSession.Sealed sealed = session.seal(plain);
            return new Sealed(sealed.signature(), sealed.sealed());
        }

        @Override
        public byte[] open(Sealed sealed) throws LogonException {
            try {
                return session.unseal(sealed.header(), sealed.body());
            } catch (NtlmException failure) {
                throw translated(failure);
            }
        }
    }
}
