package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.Credentials;
import io.github.fleetlogoff.model.Secret;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.simulator.FleetFigures;
import io.github.fleetlogoff.simulator.FleetSettings.Wire;
import java.util.Map;

/// A way to log on to the hosts of a [SimulatedRig], with what both ends need for it.
public interface Way {
    String RIGHT = "right";
    String WRONG = "wrong";
    String ADDRESS = "127.0.0.1";

    AuthScheme auth();

    boolean tls();

    /// The hosts' end.
    Wire wire();

    /// The account that the hosts know.
    Credential account();

    /// What the engine has: [#RIGHT] opens the hosts, [#WRONG] does not.
    Credentials credentials();

    /// What a ticket is asked for.
    default ServicePrincipal service() {
        return new ServicePrincipal(ServicePrincipal.HTTP, ADDRESS);
    }

    /// How many logons somebody counted towards a lockout.
    default long refused(FleetFigures figures) {
        return figures.logonsRefused();
    }

    /// The credentials of every [#password].
    static Credentials passwords() {
        return password(AuthScheme.NTLM, false).credentials();
    }

    /// By the name of an account and its password, which the hosts check themselves.
    static Way password(AuthScheme auth, boolean tls) {
        return new Password(auth, tls);
    }

    /// Of [#password].
    record Password(AuthScheme auth, boolean tls) implements Way {
        private static final String USER = "CORP\\svc-logoff";

        @Override
        public Wire wire() {
            return new Wire(0, auth == AuthScheme.BASIC && !tls, tls);
        }

        @Override
        public Credential account() {
            return credential(RIGHT, "Pässw0rd!");
        }

        @Override
        public Credentials credentials() {
            return new Credentials(Map.of(RIGHT, account(), WRONG, credential(WRONG, "Passw0rd?")));
        }

        private static Credential credential(String name, String password) {
            return new Credential(name, USER, Secret.of(password.toCharArray()));
        }
    }
}
