package io.github.fleetlogoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.Tls;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a run says on stderr of protections that are off, and of what it may have left behind.
class WarningsTest {
    private static final Tls CHECKED = new Tls(null, false);
    private static final Tls UNCHECKED = new Tls(null, true);

    private final ConnectionOptions options = new ConnectionOptions();

    private static Host host(String name, AuthScheme auth, @Nullable Tls tls) {
        return Host.of(name, new Connection(name, 5985, tls, auth, "ops"));
    }

    @Test
    void says_nothing_where_all_protections_are_on() {
        options.allowUnencrypted.set(true);
        assertThat(
                        options.warnings(
                                List.of(
                                        host("a", AuthScheme.BASIC, CHECKED),
                                        host("b", AuthScheme.NTLM, null))))
                .isEmpty();
    }

    @Test
    void counts_the_hosts_whose_certificates_nobody_checks() {
        assertThat(
                        options.warnings(
                                List.of(
                                        host("a", AuthScheme.NTLM, UNCHECKED),
                                        host("b", AuthScheme.BASIC, UNCHECKED),
                                        host("c", AuthScheme.NTLM, CHECKED))))
                .containsExactly(
                        "fleet-logoff: warning: on 2 hosts no certificate is checked: anybody in"
                                + " between can take their place");
    }

    @Test
    void counts_the_hosts_that_show_the_password_where_that_is_allowed() {
        List<Host> hosts = List.of(host("a", AuthScheme.BASIC, null));
        assertThat(options.warnings(hosts)).isEmpty();
        options.allowUnencrypted.set(true);
        assertThat(options.warnings(hosts))
                .containsExactly(
                        "fleet-logoff: warning: on 1 host the password goes over the network in clear"
                                + " text (Basic without TLS)");
    }

    @Test
    void counts_the_shells_that_may_be_left() {
        assertThat(RunAtWork.leftBehind(0)).isEmpty();
        assertThat(RunAtWork.leftBehind(1))
                .contains(
                        "fleet-logoff: 1 shell may be left on hosts; they end them after at most 3"
                                + " idle minutes");
        assertThat(RunAtWork.leftBehind(7)).get().asString().contains("7 shells");
    }
}
