package io.github.fleetlogoff.winrm.psrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.psrp.Fragment;
import io.github.fleetlogoff.psrp.MessageType;
import io.github.fleetlogoff.psrp.PsrpException;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.psrp.RunspacePool;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.sessions.ShellOutcome;
import io.github.fleetlogoff.winrm.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What other servers may write where those that were recorded write something else: all of it
/// means the same.
class ForeignSpellingsTest {
    private static final UUID POOL = new UUID(1, 2);
    private static final UUID PIPELINE = new UUID(3, 4);
    private static final String OPENED =
            "<Obj RefId=\"0\"><MS><I32 N=\"RunspaceState\">2</I32></MS></Obj>";
    private static final String CAPABILITY =
            "<Obj RefId=\"0\"><MS><Version N=\"protocolversion\">2.2</Version><Version N=\"PSVersion\">2.0</Version>"
                    + "<Version N=\"SerializationVersion\">1.1.0.1</Version></MS></Obj>";

    private final Output output = new Output(1 << 20);
    private final RunspaceTalk talk =
            new RunspaceTalk(
                    new PipelineCommand("Invoke-FleetLogoff", false, Map.of(), Set.of(), 1 << 20),
                    POOL,
                    PIPELINE);
    private long objects = 41;

    private List<RunspaceTalk.Reply> says(MessageType type, String body) throws PsrpException {
        boolean ofPipeline = type.code() >>> 16 == 4;
        byte[] bytes =
                new RawMessage(
                                RawMessage.Destination.CLIENT,
                                type.code(),
                                POOL,
                                ofPipeline ? PIPELINE : RawMessage.NONE,
                                body.getBytes(StandardCharsets.UTF_8))
                        .bytes();
        return talk.take(new Fragment(objects++, 0, true, true, bytes).bytes(), output);
    }

    private void starts() throws PsrpException {
        says(MessageType.SESSION_CAPABILITY, CAPABILITY);
        says(MessageType.RUNSPACEPOOL_STATE, OPENED);
        talk.start();
    }

    private ShellOutcome.Returned ended() throws PsrpException {
        says(
                MessageType.PIPELINE_STATE,
                "<Obj RefId=\"0\"><MS><I32 N=\"PipelineState\">4</I32></MS></Obj>");
        return output.returned();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Obj RefId=\"0\"><MS><Version N=\"SerializationVersion\">1.1.0.1</Version><Version N=\"PSVersion\">2.0</Version>"
                        + "<BA N=\"TimeZone\">AAEAAAD/////</BA><Version N=\"protocolversion\">2.1</Version></MS></Obj>",
                "<Obj RefId=\"0\"><MS><S N=\"protocolversion\">2.3</S><S N=\"PSVersion\">2.0</S>"
                        + "<S N=\"SerializationVersion\">1.1.0.1</S></MS></Obj>",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><!-- x --><Obj RefId='0'>\n <MS>\n"
                        + "<Version N='protocolversion'>2.3</Version><Version N='PSVersion'>2.0</Version>"
                        + "<Version N='SerializationVersion'>1.1.0.1</Version><New N='x'><Y/></New></MS>\n</Obj>",
            })
    void a_capability(String body) throws PsrpException {
        says(MessageType.SESSION_CAPABILITY, body);
        says(MessageType.RUNSPACEPOOL_STATE, OPENED);
        assertThat(talk.poolState()).isInstanceOf(RunspacePool.Opened.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Obj RefId=\"0\"><Props><I32 N=\"RunspaceState\">2</I32></Props></Obj>",
                "<Obj RefId=\"7\"><MS><Nil N=\"ExceptionAsErrorRecord\" /><I64 N=\"RunspaceState\">2</I64></MS></Obj>",
                "<Obj RefId=\"0\"><MS><Obj RefId=\"1\" N=\"RunspaceState\"><TN RefId=\"0\"><T>X</T></TN>"
                        + "<ToString>Opened</ToString><By>2</By></Obj></MS></Obj>",
            })
    void an_opened_pool(String body) throws PsrpException {
        says(MessageType.SESSION_CAPABILITY, CAPABILITY);
        says(MessageType.RUNSPACEPOOL_STATE, body);
        assertThat(talk.poolState()).isInstanceOf(RunspacePool.Opened.class);
    }

    @Test
    void a_broken_pool_says_why() throws PsrpException {
        says(MessageType.SESSION_CAPABILITY, CAPABILITY);
        says(
                MessageType.RUNSPACEPOOL_STATE,
                "<Obj RefId=\"0\"><MS><Obj N=\"ExceptionAsErrorRecord\" RefId=\"1\"><MS><Obj N=\"Exception\" RefId=\"2\">"
                        + "<Props><S N=\"Message\">no role capability</S></Props></Obj></MS></Obj>"
                        + "<I32 N=\"RunspaceState\">5</I32></MS></Obj>");
        assertThat(talk.refusal()).contains("no role capability");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<S>{\"a\":1}</S>",
                "\uFEFF<S>{&quot;a&quot;:1}</S>",
                "<S><![CDATA[{\"a\":1}]]></S>",
                "<S>{\"a\"<!-- x -->:1}</S>",
                "<S>_x007B_\"_X0061_\":1_x0000007D_</S>",
                "<Obj RefId=\"0\"><TN RefId=\"0\"><T>System.String</T><T>System.Object</T></TN><ToString>no</ToString>"
                        + "<S>{\"a\":1}</S><MS><S N=\"PSComputerName\">h</S><G N=\"RunspaceId\">x</G></MS></Obj>",
                "<Obj RefId=\"0\"><S>{\"a\":1}</S><TNRef RefId=\"0\" /><What z=\"1\"><Ever /></What></Obj>",
                "<Obj RefId=\"0\"><ToString>{\"a\":1}</ToString><Props><DT N=\"t\">2026-01-01T00:00:00Z</DT></Props></Obj>",
            })
    void an_answer(String body) throws PsrpException {
        starts();
        says(MessageType.PIPELINE_OUTPUT, body);
        assertThat(ended().objects()).containsExactly("{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<Obj RefId=\"0\"><ToString>no</ToString><MS><S N=\"FullyQualifiedErrorId\">Id</S></MS></Obj>|no|Id",
                "<Obj RefId=\"0\"><MS><S N=\"ErrorDetails_Message\">no</S><Nil N=\"FullyQualifiedErrorId\" /></MS></Obj>|no|''",
                "<Obj RefId=\"0\"><MS><Obj RefId=\"1\" N=\"Exception\"><ToString>no</ToString></Obj><I32 N=\"x\">1</I32></MS></Obj>|no|''",
                "<S>no</S>|no|''",
            })
    void an_error(String body, String message, String id) throws PsrpException {
        starts();
        says(MessageType.ERROR_RECORD, body);
        assertThat(ended().errors()).containsExactly(new ShellOutcome.RemoteError(message, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Obj RefId=\"0\"><MS><Obj N=\"ExceptionAsErrorRecord\" RefId=\"1\"><ToString>no</ToString></Obj>"
                        + "<I32 N=\"PipelineState\">5</I32></MS></Obj>",
                "<Obj RefId=\"0\"><MS><Obj RefId=\"1\" N=\"PipelineState\"><I32>5</I32></Obj>"
                        + "<Obj RefId=\"2\" N=\"ExceptionAsErrorRecord\"><MS><S N=\"ErrorDetails_Message\">no</S></MS></Obj></MS></Obj>",
            })
    void a_pipeline_that_failed(String body) throws PsrpException {
        starts();
        says(MessageType.PIPELINE_STATE, body);
        assertThat(talk.hasEnded()).isTrue();
        assertThat(output.returned().completed()).isFalse();
        assertThat(output.returned().errors())
                .containsExactly(new ShellOutcome.RemoteError("no", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "PIPELINE_HOST_CALL, <I64 N='ci'>1</I64>, 1",
        "PIPELINE_HOST_CALL, <I32 N='CI'>1</I32>, 1",
        "RUNSPACEPOOL_HOST_CALL, <I64 N='ci'>1</I64>, 1",
        "PIPELINE_HOST_CALL, <I64 N='ci'>-100</I64>, 0",
    })
    void a_call_of_the_host(MessageType type, String id, int replies) throws PsrpException {
        starts();
        List<RunspaceTalk.Reply> answer =
                says(
                        type,
                        "<Obj RefId=\"0\"><MS>"
                                + id
                                + "<Obj N=\"mp\" RefId=\"1\"><LST /></Obj><I32 N=\"mi\">11</I32></MS></Obj>");
        assertThat(answer).hasSize(replies);
        assertThat(answer)
                .allMatch(reply -> reply.ofPipeline() == (type == MessageType.PIPELINE_HOST_CALL));
    }

    @Test
    void characters_and_headers_that_are_cut_in_two() throws PsrpException {
        starts();
        byte[] message =
                new RawMessage(
                                RawMessage.Destination.CLIENT,
                                MessageType.PIPELINE_OUTPUT.code(),
                                POOL,
                                PIPELINE,
                                "<S>\u20AC\u00FC</S>".getBytes(StandardCharsets.UTF_8))
                        .bytes();
        // A byte in each fragment, and a byte in each Receive.
        for (int i = 0; i < message.length; i++) {
            byte[] fragment =
                    new Fragment(
                                    7,
                                    i,
                                    i == 0,
                                    i == message.length - 1,
                                    Arrays.copyOfRange(message, i, i + 1))
                            .bytes();
            for (byte one : fragment) {
                talk.take(new byte[] {one}, output);
            }
        }
        assertThat(ended().objects()).containsExactly("\u20AC\u00FC");
    }
}
