package io.github.fleetlogoff.simulator.windows;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.fleetlogoff.simulator.windows.UserSession.Account;
import io.github.fleetlogoff.simulator.windows.UserSession.State;
import io.github.fleetlogoff.simulator.windows.UserSession.Times;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the emulated session script against what a real PowerShell answered, in every recorded
/// case.
class GoldensTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> answers_as_a_real_powershell_did() throws IOException {
        return StreamSupport.stream(goldens().spliterator(), false)
                .map(golden -> dynamicTest(golden.get("name").asText(), () -> check(golden)));
    }

    @Test
    void every_recorded_case_is_there() throws IOException {
        assertThat(goldens()).hasSize(79);
    }

    private static void check(JsonNode golden) throws IOException {
        VirtualClock clock = new VirtualClock();
        RecordedPrograms programs = new RecordedPrograms(golden, computer(golden), clock);
        SessionScript.Answer answer =
                new SessionScript("HOST01", programs, clock).run(golden.get("request").toString());

        JsonNode printed = JSON.readTree(unframed(AnswerWriter.print(answer)));
        assertThat(printed.toPrettyString()).isEqualTo(golden.get("answer").toPrettyString());
        assertThat(answer.exit()).isEqualTo(golden.get("exitCode").asInt());
        assertThat(programs.calls.stream().sorted().toList()).isEqualTo(texts(golden.get("calls")));
    }

    /// Joins the lines of a framed answer and checks its frame.
    static String unframed(String printed) {
        assertThat(US_ASCII.newEncoder().canEncode(printed)).isTrue();
        List<String> lines = printed.lines().toList();
        String json = String.join("", lines.subList(1, lines.size() - 1));
        assertThat(lines.getFirst()).isEqualTo("--fleet-logoff:1:" + json.length() + "--");
        assertThat(lines.getLast()).isEqualTo("--fleet-logoff:end--");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        assertThat(json).doesNotContain(" ").matches("[!-}]+");
        return json;
    }

    private static SimulatedComputer computer(JsonNode golden) {
        Set<String> flags = Set.copyOf(texts(golden.get("flags")));
        SimulatedComputer.Make make =
                new SimulatedComputer.Make(
                        Language.ENGLISH,
                        false,
                        Duration.ZERO,
                        new KnownScripts(Set.of()),
                        List.of(new ListingWriter.Listener("rdp-tcp", 65536)),
                        new HostClock(() -> Instant.EPOCH));
        SimulatedComputer computer =
                new SimulatedComputer(
                        make,
                        "HOST01",
                        null,
                        texts(golden.get("sessions")).stream().map(GoldensTest::session).toList(),
                        Happenings.NONE);
        if (flags.contains("refused")) {
            computer.goSilent();
        }
        return computer;
    }

    private static UserSession session(String line) {
        List<String> fields = List.of(line.split("\\|", -1));
        State state =
                switch (fields.get(3)) {
                    case "Active" -> State.ACTIVE;
                    case "Disc" -> State.DISCONNECTED;
                    case "Conn" -> State.CONNECTED;
                    default -> throw new IllegalArgumentException(line);
                };
        return new UserSession(
                Integer.parseInt(fields.get(0)),
                new Account(fields.get(1), null),
                fields.get(2),
                state,
                new Times(fields.get(4), fields.get(5)),
                Behaviour.valueOf(fields.get(6).toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static JsonNode goldens() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        GoldensTest.class.getResourceAsStream("/powershell/goldens.json"))) {
            return JSON.readTree(new String(in.readAllBytes(), UTF_8));
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
    }

    /// The programs of the recording: those of the computer, or the listings that were played.
    private static final class RecordedPrograms implements Programs {
        private final JsonNode golden;
        private final boolean elevated;
        private final WindowsPrograms programs;
        private final List<String> calls = new ArrayList<>();

        RecordedPrograms(JsonNode golden, SimulatedComputer computer, VirtualClock clock) {
            this.golden = golden;
            this.elevated = !texts(golden.get("flags")).contains("plain-user");
            this.programs = new WindowsPrograms(computer, clock);
        }

        @Override
        public Printed quser() {
            if (texts(golden.get("flags")).contains("no-quser")) {
                return new Printed(-1, "quser.exe is not on this host");
            }
            if (golden.hasNonNull("listing")) {
                return new Printed(0, golden.get("listing").asText());
            }
            // The stand-in of the recordings printed an idle time of 11 characters without a blank
            // before it; Windows does not.
            Printed printed = programs.quser();
            return new Printed(printed.code(), printed.text().replaceAll("  (\\S{11}  )", "$1"));
        }

        @Override
        public Printed qwinsta() {
            return golden.hasNonNull("witness")
                    ? new Printed(0, golden.get("witness").asText())
                    : programs.qwinsta();
        }

        @Override
        public Printed whoami() {
            return elevated
                    ? programs.whoami()
                    : new Printed(0, "Mandatory Label\\x  Label  S-1-16-8192\r\n");
        }

        @Override
        public Printed msg(int id, String seconds, String text) {
            calls.add("msg " + id + " /TIME:" + seconds + " " + text);
            return programs.msg(id, seconds, text);
        }

        @Override
        public Child logoff(int id) {
            calls.add("logoff " + id);
            return programs.logoff(id);
        }

        @Override
        public Child rwinsta(int id) {
            calls.add("rwinsta " + id);
            return programs.rwinsta(id);
        }

        @Override
        public @Nullable Domain domain(int id, String user) {
            return programs.domain(id, user);
        }
    }
}
