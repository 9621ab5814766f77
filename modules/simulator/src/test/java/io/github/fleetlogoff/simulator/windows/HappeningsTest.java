package io.github.fleetlogoff.simulator.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.simulator.windows.SessionTruth.EndedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HappeningsTest {
    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");
    private static final String LIST = "{\"v\":1,\"action\":\"list\"}";

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    private List<SimulatedComputer> computers(int hosts, String... words) {
        Map<String, FaultShare> faults =
                Stream.of(words)
                        .collect(
                                Collectors.toMap(
                                        word -> word,
                                        _ ->
                                                new FaultShare.Named(
                                                        Fleets.spec(
                                                                        hosts,
                                                                        1,
                                                                        List.of("en"),
                                                                        Map.of())
                                                                .hosts())));
        return Fleets.computers(Fleets.spec(hosts, 1, List.of("en", "de"), faults), now::get);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private static List<JsonNode> sessions(SimulatedComputer computer) {
        List<JsonNode> sessions = new ArrayList<>();
        Fleets.script(computer, LIST).json().get("sessions").forEach(sessions::add);
        return sessions;
    }

    private static JsonNode jdoe(SimulatedComputer computer) {
        return sessions(computer).stream()
                .filter(each -> each.get("user").asText().equals("jdoe"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothing_happens_before_the_second_conversation() {
        for (String word : List.of("came-back", "new-logon", "id-reuse", "leaves", "restless")) {
            for (SimulatedComputer computer : computers(10, word)) {
                List<SessionTruth> before = computer.truth();
                sessions(computer);
                assertThat(computer.truth()).isEqualTo(before);
                assertThat(computer.conversations()).isEqualTo(1);
            }
        }
    }

    @Test
    void who_came_back_is_active_in_the_same_logon() {
        for (SimulatedComputer computer : computers(20, "came-back")) {
            JsonNode before = jdoe(computer);
            JsonNode after = jdoe(computer);
            assertThat(after.get("state").asText()).isEqualTo("active");
            assertThat(after.get("idleSeconds").asInt()).isZero();
            for (String same : List.of("id", "user", "logonTime")) {
                assertThat(after.get(same)).isEqualTo(before.get(same));
            }
            pass(Duration.ofHours(2));
            assertThat(jdoe(computer).get("idleSeconds").asInt()).isZero();
        }
    }

    @Test
    void a_new_logon_has_the_id_and_another_time() {
        for (SimulatedComputer computer : computers(20, "new-logon")) {
            JsonNode before = jdoe(computer);
            JsonNode after = jdoe(computer);
            assertThat(after.get("id")).isEqualTo(before.get("id"));
            assertThat(after.get("logonTime")).isNotEqualTo(before.get("logonTime"));
            SessionTruth left = first(computer, before);
            assertThat(left.present()).isFalse();
            assertThat(left.endedBy()).isNull();
            assertThat(left.endedAt()).isEqualTo(START);
        }
    }

    private static SessionTruth first(SimulatedComputer computer, JsonNode session) {
        return computer.truth().stream()
                .filter(each -> each.id() == session.get("id").asInt())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_id_that_is_used_again_belongs_to_somebody_else() {
        for (SimulatedComputer computer : computers(20, "id-reuse")) {
            JsonNode before = jdoe(computer);
            JsonNode after =
                    sessions(computer).stream()
                            .filter(each -> each.get("id").equals(before.get("id")))
                            .findFirst()
                            .orElseThrow();
            assertThat(after.get("user").asText()).startsWith("stranger");
        }
    }

    @Test
    void who_leaves_is_gone_and_nothing_ended_the_session() {
        for (SimulatedComputer computer : computers(20, "leaves@3")) {
            assertThat(sessions(computer)).isNotEmpty().isEqualTo(sessions(computer));
            assertThat(sessions(computer)).isEmpty();
            assertThat(computer.truth())
                    .filteredOn(each -> each.user() != null)
                    .allSatisfy(each -> {
                        assertThat(each.present()).isFalse();
                        assertThat(each.endedBy()).isNull();
                        assertThat(each.logoffCalls()).isZero();
                    });
        }
    }

    @Test
    void who_disconnects_keeps_the_session_without_a_name() {
        for (SimulatedComputer computer : computers(20, "disconnects")) {
            JsonNode before = jdoe(computer);
            JsonNode after = jdoe(computer);
            assertThat(after.get("state").asText()).isEqualTo("disconnected");
            assertThat(after.get("sessionName").isNull()).isTrue();
            assertThat(after.get("logonTime")).isEqualTo(before.get("logonTime"));
        }
    }

    @Test
    void several_things_happen_one_after_another() {
        SimulatedComputer computer =
                computers(1, "came-back@2", "new-logon@3", "leaves@4").getFirst();
        JsonNode first = jdoe(computer);
        assertThat(jdoe(computer).get("logonTime")).isEqualTo(first.get("logonTime"));
        assertThat(jdoe(computer).get("logonTime")).isNotEqualTo(first.get("logonTime"));
        assertThat(sessions(computer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void restless_users_do_all_of_it_and_no_two_logons_are_the_same(int rounds) {
        List<List<SessionTruth>> truths = new ArrayList<>();
        for (int twice = 0; twice < 2; twice++) {
            List<SimulatedComputer> computers = computers(60, "restless");
            for (int round = 0; round <= rounds; round++) {
                computers.forEach(HappeningsTest::sessions);
            }
            truths.add(computers.stream().flatMap(each -> each.truth().stream()).toList());
            for (SimulatedComputer computer : computers) {
                assertThat(computer.truth())
                        .filteredOn(each -> each.user() != null)
                        .extracting(SessionTruth::id, SessionTruth::user, SessionTruth::logonTime)
                        .doesNotHaveDuplicates();
                assertThat(computer.truth().stream().filter(SessionTruth::present))
                        .extracting(SessionTruth::id)
                        .doesNotHaveDuplicates();
            }
        }
        assertThat(truths.getFirst()).isEqualTo(truths.getLast());
        assertThat(truths.getFirst())
                .anyMatch(each -> Objects.toString(each.user(), "").startsWith("stranger"))
                .anyMatch(each -> each.user() != null && !each.present())
                .anyMatch(each -> each.user() != null && each.present());
    }

    @Test
    void idle_times_go_on_and_those_at_work_stay_at_work() {
        List<SimulatedComputer> computers = computers(40);
        List<List<JsonNode>> before = computers.stream().map(HappeningsTest::sessions).toList();
        pass(Duration.ofMinutes(90).plusSeconds(59));
        int idle = 0;
        for (int i = 0; i < computers.size(); i++) {
            List<JsonNode> after = sessions(computers.get(i));
            for (int s = 0; s < after.size(); s++) {
                JsonNode was = before.get(i).get(s).get("idleSeconds");
                JsonNode is = after.get(s).get("idleSeconds");
                if (was.isNull() || was.asInt() == 0) {
                    assertThat(is).isEqualTo(was);
                } else {
                    idle++;
                    assertThat(is.asInt()).isEqualTo(was.asInt() + 90 * 60);
                }
            }
        }
        assertThat(idle).isPositive();
    }

    @Test
    void warnings_and_ends_have_their_time() {
        SimulatedComputer computer = computers(1, "stuck").getFirst();
        String warn =
                "{\"v\":1,\"action\":\"warn\",\"users\":[\"jdoe\"],\"warnText\":\"Save\",\"warnSeconds\":60}";
        assertThat(Fleets.script(computer, warn).outcome("jdoe")).isEqualTo("warned");
        pass(Duration.ofMinutes(15));
        String reset =
                "{\"v\":1,\"action\":\"logoff\",\"users\":[\"jdoe\"],\"verifySeconds\":3,\"resetStuck\":true}";
        assertThat(Fleets.script(computer, reset).outcome("jdoe")).isEqualTo("reset");
        assertThat(computer.truth())
                .filteredOn(each -> "jdoe".equals(each.user()))
                .allSatisfy(each -> {
                    assertThat(each.warnings()).isEqualTo(1);
                    assertThat(each.warnedAt()).isEqualTo(START);
                    assertThat(each.endedBy()).isEqualTo(EndedBy.RESET);
                    assertThat(each.endedAt()).isEqualTo(START.plus(Duration.ofMinutes(15)));
                });
    }

    @Test
    void a_twin_is_another_name_of_a_computer_that_there_is() {
        Map<String, FaultShare> faults =
                Map.of("twin", new FaultShare.Named(List.of("ws2", "ws1.other.example.com")));
        List<SimulatedComputer> computers =
                Fleets.computers(
                        new SimulatorSpec(
                                List.of("ws1.example.com", "ws2", "ws3", "ws1.other.example.com"),
                                1,
                                Fleets.THINK,
                                List.of("en"),
                                faults));
        assertThat(computers.get(1)).isSameAs(computers.get(0));
        assertThat(computers.get(3)).isSameAs(computers.get(0));
        assertThat(computers.get(2).name()).isEqualTo("WS3");
    }
}
