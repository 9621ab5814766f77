package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.ntlm.NtlmAccount;
import io.github.fleetlogoff.ntlm.NtlmServer;
import io.github.fleetlogoff.ntlm.NtlmTarget;
import io.github.fleetlogoff.simulator.auth.AuthException;
import io.github.fleetlogoff.simulator.auth.Handshake;
import io.github.fleetlogoff.simulator.auth.HandshakeStep;
import io.github.fleetlogoff.simulator.auth.Keys;
import io.github.fleetlogoff.simulator.auth.MessageProtection.Scheme;
import io.github.fleetlogoff.simulator.http.Peer;
import io.github.fleetlogoff.simulator.http.RequestHead;
import io.github.fleetlogoff.simulator.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The logon of one connection, as HTTP.sys and WinRM do it. NTLM and Kerberos log the connection
/// on, Basic and a certificate each request.
final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String DNS_SUFFIX = ".example";
    private static final String WORKGROUP = "WORKGROUP";

    private final HostService service;
    private final Access access;
    private final Peer peer;
    private @Nullable Handshake handshake;
    private @Nullable Protection protection;
    private String account = "";
    private Optional<String> completion = Optional.empty();

    /// What protects the connection.
    record Protection(Keys keys, Scheme scheme) {}

    Gate(HostService service, Access access, Peer peer) {
        this.service = service;
        this.access = access;
        this.peer = peer;
    }

    /// Who is logged on.
    String account() {
        return account;
    }

    /// The keys of the connection; empty where it was not logged on by NTLM or Kerberos.
    Optional<Protection> protection() {
        return Optional.ofNullable(protection);
    }

    /// What the next answer is to carry as `WWW-Authenticate`; given once.
    Optional<String> completion() {
        Optional<String> owed = completion;
        completion = Optional.empty();
        return owed;
    }

    /// Looks at a request's Authorization.
    ///
    /// @return the refusal or the next step of the logon; empty where the request may pass
    Optional<Response> check(RequestHead head) {
        Optional<String> given = head.headers().first("Authorization");
        if (given.isEmpty()) {
            return protection == null ? Optional.of(challenge()) : Optional.empty();
        }
        String[] words = given.get().split(" +", 2);
        String token = words.length == 2 ? words[1].strip() : "";
        protection = null;
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(token);
            case Names.SECURITY_PROFILE + "https/mutual" -> certificate();
            case "negotiate" -> negotiate(token, Scheme.SPNEGO, "Negotiate ");
            case "kerberos" ->
                    access.kerberos().isPresent()
                            ? negotiate(token, Scheme.KERBEROS, "Kerberos ")
                            : Optional.of(challenge().closing());
            // WinRM refuses the scheme "NTLM" itself.
            default -> Optional.of(challenge().closing());
        };
    }

    private Optional<Response> basic(String token) {
        if (!access.takesPlainPayload()) {
            return Optional.of(challenge().closing());
        }
        Optional<byte[]> decoded = decode(token);
        if (decoded.isEmpty()) {
            return refuse(true);
        }
        String pair = text(decoded.get());
        int colon = pair.indexOf(':');
        if (colon < 0 || refusesAll()) {
            return refuse(true);
        }
        String username = pair.substring(0, colon);
        int backslash = username.indexOf('\\');
        String domain = backslash < 0 ? "" : username.substring(0, backslash);
        if (!access.isAccount(domain, username.substring(backslash + 1))
                || !access.isPassword(pair.substring(colon + 1))) {
            return refuse(true);
        }
        account = username;
        return Optional.empty();
    }

    private Optional<Response> certificate() {
        if (access.certificates().isEmpty() || refusesAll()) {
            return refuse(true);
        }
        try {
            access.certificates()
                    .get()
                    .check(peer.certificates(), service.surroundings().clock().instant());
        } catch (AuthException failure) {
            LOG.debug("a logon by certificate is refused: {}", failure.getMessage());
            return refuse(true);
        }
        account = access.credential().username();
        return Optional.empty();
    }

    // Clients disagree on the character set of Basic (RFC 7617, 2.1): what is not UTF-8 is Latin-1.
    private static String text(byte[] pair) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(pair)).toString();
        } catch (CharacterCodingException _) {
            return new String(pair, StandardCharsets.ISO_8859_1);
        }
    }

    private Optional<Response> negotiate(String token, Scheme scheme, String word) {
        Optional<byte[]> decoded = decode(token);
        if (decoded.isEmpty()) {
            return refuse(false);
        }
        if (handshake == null) {
            handshake = new Handshake(server(), access.kerberos());
        }
        return switch (handshake.step(decoded.get())) {
            case HandshakeStep.Challenged(byte[] next) ->
                    Optional.of(Response.empty(401).with("WWW-Authenticate", word + encode(next)));
            case HandshakeStep.Accepted _ when refusesAll() -> refuse(true);
            case HandshakeStep.Accepted(Keys keys) -> {
                protection = new Protection(keys, scheme);
                completion = handshake.completion().map(last -> word + encode(last));
                account = keys.account();
                yield Optional.empty();
            }
            case HandshakeStep.Refused refused -> refuse(refused.counted());
        };
    }

    private static String encode(byte[] token) {
        return Base64.getEncoder().encodeToString(token);
    }

    private NtlmServer server() {
        String domain =
                access.credential().domain().isEmpty()
                        ? WORKGROUP
                        : access.credential().domain().toUpperCase(Locale.ROOT);
        NtlmTarget target =
                new NtlmTarget(
                        domain,
                        service.computerName(),
                        domain.toLowerCase(Locale.ROOT) + DNS_SUFFIX);
        Surroundings surroundings = service.surroundings();
        return new NtlmServer(
                target,
                this::password,
                surroundings.chance(),
                surroundings.clock(),
                access.channelBindings(),
                access.bindingRequired());
    }

    private Optional<char[]> password(NtlmAccount given) {
        return refusesAll() || !access.isAccount(given.domain(), given.user())
                ? Optional.empty()
                : Optional.of(access.credential().password().use(char[]::clone));
    }

    private boolean refusesAll() {
        return service.has(WireFault.WRONG_PASSWORD);
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Optional<Response> refuse(boolean counted) {
        if (counted) {
            service.surroundings().counts().logonRefused();
        }
        return Optional.of(challenge());
    }

    /// Tells a client how it may log on.
    Response challenge() {
        Response schemes =
                Response.empty(401)
                        .with("WWW-Authenticate", "Negotiate")
                        .with("WWW-Authenticate", "Kerberos");
        return access.takesPlainPayload()
                ? schemes.with("WWW-Authenticate", "Basic realm=\"WSMAN\"")
                : schemes;
    }
}
