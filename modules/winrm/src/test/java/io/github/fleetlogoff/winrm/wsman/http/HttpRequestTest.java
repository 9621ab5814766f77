package io.github.fleetlogoff.winrm.wsman.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpRequestTest {

    @Test
    void shows_nothing_of_what_logs_on() {
        HttpRequest request =
                new HttpRequest(
                        Optional.of("Basic T1BTOnNlY3JldA=="), "text/plain", List.of(new byte[3]));
        assertThat(request).hasToString("HttpRequest[text/plain, 1 parts]");
    }
}
