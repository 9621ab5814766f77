package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NameResolverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void asks_once_for_a_name() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (NameResolver resolver =
                new NameResolver(_ -> {
                    asked.incrementAndGet();
                    return List.of(LOOPBACK);
                })) {
            for (int i = 0; i < 3; i++) {
                assertThat(resolver.resolve("ws1.example.com", PATIENCE)).containsExactly(LOOPBACK);
            }
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void asks_again_for_a_name_that_was_not_found() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (NameResolver resolver =
                new NameResolver(name -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new UnknownHostException(name);
                    }
                    return List.of(LOOPBACK);
                })) {
            assertThatThrownBy(() -> resolver.resolve("ws1", PATIENCE))
                    .isInstanceOf(UnknownHostException.class);
            assertThat(resolver.resolve("ws1", PATIENCE)).containsExactly(LOOPBACK);
        }
    }

    @Test
    void takes_an_address_for_what_it_is() throws Exception {
        try (NameResolver resolver =
                new NameResolver(name -> {
                    throw new UnknownHostException(name);
                })) {
            assertThat(resolver.resolve("192.0.2.7", PATIENCE))
                    .containsExactly(InetAddress.ofLiteral("192.0.2.7"));
            assertThat(resolver.resolve("::1", PATIENCE))
                    .containsExactly(InetAddress.ofLiteral("::1"));
        }
    }

    @Test
    void waits_no_longer_than_it_may() {
        CountDownLatch never = new CountDownLatch(1);
        try (NameResolver resolver =
                new NameResolver(name -> {
                    try {
                        never.await();
                    } catch (InterruptedException closed) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(name);
                })) {
            assertThatThrownBy(() -> resolver.resolve("slow", Duration.ofMillis(20)))
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("20 ms");
        }
    }
}
