package io.github.fleetlogoff.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class RemoteShellTest {

    private static WinRmClient client(SimulatedFleet fleet) {
        return new WinRmClient(fleet.hosts().getFirst(), Fleets.USER, Fleets.PASSWORD);
    }

    @Test
    void runs_a_command_and_gives_output_and_exit_code() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            assertThat(client.run("stdout", "one", "two").out()).isEqualTo("one two");
            assertThat(client.run("stderr", "oops").err()).isEqualTo("oops");
            assertThat(client.run("exit", "7").exitCode()).isEqualTo(7);
            assertThat(client.run("exit", "-1").exitCode()).isEqualTo(4294967295L);
            assertThat(client.run("whoami").out()).isEqualTo(Fleets.USER);
            FleetFigures figures = fleet.figures();
            assertThat(figures.shellsCreated()).isEqualTo(5);
            assertThat(figures.shellsDeleted()).isEqualTo(5);
            assertThat(figures.openShells()).isZero();
            assertThat(figures.requests()).isEqualTo(25);
        }
    }

    @Test
    void hands_the_environment_to_the_command() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            String script = "x".repeat(32_000);
            assertThat(
                            client.run(
                                            Map.of("FLEETLOGOFF_SCRIPT", script),
                                            "env",
                                            List.of("FLEETLOGOFF_SCRIPT"))
                                    .out())
                    .isEqualTo(script);
        }
    }

    @Test
    void splits_a_character_over_two_blocks() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "stdout", "h\u00e9llo").text("CommandId");
            List<byte[]> blocks = blocks(client.receive(shell, command));
            assertThat(blocks.getFirst()).isEqualTo(new byte[] {'h', (byte) 0xc3});
            assertThat(client.run("stdout", "h\u00e9llo").out()).isEqualTo("h\u00e9llo");
        }
    }

    private static List<byte[]> blocks(WinRmClient.Answer answer) {
        NodeList streams = answer.xml().getElementsByTagNameNS("*", "Stream");
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < streams.getLength(); i++) {
            blocks.add(Base64.getDecoder().decode(((Element) streams.item(i)).getTextContent()));
        }
        return blocks;
    }

    @Test
    void spreads_what_an_envelope_does_not_hold_over_several_answers() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            client.maxEnvelopeSize(16_384);
            String text = "0123456789".repeat(5_000);
            WinRmClient.Finished finished = client.run("stdout", text.substring(0, 8_000));
            assertThat(finished.receives()).isEqualTo(1);
            WinRmClient.Finished more = client.run(Map.of("LONG", text), "env", List.of("LONG"));
            assertThat(more.out()).isEqualTo(text);
            assertThat(more.receives()).isGreaterThan(4);
        }
    }

    @Test
    void answers_with_a_timeout_fault_while_there_is_no_output() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            client.operationTimeout("PT0.1S");
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "think", "600000").text("CommandId");
            WinRmClient.Answer answer = client.receive(shell, command);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.faultCode()).isEqualTo("2150858793");
            assertThat(client.delete(shell).status()).isEqualTo(200);
            assertThat(fleet.figures().openShells()).isZero();
        }
    }

    @Test
    void holds_a_receive_until_the_output_is_there() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
        try (SimulatedFleet fleet = fleetAt(now::get);
                WinRmClient client = client(fleet)) {
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "think", "5000").text("CommandId");
            CompletableFuture<WinRmClient.Answer> held =
                    CompletableFuture.supplyAsync(() -> client.receive(shell, command));
            assertThat(held).isNotDone();
            now.updateAndGet(instant -> instant.plusSeconds(6));
            assertThat(held.orTimeout(20, TimeUnit.SECONDS).join().text("ExitCode")).isEqualTo("0");
        }
    }

    private static SimulatedFleet fleetAt(InstantSource clock) {
        return SimulatedFleet.start(
                Fleets.plain(Fleets.spec(List.of("a"), Map.of())).with(clock), EchoComputer::new);
    }

    @Test
    void aborts_a_held_receive_when_the_command_is_ended() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet);
                WinRmClient other = client(fleet)) {
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "think", "600000").text("CommandId");
            client.operationTimeout("PT0.05S");
            assertThat(client.receive(shell, command).faultCode()).isEqualTo("2150858793");
            client.operationTimeout("PT60S");
            long before = fleet.figures().requests();
            CompletableFuture<WinRmClient.Answer> held =
                    CompletableFuture.supplyAsync(() -> client.receive(shell, command));
            Fleets.await(() -> fleet.figures().requests() > before);
            assertThat(other.signal(shell, command).status()).isEqualTo(200);
            assertThat(held.orTimeout(20, TimeUnit.SECONDS).join().faultCode()).isEqualTo("995");
            assertThat(client.receive(shell, command).faultCode()).isEqualTo("2150858843");
        }
    }

    @Test
    void ends_a_shell_that_nobody_uses() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
        try (SimulatedFleet fleet = fleetAt(now::get);
                WinRmClient client = client(fleet)) {
            String shell = client.create(Map.of()).text("ShellId");
            now.updateAndGet(instant -> instant.plusSeconds(40));
            assertThat(client.command(shell, "stdout", "x").status()).isEqualTo(200);
            now.updateAndGet(instant -> instant.plusSeconds(40));
            assertThat(client.command(shell, "stdout", "x").status()).isEqualTo(200);
            Fleets.await(() -> {
                // Again and again: the command may end only after the clock was set, which counts
                // as a use.
                now.updateAndGet(instant -> instant.plus(Duration.ofSeconds(61)));
                return fleet.figures().openShells() == 0;
            });
            assertThat(client.command(shell, "stdout", "x").faultCode()).isEqualTo("2150858843");
        }
    }

    @Test
    void knows_the_codes_of_windows() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            assertThat(client.command("11111111-1111-1111-1111-111111111111", "stdout").faultCode())
                    .isEqualTo("2150858843");
            String shell = client.create(Map.of()).text("ShellId");
            assertThat(client.receive(shell, "11111111-1111-1111-1111-111111111111").faultCode())
                    .isEqualTo("2150858843");
            assertThat(client.receive(shell, "").faultCode()).isEqualTo("87");
            assertThat(client.command(shell, "stdout", "y".repeat(32_768)).faultCode())
                    .isEqualTo("2147942606");
            assertThat(
                            client.send(
                                            "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get",
                                            shell,
                                            "")
                                    .faultCode())
                    .isEqualTo("2150858753");
            String command = client.command(shell, "stdout", "y".repeat(8_192)).text("CommandId");
            assertThat(client.sendInput(shell, command, "eA==").status()).isEqualTo(200);
            assertThat(
                            new String(
                                    blocks(client.receive(shell, command)).getFirst(),
                                    StandardCharsets.US_ASCII))
                    .isEqualTo("The command line is too long.\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "<a/>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header>"
            })
    void answers_what_it_cannot_read_with_a_schema_fault(String body) {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            WinRmClient.Answer answer = client.post(body);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.faultCode()).isIn("2150858817", "2150858811");
        }
    }

    @Test
    void gives_one_user_thirty_shells() {
        try (SimulatedFleet fleet = Fleets.echo("a");
                WinRmClient client = client(fleet)) {
            for (int i = 0; i < 30; i++) {
                assertThat(client.create(Map.of()).status()).isEqualTo(200);
            }
            WinRmClient.Answer last = client.create(Map.of());
            assertThat(last.status()).isEqualTo(500);
            assertThat(last.faultCode()).isEqualTo("2150859173");
            assertThat(fleet.figures().openShells()).isEqualTo(30);
        }
    }

    @Test
    void refuses_a_shell_where_the_account_is_denied() {
        try (SimulatedFleet fleet = Fleets.echoWith("denied");
                WinRmClient client = client(fleet)) {
            assertThat(client.create(Map.of()).faultCode()).isEqualTo("5");
        }
    }

    @Test
    void closes_the_connection_instead_of_answering_where_it_drops() {
        try (SimulatedFleet fleet = Fleets.echoWith("drop");
                WinRmClient client = client(fleet)) {
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "stdout", "x").text("CommandId");
            assertThatThrownBy(() -> client.receive(shell, command))
                    .isInstanceOf(UncheckedIOException.class);
            assertThatThrownBy(() -> client.receive(shell, command))
                    .isInstanceOf(UncheckedIOException.class);
            assertThat(client.delete(shell).status()).isEqualTo(200);
        }
    }

    @Test
    void prints_something_else_where_it_is_garbled() {
        EchoComputer computer = new EchoComputer("A");
        try (SimulatedFleet fleet =
                        SimulatedFleet.start(
                                Fleets.plain(
                                        Fleets.spec(
                                                List.of("a"),
                                                Map.of(
                                                        "garbage",
                                                        new io.github.fleetlogoff.model
                                                                .SimulatorSpec.FaultShare.Named(
                                                                List.of("a"))))),
                                _ -> computer);
                WinRmClient client = client(fleet)) {
            assertThat(client.run("stdout", "answer").out()).isNotEmpty().doesNotContain("answer");
        }
        assertThat(computer.ran()).containsExactly("stdout");
    }

    @Test
    void takes_ten_times_as_long_where_it_is_slow() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-05T08:00:00Z"));
        FleetSettings settings =
                Fleets.plain(
                                Fleets.spec(
                                        List.of("a"),
                                        Map.of(
                                                "slow",
                                                new io.github.fleetlogoff.model.SimulatorSpec
                                                        .FaultShare.Named(List.of("a")))))
                        .with(now::get);
        try (SimulatedFleet fleet = SimulatedFleet.start(settings, EchoComputer::new);
                WinRmClient client = client(fleet)) {
            client.operationTimeout("PT2S");
            String shell = client.create(Map.of()).text("ShellId");
            String command = client.command(shell, "stdout", "x").text("CommandId");
            long before = fleet.figures().requests();
            CompletableFuture<WinRmClient.Answer> early =
                    CompletableFuture.supplyAsync(() -> client.receive(shell, command));
            Fleets.await(() -> fleet.figures().requests() > before);
            now.updateAndGet(instant -> instant.plusMillis(2_900));
            assertThat(early.orTimeout(20, TimeUnit.SECONDS).join().faultCode())
                    .isEqualTo("2150858793");
            now.updateAndGet(instant -> instant.plusMillis(200));
            assertThat(client.receive(shell, command).text("ExitCode")).isEqualTo("0");
        }
    }
}
