package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SitePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SitePolicyFileTest {
    @TempDir Path folder;

    @Test
    void a_policy_says_what_no_run_may_do() {
        SitePolicy policy =
                SitePolicyFile.parse(
                        """
                        protected: {users: [CORP\\boss, "svc-*"], hosts: ["dc[1-2]", "@servers"]}
                        maxLogoffs: 500, 20%
                        warning: {leastGrace: 5m}
                        blackout: not 06:00-20:00 on mon-fri
                        zone: Europe/Berlin
                        """,
                        "policy.yaml");

        assertThat(policy.users().users()).containsExactly("CORP\\boss");
        assertThat(policy.users().globs()).containsExactly("svc-*");
        assertThat(policy.hosts()).containsExactly("dc[1-2]", "@servers");
        assertThat(policy.maxLogoffs()).isEqualTo(Ceiling.parse("500,20%"));
        assertThat(policy.leastGrace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.blackout().windows().getFirst().text())
                .isEqualTo("not 06:00-20:00 on mon-fri Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "warning: {required: true}|PT1S",
                "warning: {required: false}|none",
                "warning: {leastGrace: 10m}|PT10M",
                "warning: {}|PT1S",
                "maxLogoffs: 1|none"
            })
    void a_warning_is_required_where_it_is_spoken_of(
            String text, @org.jspecify.annotations.Nullable Duration grace) {
        assertThat(SitePolicyFile.parse(text, "p").leastGrace()).isEqualTo(grace);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|p.yaml is empty; a site policy has keys like 'protected'",
                "protect: {}|p.yaml:1:1: unknown key 'protect'; did you mean 'protected'?",
                "protected: {user: a}|p.yaml:1:13: protected: unknown key 'user'; did you mean 'users'?",
                "protected: {users: ['CORP\\a*']}|p.yaml:1:21: protected: users: the pattern 'CORP\\a*' has a domain",
                "protected: {hosts: ['a[1']}|p.yaml:1:21: protected: hosts: ",
                "maxLogoffs: 120%|p.yaml:1:13: maxLogoffs: '120%' is neither a number",
                "warning: {required: false, leastGrace: 5m}|p.yaml:1:10: warning: a least grace goes with a warning that is required",
                "warning: {leastGrace: 2d}|p.yaml:1:23: warning: leastGrace: it is from 1s to 24h",
                "blackout: not now UTC|p.yaml:1:11: blackout 'not now UTC': 'now' is no time of day"
            })
    void says_what_is_wrong_where_and_what_to_write(String text, String message) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> SitePolicyFile.parse(text, "p.yaml"))
                .withMessageStartingWith(message);
    }

    @Test
    void the_variable_adds_to_the_policy_of_the_site_and_takes_nothing_back() throws IOException {
        Path site = policy("site.yaml", "maxLogoffs: 10\nprotected: {users: boss}\n");
        Path other = policy("other.yaml", "maxLogoffs: 500\nprotected: {users: chief}\n");

        SitePolicy both = SitePolicyFile.inForce(site, Optional.of(other.toString()));

        assertThat(both.maxLogoffs()).isEqualTo(Ceiling.parse("10"));
        assertThat(both.users().users()).containsExactly("boss", "chief");
        assertThat(SitePolicyFile.inForce(site, Optional.of(" ")))
                .isEqualTo(SitePolicyFile.load(site));
    }

    @Test
    void a_site_without_a_policy_has_none_and_a_named_one_must_be_there() {
        Path none = folder.resolve("none.yaml");

        assertThat(SitePolicyFile.inForce(none, Optional.empty())).isEqualTo(SitePolicy.NONE);
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> SitePolicyFile.inForce(none, Optional.of(none.toString())))
                .withMessage("there is no site policy " + none + "; name an existing file");
    }

    @ParameterizedTest
    @CsvSource({
        "dc1, dc1.corp.example.com hidden",
        "dc1.corp.example.com, dc1.corp.example.com hidden",
        "DC*, dc1.corp.example.com hidden",
        "192.0.2.7, kiosk",
        "KIOSK7, kiosk",
        "@servers, hidden",
        "@site:BERLIN, kiosk",
        "@room=2.14, kiosk",
        "@all, dc1.corp.example.com hidden kiosk ws1",
        "'ws[1-9]', ws1",
        "'nosuch[1-9]', ''",
        "@nosuch, ''",
        "192, ''"
    })
    void a_host_is_spared_under_every_name_it_has(String pattern, String names) {
        Inventory inventory =
                Inventory.parse(
                        """
                        hosts:
                          dc1.corp.example.com:
                          hidden: {address: dc1.corp.example.com}
                          kiosk: {address: 192.0.2.7, computerName: KIOSK7, site: berlin, labels: {room: "2.14"}}
                          ws1:
                        groups:
                          servers: {hosts: [hidden]}
                        """,
                        "hosts.yaml",
                        folder);

        Spared spared = inventory.spare(inventory.hosts(), List.of(pattern), false);

        assertThat(String.join(" ", spared.spared().stream().map(Host::name).toList()))
                .isEqualTo(names);
        assertThat(spared.worked()).hasSize(4 - spared.spared().size());
        assertThat(spared.unmatched()).isEqualTo(names.isEmpty() ? List.of(pattern) : List.of());
    }

    private Path policy(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
