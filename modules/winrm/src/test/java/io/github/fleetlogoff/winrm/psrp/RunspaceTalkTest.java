package io.github.fleetlogoff.winrm.psrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.psrp.ErrorRecord;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.MessageType;
import io.github.fleetlogoff.psrp.PipelineState;
import io.github.fleetlogoff.psrp.PoolState;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.RunspacePool;
import io.github.fleetlogoff.psrp.clixml.Value;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.winrm.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Messages that are not of this pool and this pipeline, and how a pipeline may end.
class RunspaceTalkTest {
    private static final UUID POOL = new UUID(1, 2);
    private static final UUID PIPELINE = new UUID(3, 4);
    private static final UUID OTHER = new UUID(5, 6);
    private static final Message OPENED =
            new Message.RunspacePoolStateChange(PoolState.OPENED, null);

    private final Fragmenter server = new Fragmenter();
    private final Output output = new Output(1 << 20);
    private final RunspaceTalk talk =
            new RunspaceTalk(
                    new PipelineCommand("Invoke-FleetLogoff", false, Map.of(), Set.of(), 1 << 20),
                    POOL,
                    PIPELINE);

    private void says(Message message, UUID pool, UUID pipeline) throws PsrpException {
        RawMessage raw = message.to(RawMessage.Destination.CLIENT, pool, pipeline);
        talk.take(server.together(List.of(raw)), output);
    }

    private void opens(UUID pool) throws PsrpException {
        says(Message.SessionCapability.OURS, RawMessage.NONE, RawMessage.NONE);
        says(OPENED, pool, RawMessage.NONE);
        talk.start();
    }

    private static Message output(String text) {
        return new Message.PipelineOutput(new Value.Text(text));
    }

    private static Message ended(PipelineState state) {
        return new Message.PipelineStateChange(state, null);
    }

    private void refuses(Message message, UUID pool, UUID pipeline, String why) {
        assertThatThrownBy(() -> says(message, pool, pipeline))
                .isInstanceOf(PsrpException.class)
                .hasMessage(why);
    }

    @Test
    void refuses_a_message_of_another_pool() throws Exception {
        opens(POOL);
        refuses(output("x"), OTHER, PIPELINE, "a message of another runspace pool");
    }

    @Test
    void refuses_a_message_of_no_pool() throws Exception {
        opens(POOL);
        refuses(output("x"), RawMessage.NONE, PIPELINE, "a message of no runspace pool");
    }

    @Test
    void refuses_a_message_of_another_pipeline() throws Exception {
        opens(POOL);
        says(output("ours"), POOL, PIPELINE);
        refuses(output("theirs"), POOL, OTHER, "a message of another pipeline");
    }

    @Test
    void refuses_the_end_of_another_pipeline() throws Exception {
        opens(POOL);
        says(output("ours"), POOL, PIPELINE);
        refuses(ended(PipelineState.COMPLETED), POOL, OTHER, "a message of another pipeline");
        assertThat(talk.hasEnded()).isFalse();
    }

    @Test
    void a_startup_script_neither_keeps_the_pool_closed_nor_ends_the_pipeline() throws Exception {
        says(Message.SessionCapability.OURS, RawMessage.NONE, RawMessage.NONE);
        says(output("of the startup script"), POOL, RawMessage.NONE);
        says(ended(PipelineState.COMPLETED), POOL, RawMessage.NONE);
        says(OPENED, POOL, RawMessage.NONE);
        assertThat(talk.poolState()).isInstanceOf(RunspacePool.Opened.class);
        assertThat(talk.hasEnded()).isFalse();

        talk.start();
        says(output("late"), POOL, RawMessage.NONE);
        says(ended(PipelineState.FAILED), POOL, RawMessage.NONE);
        assertThat(talk.hasEnded()).isFalse();
        says(output("ours"), POOL, PIPELINE);
        says(ended(PipelineState.COMPLETED), POOL, PIPELINE);
        assertThat(output.returned().objects()).containsExactly("ours");
        assertThat(output.returned().completed()).isTrue();
    }

    @Test
    void refuses_a_pipeline_that_was_not_started() throws Exception {
        says(Message.SessionCapability.OURS, RawMessage.NONE, RawMessage.NONE);
        refuses(output("x"), POOL, PIPELINE, "a message of a pipeline before there is one");
    }

    @Test
    void refuses_another_pools_state_before_its_own_is_open() throws Exception {
        says(new Message.ApplicationPrivateData(Value.NIL), POOL, RawMessage.NONE);
        refuses(OPENED, OTHER, RawMessage.NONE, "a message of another runspace pool");
        assertThat(talk.poolState()).isNotInstanceOf(RunspacePool.Opened.class);
    }

    @Test
    void a_host_that_goes_by_other_ids_throughout_is_understood() throws Exception {
        opens(OTHER);
        says(output("an answer"), OTHER, POOL);
        says(ended(PipelineState.COMPLETED), OTHER, POOL);
        assertThat(talk.hasEnded()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "APPLICATION_PRIVATE_DATA",
                "USER_EVENT",
                "DEBUG_RECORD",
                "VERBOSE_RECORD",
                "WARNING_RECORD",
                "PROGRESS_RECORD",
                "INFORMATION_RECORD"
            })
    void what_nobody_reads_costs_no_answer_though_it_cannot_be_read(MessageType type)
            throws Exception {
        opens(POOL);
        byte[] broken = "<Obj><DCT><En><Nonsense".getBytes(StandardCharsets.UTF_8);
        RawMessage record =
                new RawMessage(RawMessage.Destination.CLIENT, type.code(), POOL, PIPELINE, broken);
        talk.take(server.together(List.of(record)), output);
        says(output("an answer"), POOL, PIPELINE);
        says(ended(PipelineState.COMPLETED), POOL, PIPELINE);
        assertThat(output.returned().completed()).isTrue();
    }

    @Test
    void a_type_that_is_not_known_is_passed_over() throws Exception {
        opens(POOL);
        says(new Message.Unknown(0x00041012, new byte[] {1}), POOL, PIPELINE);
        says(new Message.Unknown(0x00091012, new byte[] {1}), POOL, RawMessage.NONE);
        says(ended(PipelineState.COMPLETED), POOL, PIPELINE);
        assertThat(output.returned().completed()).isTrue();
    }

    @Test
    void knows_one_that_ran_to_its_end() throws Exception {
        opens(POOL);
        says(ended(PipelineState.RUNNING), POOL, PIPELINE);
        assertThat(talk.hasEnded()).isFalse();
        says(ended(PipelineState.COMPLETED), POOL, PIPELINE);
        assertThat(output.returned().completed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILED", "STOPPED", "DISCONNECTED"})
    void knows_one_that_did_not(PipelineState state) throws Exception {
        opens(POOL);
        says(output("an answer"), POOL, PIPELINE);
        says(ended(state), POOL, PIPELINE);
        assertThat(talk.hasEnded()).isTrue();
        assertThat(output.returned().completed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "CLOSING", "BROKEN", "DISCONNECTED"})
    void a_pool_that_ends_ends_its_pipeline_before_its_time(PoolState state) throws Exception {
        opens(POOL);
        says(output("an answer"), POOL, PIPELINE);
        says(new Message.RunspacePoolStateChange(state, null), POOL, RawMessage.NONE);
        assertThat(talk.hasEnded()).isTrue();
        assertThat(output.returned().completed()).isFalse();
    }

    @Test
    void why_a_pool_broke_is_told_once() throws Exception {
        opens(POOL);
        ErrorRecord why = new ErrorRecord("why", "", "", 0, "");
        says(new Message.RunspacePoolStateChange(PoolState.BROKEN, why), POOL, RawMessage.NONE);
        says(new Message.PublicKeyRequest(), POOL, RawMessage.NONE);
        assertThat(output.returned().errors()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSED", "BROKEN"})
    void a_pool_that_ends_after_its_pipeline_takes_nothing_from_it(PoolState state)
            throws Exception {
        opens(POOL);
        says(ended(PipelineState.COMPLETED), POOL, PIPELINE);
        ErrorRecord late = new ErrorRecord("late", "", "", 0, "");
        says(new Message.RunspacePoolStateChange(state, late), POOL, RawMessage.NONE);
        assertThat(output.returned().completed()).isTrue();
    }
}
