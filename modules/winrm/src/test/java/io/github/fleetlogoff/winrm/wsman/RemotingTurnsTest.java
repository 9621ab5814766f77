package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.PoolState;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.clixml.Value;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import io.github.fleetlogoff.sessions.ShellOutcome;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a host may answer that none was recorded with.
@Timeout(60)
class RemotingTurnsTest extends RecordedEndpoint {
    private static final String STARTED =
            """
            <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
            <r:CommandResponse xmlns:r="http://schemas.microsoft.com/wbem/wsman/1/windows/shell">
            <r:CommandId>2</r:CommandId></r:CommandResponse></s:Body></s:Envelope>
            """;
    private static final UUID POOL = new UUID(1, 2);
    private static final UUID PIPELINE = new UUID(3, 4);
    private static final Message.RunspacePoolStateChange CLOSED =
            new Message.RunspacePoolStateChange(PoolState.CLOSED, null);
    private static final Message.PipelineStateChange COMPLETED =
            new Message.PipelineStateChange(PipelineState.COMPLETED, null);

    private final Fragmenter fragmenter = new Fragmenter();

    private void answering(Message... messages) {
        List<RawMessage> raw = new ArrayList<>();
        for (Message message : messages) {
            boolean ofPipeline =
                    message instanceof Message.PipelineOutput
                            || message instanceof Message.PipelineStateChange
                            || (message instanceof Message.HostCall call && call.ofPipeline());
            raw.add(
                    message.to(
                            RawMessage.Destination.CLIENT,
                            POOL,
                            ofPipeline ? PIPELINE : RawMessage.NONE));
        }
        String block = Base64.getEncoder().encodeToString(fragmenter.together(raw));
        recorded.answering("Receive", 200, received(stream(block)));
    }

    private void opened() {
        recorded.answering("Create", 200, created("1")).answering("Command", 200, STARTED);
        answering(
                Message.SessionCapability.OURS,
                new Message.RunspacePoolStateChange(PoolState.OPENED, null));
    }

    private static Message output(String text) {
        return new Message.PipelineOutput(new Value.Text(text));
    }

    @Test
    void a_pipeline_ends_with_its_pool() {
        opened();
        answering(output("an answer"), CLOSED);
        ShellOutcome.Returned returned = returned();
        assertThat(returned.objects()).containsExactly("an answer");
        assertThat(returned.completed()).isFalse();
        assertThat(recorded.actions())
                .containsExactly("Create", "Receive", "Command", "Receive", "Delete");
    }

    @Test
    void a_host_that_mixes_pipelines_is_told_and_its_pool_deleted() {
        opened();
        RawMessage stray = output("of another").to(RawMessage.Destination.CLIENT, POOL, POOL);
        answering(output("an answer"));
        recorded.answering(
                "Receive",
                200,
                received(
                        stream(
                                Base64.getEncoder()
                                        .encodeToString(fragmenter.together(List.of(stray))))));
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(fault.delivered()).isTrue();
        assertThat(fault.message()).contains("a message of another pipeline");
        assertThat(recorded.actions()).endsWith("Delete");
    }

    @Test
    void an_answer_is_not_lost_to_a_call_that_nobody_waits_for_any_more() {
        opened();
        answering(
                new Message.HostCall(false, 1, new Message.HostMethod(11, "ReadLine"), List.of()),
                output("an answer"),
                COMPLETED);
        recorded.answering("Send", 500, refused("2150858843"));
        assertThat(returned().objects()).containsExactly("an answer");
        assertThat(recorded.actions()).doesNotContain("Send");
    }

    @Test
    void a_call_that_comes_before_the_answer_in_a_batch_is_refused() {
        opened();
        answering(new Message.HostCall(true, 1, new Message.HostMethod(11, "ReadLine"), List.of()));
        answering(output("an answer"), COMPLETED);
        assertThat(returned().objects()).containsExactly("an answer");
        assertThat(recorded.actions()).containsOnlyOnce("Send");
    }

    @Test
    void a_pool_whose_creation_was_answered_with_nonsense_is_deleted() {
        recorded.answering("Create", 200, "<nonsense/>");
        ShellFault fault = fault();
        assertThat(fault.kind()).isEqualTo(Kind.PROTOCOL);
        assertThat(recorded.actions()).containsExactly("Create", "Delete");
        Matcher id =
                Pattern.compile("ShellId=\"([0-9A-F-]{36})\"")
                        .matcher(recorded.requests().getFirst());
        assertThat(id.find()).isTrue();
        assertThat(recorded.requests().getLast()).contains(">" + id.group(1) + "<");
        assertThat(shell.leakedShells()).isZero();
    }
}
