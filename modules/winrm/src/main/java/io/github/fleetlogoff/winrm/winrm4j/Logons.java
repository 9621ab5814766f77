package io.github.fleetlogoff.winrm.winrm4j;

import io.cloudsoft.winrm4j.client.ntlm.NTCredentialsWithEncryption;
import io.github.fleetlogoff.model.Credential;
import java.security.Principal;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.jspecify.annotations.Nullable;

/// The credentials objects of Apache HttpClient, each bound to one conversation's connections.
final class Logons {
    private Logons() {}

    /// NTLM, with the session keys of the connection that is logged on.
    static NTCredentialsWithEncryption ntlm(Credential credential, ConnectionOwner owner) {
        return credential
                .password()
                .use(password -> new Ntlm(credential, new String(password), owner));
    }

    /// Names the owner of a connection on which every request carries its own Basic header.
    static UsernamePasswordCredentials none(ConnectionOwner owner) {
        return new Nobody(owner);
    }

    private static @Nullable String domain(Credential credential) {
        return credential.domain().isEmpty() ? null : credential.domain();
    }

    private static final class Ntlm extends NTCredentialsWithEncryption {
        private static final long serialVersionUID = 1L;
        private final transient ConnectionOwner owner;

        Ntlm(Credential credential, String password, ConnectionOwner owner) {
            super(credential.user(), password, null, domain(credential));
            this.owner = owner;
        }

        @Override
        public Principal getUserPrincipal() {
            return owner;
        }
    }

    private static final class Nobody extends UsernamePasswordCredentials {
        private static final long serialVersionUID = 1L;
        private final transient ConnectionOwner owner;

        Nobody(ConnectionOwner owner) {
            super("-", "");
            this.owner = owner;
        }

        @Override
        public Principal getUserPrincipal() {
            return owner;
        }
    }
}
