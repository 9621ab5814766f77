package io.github.fleetlogoff.winrm.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.psrp.ErrorRecord;
import io.github.fleetlogoff.psrp.Fragmenter;
import io.github.fleetlogoff.psrp.Message;
import io.github.fleetlogoff.psrp.PoolState;
import io.github.fleetlogoff.psrp.RawMessage;
import io.github.fleetlogoff.sessions.PipelineCommand;
import io.github.fleetlogoff.winrm.RecordedWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What hosts say where an endpoint is asked for that the conversation does not need.
@Timeout(60)
class EndpointTrialsTest extends RecordedEndpoint {
    private final List<String> told = new ArrayList<>();

    private void run(Duration limit, String... endpoints) {
        shell.run(
                host(),
                new PipelineCommand("Invoke-FleetLogoff", false, Map.of(), Set.of(), 1 << 20),
                new RecordedWatch(limit, false) {
                    @Override
                    public List<Endpoint> endpointsToTry() {
                        return List.of(endpoints).stream().map(Endpoint::new).toList();
                    }

                    @Override
                    public void tried(Endpoint endpoint, Offer offer, String why) {
                        told.add(endpoint.name() + " " + offer.word() + " " + why);
                    }
                });
    }

    private void creating(int status, String body) {
        recorded.answering("Create", status, body);
    }

    /// What a runspace pool comes to.
    private void receiving(PoolState state, @Nullable ErrorRecord error) {
        List<RawMessage> raw =
                Stream.of(
                                Message.SessionCapability.OURS,
                                new Message.RunspacePoolStateChange(state, error))
                        .map(message ->
                                message.to(
                                        RawMessage.Destination.CLIENT,
                                        new UUID(1, 2),
                                        RawMessage.NONE))
                        .toList();
        String block = Base64.getEncoder().encodeToString(new Fragmenter().together(raw));
        recorded.answering("Receive", 200, received(stream(block)));
    }

    @Test
    void an_endpoint_whose_pool_breaks_is_not_offered() {
        creating(200, created("A"));
        receiving(PoolState.BROKEN, new ErrorRecord("no such role", "", "", 0, ""));
        creating(200, created("B"));
        receiving(PoolState.BROKEN, new ErrorRecord("no such script", "", "", 0, ""));
        creating(200, created("C"));
        receiving(PoolState.OPENED, null);

        run(Duration.ofSeconds(30), "one", "two");

        assertThat(told).hasSize(3);
        assertThat(told.get(0))
                .startsWith("FleetLogoff unknown ")
                .contains("could not be opened", "no such role");
        assertThat(told.get(1)).startsWith("one unknown ").contains("no such script");
        assertThat(told.get(2)).isEqualTo("two offered ");
        assertThat(recorded.actions())
                .containsExactly(
                        "Create", "Receive", "Delete", "Create", "Receive", "Delete", "Create",
                        "Receive", "Delete");
        assertThat(shell.leakedShells()).isZero();
    }

    @Test
    void an_endpoint_that_does_not_become_ready_is_not_waited_for_without_end() {
        creating(500, refused("5"));
        creating(200, created("B"));
        for (int i = 0; i < 40; i++) {
            recorded.answering("Receive", 500, refused("2150858793"));
        }

        run(Duration.ofSeconds(30), "one");

        assertThat(told.get(1)).startsWith("one unknown ").contains("took no command in time");
        assertThat(recorded.actions()).hasSizeLessThan(20).endsWith("Delete");
    }

    @Test
    void each_is_opened_once_and_deleted_at_once() {
        creating(500, refused("5"));
        creating(200, created("B"));
        receiving(PoolState.OPENED, null);
        creating(200, created("C"));

        run(Duration.ofSeconds(30), "FleetLogoff", "Microsoft.PowerShell", "winrs");

        assertThat(told)
                .containsExactly(
                        "FleetLogoff refused ", "Microsoft.PowerShell offered ", "winrs offered ");
        assertThat(recorded.actions())
                .containsExactly("Create", "Create", "Receive", "Delete", "Create", "Delete");
        assertThat(recorded.requests().get(3)).contains("powershell/Microsoft.PowerShell", ">B<");
        assertThat(recorded.requests().get(4)).contains("windows/shell/cmd");
        assertThat(recorded.requests().get(5)).contains(">C<");
        assertThat(shell.leakedShells()).isZero();
    }

    @Test
    void a_name_that_is_not_there_is_told_from_one_that_is_refused() {
        creating(500, refused("5"));
        creating(500, refused("2150858811"));
        creating(500, refused("2147942405"));
        creating(500, refused("2150859173"));

        run(Duration.ofSeconds(30), "one", "two", "three");

        assertThat(told.subList(0, 3))
                .containsExactly("FleetLogoff refused ", "one missing ", "two refused ");
        assertThat(told.get(3)).startsWith("three unknown ").contains("2150859173");
        assertThat(shell.leakedShells()).isZero();
    }

    @Test
    void what_is_switched_off_on_the_host_is_no_refusal_of_the_account() {
        creating(500, refused("5"));
        creating(500, refused("2150859180"));
        creating(500, refused("2150859229"));
        creating(500, refused("2150859235"));

        run(Duration.ofSeconds(30), "winrs", "two", "three");

        assertThat(told.get(1)).startsWith("winrs unknown ").contains("AllowRemoteShellAccess");
        assertThat(told.get(2)).startsWith("two unknown ").contains("Enable-PSRemoting");
        assertThat(told.get(3)).startsWith("three unknown ").contains("Enable-PSRemoting");
    }

    @Test
    void nonsense_ends_the_asking_and_is_no_refusal() {
        creating(500, refused("5"));
        creating(200, "<nonsense/>");

        run(Duration.ofSeconds(30), "one", "two");

        assertThat(told).hasSize(2);
        assertThat(told.get(1)).startsWith("one unknown ");
        assertThat(recorded.actions()).containsExactly("Create", "Create");
        assertThat(shell.leakedShells()).isEqualTo(1);
    }

    @Test
    void nobody_is_asked_where_nothing_answered() {
        creating(503, "");

        run(Duration.ofSeconds(30), "one", "two");

        assertThat(told).isEmpty();
        assertThat(recorded.actions()).containsOnlyOnce("Create");
    }
}
