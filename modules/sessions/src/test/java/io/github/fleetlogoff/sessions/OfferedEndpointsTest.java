package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.sessions.OfferedEndpoints.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is said of the endpoint that is set where it did not say whether it opens.
class OfferedEndpointsTest {
    private static final Endpoint JEA = new Endpoint("FleetLogoff");

    private static Finding verdict(Endpoint own, Endpoint offered) {
        Host host =
                Host.of(
                        "h",
                        new Connection("127.0.0.1", 5985, null, AuthScheme.NTLM, "c")
                                .withEndpoint(own));
        OfferedEndpoints endpoints = new OfferedEndpoints(List.of());
        return OfferedEndpoints.verdict(
                host,
                endpoints.advice(
                        host,
                        Map.of(
                                own,
                                new Told(Offer.UNKNOWN, "busy"),
                                offered,
                                new Told(Offer.OFFERED, ""))));
    }

    @Test
    void one_that_takes_more_right_is_not_advised() {
        assertThat(verdict(JEA, Endpoint.WINRS))
                .isEqualTo(
                        Finding.notChecked(
                                Check.ENDPOINT, "cannot tell of FleetLogoff; winrs is offered"));
    }

    @Test
    void one_that_takes_less_right_is() {
        Finding finding = verdict(Endpoint.WINRS, JEA);

        assertThat(finding.text()).isEqualTo("use FleetLogoff");
        assertThat(finding.toString()).contains("set endpoint: FleetLogoff");
    }
}
