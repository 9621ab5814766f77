package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.simulator.http.RequestHead;
import io.github.fleetlogoff.simulator.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// The logon of one connection, as HTTP.sys and WinRM do it.
final class Gate {
    private final Access access;
    private final boolean refusesAll;
    private final Counts counts;
    private String account = "";

    /// @param refusesAll whether no password is the right one
    Gate(Access access, boolean refusesAll, Counts counts) {
        this.access = access;
        this.refusesAll = refusesAll;
        this.counts = counts;
    }

    /// Who is logged on.
    String account() {
        return account;
    }

    /// Looks at a request's Authorization.
    ///
    /// @return the refusal or the next step of the logon; empty where the request may pass
    Optional<Response> check(RequestHead head) {
        Optional<String> given = head.headers().first("Authorization");
        if (given.isEmpty()) {
            return Optional.of(challenge());
        }
        String[] words = given.get().split(" +", 2);
        String token = words.length == 2 ? words[1].strip() : "";
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(token);
            // WinRM refuses the scheme "NTLM" itself, and Kerberos has no key distribution centre
            // here.
            default -> Optional.of(challenge().closing());
        };
    }

    private Optional<Response> basic(String token) {
        if (!access.takesPlainPayload()) {
            return Optional.of(challenge().closing());
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return refuse();
        }
        int colon = pair.indexOf(':');
        if (refusesAll
                || colon < 0
                || !access.isAccount(pair.substring(0, colon))
                || !access.isPassword(pair.substring(colon + 1))) {
            return refuse();
        }
        account = pair.substring(0, colon);
        return Optional.empty();
    }

    private Optional<Response> refuse() {
        counts.logonRefused();
        return Optional.of(challenge());
    }

    private Response challenge() {
        Response schemes =
                Response.empty(401)
                        .with("WWW-Authenticate", "Negotiate")
                        .with("WWW-Authenticate", "Kerberos");
        return access.takesPlainPayload()
                ? schemes.with("WWW-Authenticate", "Basic realm=\"WSMAN\"")
                : schemes;
    }
}
