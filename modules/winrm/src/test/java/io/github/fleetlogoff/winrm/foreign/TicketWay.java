package io.github.fleetlogoff.winrm.foreign;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.simulator.CbtLevel;
import io.github.fleetlogoff.simulator.FleetFigures;
import io.github.fleetlogoff.simulator.FleetSettings.Wire;
import io.github.fleetlogoff.winrm.Way;
import java.util.Map;

/// With an account of the realm, whose password its key distribution centre checks. Over TLS the
/// hosts want channel bindings.
///
/// @param user an account that nobody else uses
/// @param host of the service that tickets are asked for; one that the realm has not leaves NTLM,
///   which hosts check themselves
/// @param before how many wrong passwords of it the realm had seen
record TicketWay(Realm realm, String user, AuthScheme auth, boolean tls, String host, long before)
        implements Way {
    static final String HOST = "aes256.fleet.test";
    static final String UNKNOWN_HOST = "nowhere.fleet.test";

    static TicketWay of(String user, Realm realm, AuthScheme auth, boolean tls, String host) {
        return new TicketWay(realm, user, auth, tls, host, realm.wrongPasswords(user));
    }

    @Override
    public Wire wire() {
        return new Wire(0, false, tls).with(CbtLevel.STRICT).withKeytab(realm.keytab("server"));
    }

    @Override
    public Credential account() {
        return credential(RIGHT, "FLEET\\" + user, Realm.PASSWORD);
    }

    @Override
    public Credentials credentials() {
        String name = user + "@fleet.test";
        return new Credentials(
                Map.of(
                        RIGHT, credential(RIGHT, name, Realm.PASSWORD),
                        WRONG, credential(WRONG, name, "Passw0rd?")));
    }

    private static Credential credential(String name, String user, String password) {
        return new Credential(name, user, Secret.of(password.toCharArray()));
    }

    @Override
    public ServicePrincipal service() {
        return new ServicePrincipal(ServicePrincipal.HTTP, host);
    }

    @Override
    public long refused(FleetFigures figures) {
        return figures.logonsRefused() + realm.wrongPasswordsAfter(before, user) - before;
    }
}
