package io.github.fleetlogoff.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Connection HOST =
            new Connection("h", 5985, null, AuthScheme.NEGOTIATE, null);

    @ParameterizedTest
    @CsvSource({
        "winrs, true, false",
        "WinRS, true, false",
        "Microsoft.PowerShell, false, true",
        "microsoft.powershell32, false, true",
        "PowerShell.7, false, true",
        "FleetLogoff, false, false",
        "PowerShellish, false, false",
    })
    void its_name_says_what_it_runs(String name, boolean winrs, boolean scripts) {
        assertThat(new Endpoint(name).isWinrs()).isEqualTo(winrs);
        assertThat(new Endpoint(name).takesScripts()).isEqualTo(scripts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "ä", "a?b", "-a", "a<b"})
    void a_name_that_cannot_stand_in_a_uri_is_none(String name) {
        assertThat(Endpoint.isName(name)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(name));
    }

    @Test
    void wsman_speaks_to_a_host_where_nobody_chose() {
        Connection through = HOST.withEndpoint(new Endpoint("FleetLogoff"));
        assertThat(HOST.speaker()).isEqualTo(Engine.WSMAN);
        assertThat(through.speaker()).isEqualTo(Engine.WSMAN);
        assertThat(through.withEngine(Engine.WINRM4J).speaker()).isEqualTo(Engine.WINRM4J);
    }
}
