package io.github.fleetlogoff.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Blackout;
import io.github.fleetlogoff.model.BlackoutWindow;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.ChangeFactor;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostOutcome;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.PlannedSession;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.Selector;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.SessionOutcome;
import io.github.fleetlogoff.model.SessionReport;
import io.github.fleetlogoff.model.SessionState;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.Budget;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
    private static final Instant MADE = Instant.parse("2026-11-20T22:00:00Z");
    private static final PlanOrigin ORIGIN =
            new PlanOrigin(
                    MADE, "alice@console", "0.1.0", "nightly-idle", "Wartung für \uD83D\uDE00");
    private static final Duration DAY = ReviewedPlan.MAX_AGE;

    @Test
    void a_plan_is_read_by_people_too() throws IOException {
        SurveyedPlan plan = plan(List.of(host("pc2", 2), host("PC1", 1)), 2);

        assertThat(PlanFile.write(plan, ORIGIN, List.of()))
                .isEqualTo(Files.readString(Path.of("src/test/resources/plan/reviewed.json")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_plan_comes_back_as_it_was_and_obeys_the_schema(long seed) throws IOException {
        SurveyedPlan plan = random(new Random(seed));
        String text = PlanFile.write(plan, ORIGIN, inventory(plan));

        ReviewedPlan read = PlanFile.read(text, "tonight.json");
        SurveyedPlan back = read.on(inventory(plan));

        assertThat(read.origin()).isEqualTo(ORIGIN);
        assertThat(back.sweep()).isEqualTo(plan.sweep());
        assertThat(back.safeguards()).isEqualTo(plan.safeguards());
        assertThat(back.budget()).isEqualTo(plan.budget());
        assertThat(identities(back)).isEqualTo(identities(plan));
        assertThat(back.waves().stream().flatMap(wave -> wave.hosts().stream()).map(HostPlan::host))
                .containsExactlyInAnyOrderElementsOf(inventory(plan));
        assertThat(PlanFile.write(back, ORIGIN, inventory(plan))).isEqualTo(text);
        assertThat(text).matches("[ -~\\n]*");
        String schema = Files.readString(Path.of("../../docs/schema/plan.schema.json"));
        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(schema)
                                .validate(text, InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void any_changed_character_of_content_makes_a_plan_refused(long seed) {
        Random random = new Random(seed);
        String text = text();
        for (int i = 0; i < 300; i++) {
            int at = random.nextInt(text.length());
            if (Character.isWhitespace(text.charAt(at))) {
                continue;
            }
            char other = (char) random.nextInt('!', '~');
            if (other != text.charAt(at)) {
                String changed = text.substring(0, at) + other + text.substring(at + 1);
                assertThatExceptionOfType(FleetException.class)
                        .as(changed)
                        .isThrownBy(() -> PlanFile.read(changed, "tonight.json"));
            }
        }
    }

    @Test
    void another_layout_or_other_line_ends_change_nothing() {
        assertThatCode(() -> PlanFile.read(text().replace("\n", "\r\n"), "tonight.json"))
                .doesNotThrowAnyException();
        assertThatCode(() -> PlanFile.read(text().replaceAll("\n *", ""), "tonight.json"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"id\": 2,`|`\"id\": 3,`|it was changed since it was written",
                "`\"withinBudget\": true`|`\"withinBudget\": false`|it was changed since it was written",
                "`\"version\": 1`|`\"version\": 2`|its version is 2, not 1",
                "`fleet-logoff plan`|`another plan`|it is no plan of fleet-logoff",
                "`\"operator\":`|`\"program\": \"x\", \"operator\":`|it is not JSON: Duplicate",
                "`\"sha256:`|`\"md5:`|it was changed since it was written",
                "`{`|`[`|it is not JSON"
            })
    void a_plan_that_was_changed_is_refused_with_the_reason(String was, String is, String reason) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() ->
                        PlanFile.read(text().replaceFirst(Pattern.quote(was), is), "tonight.json"))
                .withMessageStartingWith("the plan tonight.json is refused: " + reason)
                .satisfies(
                        fault -> assertThat(fault.code()).isEqualTo(FleetException.Code.INVENTORY));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, ''",
        "PT24H, ''",
        "PT24H1S, 'it was made 1d ago, more than --max-age 1d: plan again'",
        "PT49H30M, 'it was made 2d1h30m ago, more than --max-age 1d: plan again'",
        "PT-5M, ''",
        "PT-6M, 'it was made in the future, at 2026-11-20T22:00:00Z: check the clocks of both computers'"
    })
    void a_plan_of_another_time_is_refused(Duration later, String reason) {
        ReviewedPlan plan = PlanFile.read(text(), "tonight.json");

        if (reason.isEmpty()) {
            assertThatCode(() -> plan.checkAge(MADE.plus(later), DAY)).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(FleetException.class)
                    .isThrownBy(() -> plan.checkAge(MADE.plus(later), DAY))
                    .withMessage("the plan tonight.json is refused: " + reason);
        }
    }

    @Test
    void a_young_plan_tells_its_age_in_seconds() {
        ReviewedPlan plan = PlanFile.read(text(), "tonight.json");
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> plan.checkAge(MADE.plusMillis(5200), Duration.ofSeconds(1)))
                .withMessageContaining("it was made 5s ago, more than --max-age 1s");
    }

    @Test
    void a_plan_of_another_inventory_is_refused() {
        ReviewedPlan plan = PlanFile.read(text(), "tonight.json");
        Host pc1 = host("pc1", 1);

        assertThat(plan.on(List.of(pc1, host("pc2", 2), host("more", 3))).waves()).hasSize(2);
        assertRefused(plan, List.of(pc1), "the host 'pc2' is not in this one");
        assertRefused(
                plan,
                List.of(pc1, reached("pc2", "192.0.2.9", null, null)),
                "the host 'pc2' was reached at http://10.0.0.2:5985 and is now at http://192.0.2.9:5985");
        assertRefused(
                plan,
                List.of(pc1, reached("pc2", "10.0.0.2", new Tls(null, false), null)),
                "is now at https://10.0.0.2:5985");
        assertRefused(
                plan,
                List.of(pc1, reached("pc2", "10.0.0.2", null, "OTHER")),
                "was the computer PC2 and is now OTHER");
    }

    private static void assertRefused(ReviewedPlan plan, List<Host> inventory, String reason) {
        assertThatExceptionOfType(FleetException.class)
                .isThrownBy(() -> plan.on(inventory))
                .withMessageContaining("refused: it is of another inventory")
                .withMessageContaining(reason);
    }

    private static String text() {
        return PlanFile.write(plan(List.of(host("pc2", 2), host("PC1", 1)), 2), ORIGIN, List.of());
    }

    private static List<List<String>> identities(SurveyedPlan plan) {
        return plan.waves().stream()
                .map(wave ->
                        wave.hosts().stream()
                                .flatMap(host ->
                                        host.sessions().stream()
                                                .map(session ->
                                                        host.host().name()
                                                                + session.identity()
                                                                + session.withinBudget()))
                                .sorted()
                                .toList())
                .toList();
    }

    private static List<Host> inventory(SurveyedPlan plan) {
        return plan.waves().stream()
                .flatMap(wave -> wave.hosts().stream())
                .map(HostPlan::host)
                .toList();
    }

    private static SurveyedPlan random(Random random) {
        List<SurveyedWave> waves = new ArrayList<>();
        int number = 0;
        int selected = 0;
        for (int wave = random.nextInt(4); wave > 0; wave--) {
            List<HostPlan> hosts = new ArrayList<>();
            for (int host = random.nextInt(1, 20); host > 0; host--) {
                List<PlannedSession> sessions = new ArrayList<>();
                for (int id = 1; id <= random.nextInt(1, 4); id++) {
                    sessions.add(new PlannedSession(anySession(random, id), random.nextBoolean()));
                }
                if (sessions.isEmpty()) {
                    sessions.add(new PlannedSession(anySession(random, 1), true));
                }
                selected += sessions.size();
                hosts.add(
                        new HostPlan(
                                host("h" + ++number, number % 200), sessions, bare("h" + number)));
            }
            waves.add(new SurveyedWave(waves.size() + 1, hosts));
        }
        return new SurveyedPlan(
                sweep(),
                safeguards(random.nextBoolean()),
                waves,
                List.of(bare("b"), bare("a")),
                List.of(),
                new Budget(selected, random.nextInt(selected + 1)));
    }

    private static Session anySession(Random random, int id) {
        return new Session(
                id,
                odd(random),
                odd(random),
                odd(random),
                List.of(SessionState.values()).get(random.nextInt(SessionState.values().length)),
                odd(random),
                null,
                odd(random),
                false);
    }

    private static @Nullable String odd(Random random) {
        List<String> odd =
                List.of(
                        "",
                        "jdoe",
                        "a\"b\\c/",
                        "Jürgen 山田",
                        "\uD83D\uDE00",
                        "half \uD83D",
                        "\u0000\u001F\u007F\u2028",
                        "11/20/2026 8:15 AM");
        return random.nextInt(5) == 0 ? null : odd.get(random.nextInt(odd.size()));
    }

    private static HostReport bare(String host) {
        return new HostReport(
                host, HostOutcome.COMPLETED, null, HostReport.Effort.NONE, null, null, List.of());
    }

    private static SurveyedPlan plan(List<Host> hosts, int most) {
        List<SurveyedWave> waves = new ArrayList<>();
        int place = 0;
        for (Host host : hosts) {
            List<PlannedSession> sessions = new ArrayList<>();
            for (int id = 2; id > 0; id--) {
                sessions.add(new PlannedSession(session(id), place++ < most));
            }
            List<SessionReport> rows =
                    sessions.stream()
                            .map(one ->
                                    new SessionReport(
                                            one.session(),
                                            SessionOutcome.WOULD_LOG_OFF,
                                            null,
                                            null))
                            .toList();
            HostReport survey =
                    new HostReport(
                            host.name(),
                            HostOutcome.COMPLETED,
                            null,
                            HostReport.Effort.NONE,
                            null,
                            null,
                            rows);
            waves.add(
                    new SurveyedWave(
                            waves.size() + 1, List.of(new HostPlan(host, sessions, survey))));
        }
        HostReport dead =
                new HostReport(
                        "dead",
                        HostOutcome.UNREACHABLE,
                        null,
                        HostReport.Effort.NONE,
                        "no answer within 5s",
                        null,
                        List.of());
        return new SurveyedPlan(
                sweep(),
                safeguards(true),
                waves,
                List.of(),
                List.of(dead),
                new Budget(place, most));
    }

    private static Sweep sweep() {
        return Sweep.logoff(
                Selector.ofUsers("jdoe").sparing(Selector.Excluded.of(List.of("SYSTEM", "svc-*"))));
    }

    private static Safeguards safeguards(boolean all) {
        return all
                ? new Safeguards(
                        new Warning(
                                "Save your work",
                                Duration.ofMinutes(15),
                                Duration.ofMinutes(2),
                                ZoneId.of("Europe/Berlin")),
                        WaveSizes.parse("1,100%"),
                        new Guards(
                                Ceiling.parse("200,5%"),
                                Ceiling.parse("2%"),
                                ChangeFactor.parse("3x"),
                                Rate.parse("20/s")),
                        new Blackout(
                                List.of(
                                        BlackoutWindow.parse(
                                                "not 06:00-20:00 on mon-fri Europe/Berlin", null))))
                : Safeguards.NONE;
    }

    private static Host host(String name, int number) {
        return reached(name, "10.0.0." + number, null, null);
    }

    private static Host reached(
            String name, String address, @Nullable Tls tls, @Nullable String computerName) {
        Connection connection =
                new Connection(address, Connection.HTTP_PORT, tls, AuthScheme.NEGOTIATE, "ops");
        return new Host(
                name, connection, "berlin", List.of("lab"), new TreeMap<>(Map.of()), computerName);
    }

    private static Session session(int id) {
        return new Session(
                id,
                "jdoe",
                "CORP",
                id == 1 ? "rdp-tcp#4" : null,
                id == 1 ? SessionState.ACTIVE : SessionState.DISCONNECTED,
                "5:00",
                18_000L,
                "11/20/2026 8:15 AM",
                false);
    }
}
