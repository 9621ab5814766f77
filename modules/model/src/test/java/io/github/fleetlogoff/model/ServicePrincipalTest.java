package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicePrincipalTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "1.2.3.4", "999.999.999.999", "2001:db8::1", "fe80::1%5"})
    void an_address_is_no_name_of_a_computer(String address) {
        assertThat(ServicePrincipal.isAddress(address)).isTrue();
        assertThat(host(address).expectedComputerName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pc-0001",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                "1..2.3",
                ".1.2.3",
                "1.2.3.1234",
                "1.2.3.x",
                "192.0.2.1.example.com",
                "\u0661.2.3.4"
            })
    void what_is_not_four_groups_of_digits_is_a_name(String name) {
        assertThat(ServicePrincipal.isAddress(name)).isFalse();
        assertThat(host(name).expectedComputerName()).isPresent();
    }

    private static Host host(String name) {
        return Host.of(name, new Connection("h", 5985, null, AuthScheme.NEGOTIATE, null));
    }
}
