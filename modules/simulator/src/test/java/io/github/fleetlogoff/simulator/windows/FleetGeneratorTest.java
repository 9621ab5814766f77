package io.github.fleetlogoff.simulator.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.simulator.FaultWords;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FleetGeneratorTest {

    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "ru", "ja", "zh-CN");

    @Test
    void the_same_seed_gives_the_same_fleet_and_another_another() {
        assertThat(truths(7)).isEqualTo(truths(7)).isNotEqualTo(truths(8));
    }

    @Test
    void languages_are_dealt_out_in_turn() {
        List<SimulatedComputer> fleet =
                Fleets.computers(Fleets.spec(6, 1, List.of("en", "de", "zh-cn"), Map.of()));
        assertThat(fleet)
                .extracting(SimulatedComputer::language)
                .containsExactly(
                        Language.ENGLISH,
                        Language.GERMAN,
                        Language.CHINESE,
                        Language.ENGLISH,
                        Language.GERMAN,
                        Language.CHINESE);
    }

    @Test
    void an_unknown_language_names_the_nearest() {
        assertThatThrownBy(() -> Fleets.computers(Fleets.spec(1, 1, List.of("zh-CM"), Map.of())))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("did you mean 'zh-CN'?");
    }

    @Test
    void a_fleet_is_as_busy_as_it_should_be() {
        List<SimulatedComputer> fleet = Fleets.computers(Fleets.spec(2000, 5, LANGUAGES, Map.of()));
        assertThat(share(fleet, each -> has(each, session -> "jdoe".equals(session.user()))))
                .isBetween(0.21, 0.29);
        assertThat(share(fleet, each -> users(each) == 0)).isBetween(0.01, 0.12);
        assertThat(
                        share(
                                fleet,
                                each ->
                                        has(
                                                each,
                                                session ->
                                                        session.id() == 1
                                                                && session.user() != null)))
                .isBetween(0.3, 0.5);
        assertThat(
                        share(
                                fleet,
                                each ->
                                        has(
                                                each,
                                                session ->
                                                        session.id() > 1
                                                                && session.user() == null)))
                .isBetween(0.01, 0.12);
        assertThat(
                        fleet.stream()
                                .mapToLong(each ->
                                        each.truth().stream()
                                                .filter(session ->
                                                        session.id() > 1 && session.user() != null)
                                                .count())
                                .summaryStatistics())
                .satisfies(others -> {
                    assertThat(others.getAverage()).isBetween(2.0, 3.0);
                    assertThat(others.getMin()).isZero();
                    assertThat(others.getMax()).isEqualTo(5);
                });
    }

    @Test
    void every_session_is_one_of_its_own_and_is_read_by_the_script() {
        for (SimulatedComputer computer :
                Fleets.computers(Fleets.spec(400, 9, LANGUAGES, Map.of()))) {
            List<SessionTruth> truth = computer.truth();
            assertThat(truth.stream().map(SessionTruth::id).distinct()).hasSameSizeAs(truth);
            Fleets.Answered answered =
                    Fleets.script(computer, "{\"v\":1,\"action\":\"list\",\"detail\":true}");
            assertThat(answered.json().get("error").isNull()).isTrue();
            for (SessionTruth session : truth) {
                assertThat(answered.json().get("sessions"))
                        .anySatisfy(row -> {
                            assertThat(row.get("id").asInt()).isEqualTo(session.id());
                            assertThat(row.get("user").asText())
                                    .isEqualTo(session.user() == null ? "" : session.user());
                            assertThat(row.get("logonTime").asText(null))
                                    .isEqualTo(session.logonTime());
                        });
            }
        }
    }

    @Test
    void whoever_is_on_anywhere_can_be_logged_off_in_every_language() {
        String everybody =
                "{\"v\":1,\"action\":\"logoff\",\"userGlobs\":[\"*\"],\"includeConsole\":true,\"verifySeconds\":3}";
        for (SimulatedComputer computer :
                Fleets.computers(Fleets.spec(200, 4, LANGUAGES, Map.of()))) {
            int exit = users(computer) == 0 ? 2 : 0;
            assertThat(Fleets.script(computer, everybody).reply().exitCode()).isEqualTo(exit);
            assertThat(computer.truth())
                    .allSatisfy(session ->
                            assertThat(session.present()).isEqualTo(session.user() == null));
        }
    }

    @Test
    void a_computer_is_named_after_its_host() {
        assertThat(FleetGenerator.computerName("sim-00001.example.com")).isEqualTo("SIM-00001");
        assertThat(FleetGenerator.computerName("a-very-long-host-name"))
                .isEqualTo("A-VERY-LONG-HOS");
    }

    @Test
    void every_host_that_goes_wrong_has_jdoe_beside_the_console() {
        for (HostBehaviour behaviour : HostBehaviour.values()) {
            SimulatorSpec spec =
                    Fleets.spec(
                            50, 2, LANGUAGES, Map.of(behaviour.word(), new FaultShare.Fraction(1)));
            assertThat(Fleets.computers(spec))
                    .allSatisfy(computer -> {
                        assertThat(computer.behaviour()).contains(behaviour);
                        assertThat(
                                        has(
                                                computer,
                                                session ->
                                                        session.id() > 1
                                                                && "jdoe".equals(session.user())))
                                .isTrue();
                    });
        }
    }

    @Test
    void shares_of_faults_fall_on_different_hosts() {
        SimulatorSpec spec =
                Fleets.spec(
                        100,
                        1,
                        LANGUAGES,
                        Map.of(
                                "dead", new FaultShare.Fraction(0.1),
                                "lying", new FaultShare.Fraction(0.05),
                                "slow", new FaultShare.Named(List.of("sim-00003.example.com")),
                                "stuck", new FaultShare.Named(List.of("sim-00003.example.com"))));
        FaultDeal deal = FaultDeal.of(spec);
        assertThat(deal.words("sim-00003.example.com")).containsExactly("slow", "stuck");
        assertThat(spec.hosts().stream().filter(host -> deal.words(host).equals(Set.of("dead"))))
                .hasSize(10);
        assertThat(spec.hosts().stream().filter(host -> deal.words(host).equals(Set.of("lying"))))
                .hasSize(5);
        assertThat(spec.hosts().stream().filter(host -> !deal.words(host).isEmpty())).hasSize(16);
        assertThat(Fleets.computers(spec).stream().filter(each -> each.behaviour().isPresent()))
                .hasSize(6);
    }

    @Test
    void a_fault_of_a_host_that_is_not_there_is_an_error() {
        SimulatorSpec spec =
                Fleets.spec(
                        2, 1, LANGUAGES, Map.of("dead", new FaultShare.Named(List.of("nowhere"))));
        assertThatThrownBy(() -> FaultDeal.of(spec))
                .isInstanceOf(FleetException.class)
                .hasMessage("fault 'dead' names 'nowhere', which is no simulated host");
    }

    @Test
    void the_words_are_those_of_the_inventory() {
        assertThat(HostBehaviour.words())
                .containsExactly(
                        "back",
                        "gone-silent",
                        "hanging",
                        "lying",
                        "not-elevated",
                        "refusing",
                        "slow-logoff",
                        "stuck",
                        "wrong-host");
    }

    private static List<List<SessionTruth>> truths(long seed) {
        return Fleets.computers(Fleets.spec(50, seed, LANGUAGES, Map.of())).stream()
                .map(SimulatedComputer::truth)
                .toList();
    }

    private static long users(SimulatedComputer computer) {
        return computer.truth().stream().filter(session -> session.user() != null).count();
    }

    private static boolean has(SimulatedComputer computer, Predicate<SessionTruth> what) {
        return computer.truth().stream().anyMatch(what);
    }

    private static double share(List<SimulatedComputer> fleet, Predicate<SimulatedComputer> what) {
        return (double) fleet.stream().filter(what).count() / fleet.size();
    }

    @Test
    void an_inventory_may_ask_for_every_language_and_fault_there_is() {
        assertThat(SimulatorSpec.LANGUAGES)
                .containsExactlyElementsOf(
                        Arrays.stream(Language.values()).map(Language::tag).toList());
        assertThat(SimulatorSpec.FAULTS).containsExactlyInAnyOrderElementsOf(FaultWords.all());
    }
}
