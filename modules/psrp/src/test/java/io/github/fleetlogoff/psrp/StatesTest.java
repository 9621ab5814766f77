package io.github.fleetlogoff.psrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.fleetlogoff.psrp.Message.PipelineStateChange;
import io.github.fleetlogoff.psrp.Message.RunspacePoolStateChange;
import io.github.fleetlogoff.psrp.Message.SessionCapability;
import io.github.fleetlogoff.psrp.clixml.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatesTest {
    private static final SessionCapability PEER = SessionCapability.OURS;
    private static final Message OPENED = new RunspacePoolStateChange(PoolState.OPENED, null);
    private static final ErrorRecord ERROR = new ErrorRecord("no", "A.B", "Id", 0, "");
    private static final Message SCRIPT =
            new Message.CreatePipeline(true, List.of(new Message.Command("x", true, List.of())));

    private static RunspacePool received(Message... messages) throws PsrpException {
        RunspacePool pool = new RunspacePool.New();
        for (Message message : messages) {
            pool = pool.received(message);
        }
        return pool;
    }

    private static RunspacePool accepted(Message... messages) throws PsrpException {
        RunspacePool pool = new RunspacePool.New();
        for (Message message : messages) {
            pool = pool.accepted(message);
        }
        return pool;
    }

    @Test
    void a_clients_pool_opens_when_the_server_says_so() throws PsrpException {
        assertThat(received(PEER)).isEqualTo(new RunspacePool.Negotiated(PEER));
        assertThat(received(PEER, new Message.ApplicationPrivateData(Value.NIL), OPENED))
                .isEqualTo(new RunspacePool.Opened(PEER));
        assertThat(received(PEER, new RunspacePoolStateChange(PoolState.BROKEN, ERROR)))
                .isEqualTo(new RunspacePool.Broken(ERROR));
        assertThat(received(PEER, OPENED, new RunspacePoolStateChange(PoolState.CLOSED, null)))
                .isEqualTo(new RunspacePool.Closed());
    }

    @Test
    void it_does_not_open_before_it_is_known_what_the_server_speaks() {
        assertThatThrownBy(() -> received(OPENED)).hasMessageContaining("out of turn");
        assertThatThrownBy(() -> received(PEER, PEER)).hasMessageContaining("out of turn");
        assertThatThrownBy(() -> received(new SessionCapability("3.0", "2.0", "1.1.0.1")))
                .hasMessageContaining("not 2");
    }

    @Test
    void a_servers_pool_takes_pipelines_only_when_it_is_open() throws PsrpException {
        Message open = new Message.InitRunspacePool(1, 1);
        assertThat(accepted(PEER, open, SCRIPT)).isEqualTo(new RunspacePool.Opened(PEER));
        assertThatThrownBy(() -> accepted(open)).hasMessageContaining("out of turn");
        assertThatThrownBy(() -> accepted(PEER, SCRIPT)).hasMessageContaining("out of turn");
        assertThatThrownBy(() -> accepted(PEER, open, open)).hasMessageContaining("out of turn");
    }

    @ParameterizedTest
    @EnumSource
    void a_pipeline_ends_in_three_ways(PipelineState state) throws PsrpException {
        Pipeline after = new Pipeline.Running().received(new PipelineStateChange(state, ERROR));
        assertThat(after)
                .isEqualTo(
                        switch (state) {
                            case NOT_STARTED, RUNNING, STOPPING -> new Pipeline.Running();
                            case COMPLETED -> new Pipeline.Completed();
                            case FAILED -> new Pipeline.Failed(ERROR);
                            case STOPPED, DISCONNECTED -> new Pipeline.Stopped(ERROR);
                        });
    }

    @Test
    void nothing_comes_after_the_end_of_a_pipeline() {
        assertThatThrownBy(() ->
                        new Pipeline.Completed().received(new Message.PipelineOutput(Value.NIL)))
                .hasMessageContaining("after the end");
    }

    @Test
    void a_null_object_crosses_as_nothing() throws PsrpException {
        RawMessage raw =
                new Message.PipelineOutput(Value.NIL)
                        .to(RawMessage.Destination.CLIENT, RawMessage.NONE, RawMessage.NONE);
        assertThat(raw.body()).isEmpty();
        assertThat(Message.of(raw)).isEqualTo(new Message.PipelineOutput(Value.NIL));
    }

    @Test
    void a_call_is_refused_with_its_own_id() throws PsrpException {
        Message.HostMethod method = new Message.HostMethod(11, "ReadLine");
        Message.HostResponse refusal =
                new Message.HostCall(true, 5, method, List.of()).refused(ERROR);
        RawMessage raw =
                refusal.to(RawMessage.Destination.SERVER, RawMessage.NONE, RawMessage.NONE);
        assertThat(raw.type()).isEqualTo(MessageType.PIPELINE_HOST_RESPONSE.code());
        assertThat(Message.of(raw)).isEqualTo(refusal);
    }
}
