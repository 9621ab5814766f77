package io.github.fleetlogoff.winrm.wsman.logon;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/// A ticket-granting ticket. Immutable, thread-safe.
///
/// @param subject holds it and nothing else, read-only
/// @param renewFrom from when on a new one is to be fetched
record GrantingTicket(Subject subject, Instant renewFrom, Instant end) {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /// Asks the key distribution centre, or reads the cache.
    static GrantingTicket fetch(KerberosSource source) throws LoginException {
        Subject filled = new Subject();
        LoginContext login =
                new LoginContext(
                        "fleet-logoff", filled, new PasswordHandler(source), new Module(source));
        login(login, source);
        for (KerberosTicket ticket : filled.getPrivateCredentials(KerberosTicket.class)) {
            if (ticket.getServer().getName().startsWith("krbtgt/")) {
                return of(filled, ticket);
            }
        }
        throw new LoginException("the login gave no ticket-granting ticket");
    }

    /// The module falls back to asking for a password where a file holds nothing for the account,
    /// and is not let: its own words for that help nobody.
    private static void login(LoginContext login, KerberosSource source) throws LoginException {
        try {
            login.login();
        } catch (LoginException e) {
            if (e.getCause() == null) {
                Optional<String> missing = source.missing();
                if (missing.isPresent()) {
                    throw new LoginException(missing.get());
                }
            }
            throw e;
        }
    }

    private static GrantingTicket of(Subject filled, KerberosTicket ticket) {
        Instant end = ticket.getEndTime().toInstant();
        Instant start =
                ticket.getStartTime() == null
                        ? ticket.getAuthTime().toInstant()
                        : ticket.getStartTime().toInstant();
        Duration tenth = Duration.between(start, end).dividedBy(10);
        Subject subject = new Subject(true, filled.getPrincipals(), Set.of(), Set.of(ticket));
        return new GrantingTicket(
                subject, end.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN), end);
    }

    void destroy() {
        for (KerberosTicket ticket : subject.getPrivateCredentials(KerberosTicket.class)) {
            try {
                ticket.destroy();
            } catch (DestroyFailedException e) {
                throw new IllegalStateException("a ticket cannot be destroyed", e);
            }
        }
    }

    /// The options of the module, which a file holds elsewhere.
    private static final class Module extends Configuration {
        private final Map<String, String> options = new HashMap<>();

        Module(KerberosSource source) throws LoginException {
            options.put("isInitiator", "true");
            options.put("refreshKrb5Config", "true");
            switch (source) {
                case KerberosSource.Password(var credential) -> {
                    options.put("principal", KerberosAccount.principal(credential));
                    options.put("useTicketCache", "false");
                }
                case KerberosSource.Keytab(var file, var account) -> {
                    options.put("principal", KerberosAccount.principal(account));
                    options.put("useKeyTab", "true");
                    options.put("keyTab", file.toAbsolutePath().toString());
                    options.put("doNotPrompt", "true");
                }
                case KerberosSource.TicketCache(var file, var account) -> {
                    options.put("principal", KerberosAccount.principal(account));
                    options.put("useTicketCache", "true");
                    options.put("doNotPrompt", "true");
                    file.ifPresent(path -> options.put("ticketCache", path.toString()));
                }
            }
        }

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
            };
        }
    }

    private record PasswordHandler(KerberosSource source) implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof PasswordCallback asked
                        && source instanceof KerberosSource.Password(var credential)) {
                    credential
                            .password()
                            .use(password -> {
                                asked.setPassword(password);
                                return password.length;
                            });
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        }
    }
}
