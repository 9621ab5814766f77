package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.sessions.ShellOutcome.RemoteError;
import io.github.fleetlogoff.winrm.RecordedWatch;
import io.github.fleetlogoff.winrm.RemoteShellContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole conversations of PowerShell remoting with what real servers answered.
@Timeout(60)
class RemotingRecordingsTest extends RecordedEndpoint {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-psversion",
                "03a-script-params",
                "05-long-5s",
                "05b-long-34s",
                "06-input-objects",
                "07-terminating-error",
                "08-exit3",
                "08b-native-exit",
                "10-two-pipelines",
                "12-parse-error",
                "13-cmd-not-found",
                "11-disconnect-reconnect",
                "11b-connect-new-client",
                "14-big-script",
                "14b-big-input",
                "19-other-configuration",
                "20-key-exchange",
                "21-two-at-once",
                "21b-two-in-pool-of-one",
                "22-host-call",
                "22b-no-host",
                "30-ntlm-encrypted",
                "31-negotiate-encrypted",
                "32-https-basic",
                "33-kerberos-encrypted",
                "34-kerberos-header-encrypted",
                "60-session-script",
                "61-session-script-jea",
            })
    void comes_to_the_recorded_outcome(String name) {
        PipelineRecording recording = PipelineRecording.named(name);
        List<JsonNode> outcomes = recording.outcomes();
        // The recorder of one of them wrote nothing down of the pipeline that only sets it up.
        int unwritten = recording.pipelines().size() - outcomes.size();
        for (int pipeline = unwritten; pipeline < recording.pipelines().size(); pipeline++) {
            recording.play(recorded, pipeline);
            ShellOutcome.Returned returned = returned();
            JsonNode outcome = outcomes.get(pipeline - unwritten);
            assertSame(returned.objects(), outcome.path("output"));
            assertSame(
                    returned.errors().stream().map(RemoteError::message).toList(),
                    outcome.path("error"));
        }
        assertThat(recorded.actions()).startsWith("Create", "Receive").endsWith("Delete");
        assertThat(recorded.actions()).doesNotContain("Signal");
        assertThat(shell.leakedShells()).isZero();
    }

    /// Long text was written down as its beginning and its length.
    private static void assertSame(List<String> texts, JsonNode recorded) {
        assertThat(texts).hasSize(recorded.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = recorded.get(i).asText();
            int cut = text.indexOf("... (");
            if (cut < 0) {
                assertThat(texts.get(i)).isEqualTo(text);
            } else {
                assertThat(texts.get(i)).startsWith(text.substring(0, cut));
                assertThat(text).endsWith("... (" + texts.get(i).length() + " chars)");
            }
        }
    }

    @Test
    void reads_objects_that_are_no_text_as_what_they_say_of_themselves() {
        PipelineRecording.named("02-streams").play(recorded, 0);
        ShellOutcome.Returned returned = returned();
        assertThat(returned.objects())
                .containsExactly("out 1", "42", "2024-02-03T04:05:06+00:00", "", "", "out last ü€");
        assertThat(returned.errors())
                .containsExactly(
                        new RemoteError(
                                "an error", "Microsoft.PowerShell.Commands.WriteErrorException"));
    }

    @ParameterizedTest
    @CsvSource({
        "40-jea, 0, hello you from Jea.Test, ''",
        "40-jea, 1, 2024-01-01T00:00:00.0000000, ''",
        "40-jea, 2, , CommandNotFoundException",
        "40-jea, 3, , ScriptsNotAllowed",
        "40-jea, 4, , ScriptsNotAllowed",
        "test_psrp_with_jea_configuration, 0, Microsoft.WSMan.Management.WSManConfigLeafElement, ''",
        "test_psrp_with_jea_configuration, 1, , 'ProviderNotFound,Microsoft.PowerShell.Commands.GetItemCommand;ScriptsNotAllowed'",
    })
    void an_endpoint_without_a_language_runs_what_it_shows(
            String name, int pipeline, String object, String id) {
        PipelineRecording.named(name).play(recorded, pipeline);
        ShellOutcome.Returned returned = returned();
        assertThat(returned.objects()).isEqualTo(object == null ? List.of() : List.of(object));
        assertThat(returned.errors().stream().map(RemoteError::id).toList())
                .isEqualTo(id.isEmpty() ? List.of() : List.of(id.split(";", -1)));
    }

    @ParameterizedTest
    @CsvSource({
        "16-pool-ops, 0, set",
        "50-real-powershell-client, 0, ",
        "50-real-powershell-client, 1, "
    })
    void reads_pipelines_beside_other_messages_of_the_pool(
            String name, int pipeline, String object) {
        PipelineRecording.named(name).play(recorded, pipeline);
        assertThat(returned().objects()).isEqualTo(object == null ? List.of() : List.of(object));
    }

    @Test
    void reads_objects_that_describe_a_command() {
        PipelineRecording.named("18-command-metadata").play(recorded, 0);
        assertThat(returned().objects()).isNotEmpty();
    }

    /// What Get-Command lists are objects without a text of their own.
    @Test
    void an_endpoint_without_a_language_lists_what_it_shows() {
        PipelineRecording recording = PipelineRecording.named("40-jea");
        recording.play(recorded, 5);
        ShellOutcome.Returned returned = returned();
        assertThat(returned.objects()).hasSameSizeAs(recording.outcomes().get(5).path("output"));
        assertThat(returned.errors()).isEmpty();
        assertThat(returned.completed()).isTrue();
    }

    @Test
    void a_pipeline_whose_recording_ends_in_its_middle_may_have_acted() {
        PipelineRecording.named("50-real-powershell-client").play(recorded, 2);
        ShellFault fault = fault();
        assertThat(fault.delivered()).isTrue();
        assertThat(recorded.actions()).contains("Command").endsWith("Delete");
    }

    @Test
    void a_pipeline_that_was_stopped_has_no_state_and_may_have_acted() {
        PipelineRecording.named("04-stop").play(recorded, 0);
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
        PipelineRecording.named("04-stop").play(recorded, 1);
        assertThat(returned().objects()).containsExactly("after stop");
    }

    @Test
    void a_pipeline_that_the_server_drops_may_have_acted() {
        PipelineRecording.named("06b-nil-input-rejected").play(recorded, 0);
        assertThat(fault().delivered()).isTrue();
    }

    @Test
    void a_pipeline_that_the_server_did_not_survive_may_have_acted() {
        PipelineRecording.named("14c-command-too-big-for-omi").play(recorded, 0);
        assertThat(fault().delivered()).isTrue();
    }

    @Test
    void a_wrong_password_is_a_refused_logon() {
        PipelineRecording.named("15-bad-password").play(recorded, 0);
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.LOGON_REFUSED);
        assertThat(fault.refusedLogons()).isEqualTo(1);
        assertThat(recorded.actions()).containsExactly("Create");
    }

    @Test
    void what_windows_answered_in_a_batch_takes_six_requests() throws Exception {
        recorded.playing("/psrp/test_client_execute_ps.yml");
        assertThat(returned().objects()).startsWith("winrm", "Running", "").hasSize(8);
        assertThat(recorded.actions())
                .containsExactly("Create", "Receive", "Receive", "Command", "Receive", "Delete");
    }

    @Test
    void a_windows_host_that_has_nothing_to_say_yet_is_asked_again() throws Exception {
        recorded.playing("/psrp/test_psrp_long_running_cmdlet.yml");
        assertThat(returned().objects()).containsExactly("hi");
    }

    @Test
    void an_error_that_ends_a_pipeline_on_windows_is_read() throws Exception {
        recorded.playing("/psrp/test_psrp_error_failed.yml");
        ShellOutcome.Returned returned = returned();
        assertThat(returned.objects()).containsExactly("before");
        assertThat(returned.errors()).hasSize(1);
    }

    @Test
    void refuses_to_answer_for_a_person() {
        PipelineRecording.named("22-host-call").play(recorded, 0);
        returned();
        List<String> sent = new ArrayList<>(recorded.requests());
        sent.removeIf(request -> !request.contains("windows/shell/Send"));
        assertThat(sent)
                .singleElement()
                .asString()
                .containsPattern("Stream[^>]*Name=\"pr\"[^>]*CommandId=\"");
    }

    @Test
    void sends_command_and_parameters_and_no_script() {
        PipelineRecording.named("61-session-script-jea").play(recorded, 0);
        RecordedWatch watch = RecordedWatch.patient();
        assertThat(run(watch)).isInstanceOf(ShellOutcome.Returned.class);
        assertThat(watch.heard).containsExactly("logon", "deliver?");
        assertThat(recorded.requests())
                .allMatch(request ->
                        request.contains("http://schemas.microsoft.com/powershell/FleetLogoff"));
        assertThat(recorded.requests().getFirst())
                .containsPattern("protocolversion\"[^>]*>2\\.3<")
                .containsPattern("InputStreams>stdin pr<")
                .containsPattern("Shell ShellId=\"[0-9A-F-]{36}\"")
                .contains("creationXml");
    }

    @Test
    void sends_no_pipeline_that_is_not_permitted() {
        PipelineRecording.named("61-session-script-jea").play(recorded, 0);
        ShellFault fault = RemoteShellContract.fault(run(RecordedWatch.forbidding()));
        assertThat(fault.kind()).isEqualTo(Kind.NOT_PERMITTED);
        assertThat(recorded.actions()).doesNotContain("Command").endsWith("Delete");
    }

    @Test
    void names_an_endpoint_that_is_missing_and_the_next_step() {
        recorded.answering("Create", 500, refused("2150858811"));
        ShellFault fault = fault();
        assertThat(fault.message())
                .contains("no endpoint FleetLogoff", "jea export", "--endpoint", "2150858811");
        assertThat(fault.delivered()).isFalse();
    }

    @Test
    void names_an_endpoint_that_refuses_the_account() {
        recorded.answering("Create", 500, refused("5"));
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(fault.message()).contains("endpoint FleetLogoff", "Set-PSSessionConfiguration");
    }

    @Test
    void a_pool_that_never_opens_has_its_time_and_no_more() {
        recorded.answering("Create", 200, created("1"));
        for (int i = 0; i < 2000; i++) {
            recorded.answering("Receive", 200, received(stream("")));
        }
        ShellFault fault =
                RemoteShellContract.fault(run(RecordedWatch.within(Duration.ofSeconds(3))));
        assertThat(fault.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(fault.delivered()).isFalse();
        assertThat(recorded.actions()).endsWith("Delete").hasSizeLessThan(120);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An object of 2 GB, one without an id, half a message.
                "AAAAAAAAAAEAAAAAAAAAAAN/////",
                "AAAAAAAAAAAAAAAAAAAAAAMAAAAA",
                "AAAAAAAAAAEAAAAAAAAAAAMAAAAA",
            })
    void what_is_no_message_is_a_protocol_fault(String fragment) {
        recorded.answering("Create", 200, created("1"))
                .answering("Receive", 200, received(stream(fragment)));
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isFalse();
        assertThat(recorded.actions()).containsExactly("Create", "Receive", "Delete");
    }
}
