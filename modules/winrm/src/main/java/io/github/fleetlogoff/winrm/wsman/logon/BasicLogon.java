package io.github.fleetlogoff.winrm.wsman.logon;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.winrm.wsman.logon.LogonException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Basic (RFC 7617) in UTF-8, with each request. The password is fetched each time and kept
/// nowhere. Not thread-safe.
public final class BasicLogon implements Logon {
    private static final String SCHEME = "Basic";

    private final Credential credential;
    private boolean accepted;

    public BasicLogon(Credential credential) {
        this.credential = requireNonNull(credential, "credential is null");
    }

    @Override
    public Optional<String> authorization() {
        String pair = credential.username() + ":" + credential.password().use(String::new);
        String value = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return Optional.of(SCHEME + " " + value);
    }

    @Override
    public boolean refused(List<String> headers) throws LogonException {
        Challenges challenges = new Challenges(headers);
        if (!challenges.offers(SCHEME)) {
            throw new LogonException(
                    Kind.NOT_OFFERED, "the server takes no Basic; it offers " + challenges);
        }
        if (accepted) {
            throw new LogonException(
                    Kind.UNTRUSTED, "the server no longer takes the logon that it took");
        }
        throw new LogonException(
                Kind.REFUSED,
                "user name or password is wrong, or the account is locked, disabled or expired");
    }

    @Override
    public void accepted(List<String> challenges) {
        accepted = true;
    }

    @Override
    public Optional<Sealing> sealing() {
        return Optional.empty();
    }
}
