package io.github.fleetlogoff.winrm.wsman.logon;

import io.github.fleetlogoff.model.ServicePrincipal;
import java.util.Optional;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/// An exchange over plain HTTP, whose keys seal the payload. Not thread-safe.
final class SealedExchange implements KerberosExchange {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    private final ServicePrincipal service;
    private @Nullable GSSContext context;

    SealedExchange(ServicePrincipal service) {
        this.service = service;
    }

    @Override
    public byte[] begin() throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        Oid kerberos = new Oid(KERBEROS);
        GSSName name =
                manager.createName(
                        service.serviceClass() + "@" + service.host(),
                        GSSName.NT_HOSTBASED_SERVICE,
                        kerberos);
        GSSContext made = manager.createContext(name, kerberos, null, GSSContext.DEFAULT_LIFETIME);
        made.requestMutualAuth(true);
        made.requestConf(true);
        made.requestInteg(true);
        made.requestReplayDet(true);
        made.requestSequenceDet(true);
        made.requestCredDeleg(false);
        context = made;
        return made.initSecContext(new byte[0], 0, 0);
    }

    @Override
    public void finish(byte[] token) throws GSSException {
        begun().initSecContext(token, 0, token.length);
        if (!begun().isEstablished() || !begun().getMutualAuthState()) {
            throw new GSSException(
                    GSSException.FAILURE, 0, "the server did not prove that it is the service");
        }
    }

    @Override
    public Optional<Sealing> sealing(String protocol) {
        return Optional.of(new KerberosSealing(begun(), protocol));
    }

    private GSSContext begun() {
        if (context == null) {
            throw new IllegalStateException("the exchange has not begun");
        }
        return context;
    }
}
