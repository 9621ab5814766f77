package io.github.fleetlogoff.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Host;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Protected hosts that stand in the inventory under other names too.
class SparedTest {
    private static final Inventory INVENTORY =
            Inventory.parse(
                    """
                    hosts:
                      192.0.2.7: {}
                      dc01: {address: 192.0.2.7, labels: {tier: "0"}}
                      old: {address: 192.0.2.7}
                      door: {address: 192.0.2.7, port: 15985}
                      screen: {address: Screens.example.com, computerName: any, labels: {tier: "1"}}
                      kiosk: {address: screens.example.com}
                      192.0.2.9: {}
                    """,
                    "hosts.yaml",
                    Path.of(""));

    @ParameterizedTest
    @CsvSource({
        "dc01, 192.0.2.7 dc01",
        "@tier=0, 192.0.2.7 dc01",
        "old, 192.0.2.7 old",
        "@tier=1, screen kiosk",
        "kiosk, screen kiosk",
        "door, door"
    })
    void another_name_of_its_address_and_port_is_spared_where_nothing_would_tell_the_two_apart(
            String pattern, String names) {
        assertThat(spared(INVENTORY.hosts(), pattern, false)).isEqualTo(names);
    }

    @Test
    void where_no_computers_name_is_checked_every_name_of_its_address_is_spared() {
        assertThat(spared(INVENTORY.hosts(), "dc01", true)).isEqualTo("192.0.2.7 dc01 old");
    }

    @Test
    void another_name_is_spared_where_the_protected_one_was_not_chosen() {
        List<Host> chosen =
                INVENTORY.hosts().stream().filter(host -> !host.name().equals("dc01")).toList();

        assertThat(spared(chosen, "dc01", false)).isEqualTo("192.0.2.7");
    }

    private static String spared(List<Host> chosen, String pattern, boolean anyComputer) {
        Spared spared = INVENTORY.spare(chosen, List.of(pattern), anyComputer);
        assertThat(spared.worked()).hasSize(chosen.size() - spared.spared().size());
        assertThat(spared.unmatched()).isEmpty();
        return String.join(" ", spared.spared().stream().map(Host::name).toList());
    }
}
