package io.github.fleetlogoff.simulator.auth;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.ntlm.NtlmException;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.simulator.auth.AuthException.Kind;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Accepted;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Challenged;
import io.github.fleetlogoff.simulator.auth.HandshakeStep.Refused;
import io.github.fleetlogoff.simulator.auth.Spnego.Mechanism;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The Negotiate handshake of one connection: NTLM tokens as most WinRM clients send them, Kerberos
/// tokens, or either within SPNEGO (RFC 4178, [MS-SPNG]). Without a keytab there is no Kerberos: a
/// client that offers it first is led to NTLM. Not thread-safe.
public final class Handshake {
    private static final byte[] NTLM = "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TYPE_AT = 8;
    private static final int NEGOTIATE = 1;

    private final NtlmServer server;
    private final Optional<KerberosAcceptor> kerberos;
    private @Nullable Negotiation spnego;
    private @Nullable Completion completion;

    /// A SPNEGO handshake under way.
    ///
    /// @param micNeeded whether the client must sign what it offered, for it would rather have had
    ///   another mechanism (RFC 4178, 5)
    /// @param keys of a logon that lacks nothing but that signature
    @SuppressWarnings("ArrayRecordComponent") // parts of a token: never compared
    private record Negotiation(
            byte[] mechTypes, Mechanism mechanism, boolean micNeeded, Optional<Keys> keys) {}

    /// What the client of a finished handshake has yet to be told.
    @FunctionalInterface
    private interface Completion {
        byte[] token();
    }

    /// Without Kerberos.
    public Handshake(NtlmServer server) {
        this(server, Optional.empty());
    }

    public Handshake(NtlmServer server, Optional<KerberosAcceptor> kerberos) {
        this.server = requireNonNull(server, "server is null");
        this.kerberos = requireNonNull(kerberos, "kerberos is null");
    }

    /// Takes the client's next token. The first token of a client, with or without SPNEGO, starts
    /// the handshake afresh.
    public HandshakeStep step(byte[] token) {
        completion = null;
        try {
            if (kerberos.isPresent() && Spnego.isKerberos(token)) {
                spnego = null;
                return raw(kerberos.get().accept(token));
            }
            if (Spnego.isOffer(token)) {
                return offered(Spnego.readOffer(token));
            }
            if (Spnego.isReply(token)) {
                return replied(Spnego.readReply(token));
            }
            boolean first = isNegotiate(token);
            if (first) {
                spnego = null;
            }
            if (!isNtlm(token) || spnego != null) {
                return new Refused("not an NTLM token", false);
            }
            return first
                    ? new Challenged(server.challenge(token))
                    : new Accepted(Keys.of(server.authenticate(token)));
        } catch (NtlmException e) {
            return refused(AuthException.of(e));
        } catch (AuthException e) {
            return refused(e);
        }
    }

    private Refused refused(AuthException failure) {
        spnego = null;
        return new Refused(String.valueOf(failure.getMessage()), failure.kind() == Kind.REFUSED);
    }

    /// The token that ends an accepted handshake, for the answer to the request that was accepted
    /// (`WWW-Authenticate: Negotiate …`, RFC 4559, 5); empty after NTLM without SPNEGO. To be asked
    /// for before anything is sealed, since it may take the session's first signature; given once.
    /// A session works also where the token is neither asked for nor sent.
    public Optional<byte[]> completion() {
        Completion owed = completion;
        completion = null;
        return owed == null ? Optional.empty() : Optional.of(owed.token());
    }

    private HandshakeStep raw(KerberosAcceptor.Acceptance accepted) {
        if (accepted.token().length > 0) {
            completion = accepted::token;
        }
        return new Accepted(accepted.keys());
    }

    private HandshakeStep offered(Spnego.Offer offer) throws NtlmException, AuthException {
        spnego = null;
        Optional<Mechanism> best = kerberos.flatMap(_ -> offer.first(Mechanism::isKerberos));
        Optional<Mechanism> chosen =
                best.isPresent() ? best : offer.first(each -> each == Mechanism.NTLM);
        if (chosen.isEmpty()) {
            return new Refused("the client does not offer NTLM", false);
        }
        Mechanism mechanism = chosen.get();
        boolean preferred = offer.prefers(mechanism);
        Negotiation begun =
                new Negotiation(offer.mechTypes(), mechanism, !preferred, Optional.empty());
        spnego = begun;
        Optional<Mechanism> named = Optional.of(mechanism);
        if (!preferred) {
            // The token, if there is one, is of the mechanism that the client prefers.
            return challenged(Spnego.State.REQUEST_MIC, named, Optional.empty());
        }
        if (offer.mechToken().isEmpty()) {
            return challenged(Spnego.State.ACCEPT_INCOMPLETE, named, Optional.empty());
        }
        byte[] token = offer.mechToken().get();
        return mechanism == Mechanism.NTLM
                ? challenged(
                        Spnego.State.ACCEPT_INCOMPLETE, named, Optional.of(server.challenge(token)))
                : acceptKerberos(begun, token, named);
    }

    private HandshakeStep replied(Spnego.Reply reply) throws NtlmException, AuthException {
        Negotiation negotiation = spnego;
        if (negotiation == null || (reply.token().isEmpty() && negotiation.keys.isEmpty())) {
            return new Refused("a SPNEGO token out of turn", false);
        }
        if (negotiation.keys.isPresent()) {
            return signed(negotiation, negotiation.keys.get(), reply);
        }
        byte[] token = reply.token().orElseThrow(Der::malformed);
        if (negotiation.mechanism.isKerberos()) {
            return acceptKerberos(negotiation, token, Optional.empty());
        }
        return isNegotiate(token)
                ? challenged(
                        Spnego.State.ACCEPT_INCOMPLETE,
                        Optional.empty(),
                        Optional.of(server.challenge(token)))
                : signed(negotiation, Keys.of(server.authenticate(token)), reply);
    }

    private HandshakeStep signed(Negotiation negotiation, Keys keys, Spnego.Reply reply)
            throws AuthException {
        spnego = null;
        if (reply.mechListMic().isPresent()) {
            keys.verifyMechTypes(negotiation.mechTypes, reply.mechListMic().get());
        } else if (negotiation.micNeeded) {
            return new Refused("the client does not sign what it offered", false);
        }
        Optional<byte[]> toSign = reply.mechListMic().map(_ -> negotiation.mechTypes);
        completion =
                () ->
                        Spnego.answer(
                                Spnego.State.ACCEPT_COMPLETED,
                                Optional.empty(),
                                Optional.empty(),
                                toSign.map(keys::signMechTypes));
        return new Accepted(keys);
    }

    // Kerberos needs one token each way, so a client that must sign does so afterwards.
    private HandshakeStep acceptKerberos(
            Negotiation negotiation, byte[] token, Optional<Mechanism> named) throws AuthException {
        KerberosAcceptor.Acceptance accepted = kerberos.orElseThrow(Der::malformed).accept(token);
        Optional<byte[]> answer = Optional.of(accepted.token()).filter(each -> each.length > 0);
        if (negotiation.micNeeded) {
            spnego =
                    new Negotiation(
                            negotiation.mechTypes,
                            negotiation.mechanism,
                            true,
                            Optional.of(accepted.keys()));
            return challenged(Spnego.State.ACCEPT_INCOMPLETE, named, answer);
        }
        spnego = null;
        completion =
                () -> Spnego.answer(Spnego.State.ACCEPT_COMPLETED, named, answer, Optional.empty());
        return new Accepted(accepted.keys());
    }

    private static HandshakeStep challenged(
            Spnego.State state, Optional<Mechanism> named, Optional<byte[]> token) {
        return new Challenged(Spnego.answer(state, named, token, Optional.empty()));
    }

    private static boolean isNtlm(byte[] token) {
        return token.length > TYPE_AT && Arrays.equals(token, 0, NTLM.length, NTLM, 0, NTLM.length);
    }

    private static boolean isNegotiate(byte[] token) {
        return isNtlm(token) && token[TYPE_AT] == NEGOTIATE;
    }
}
