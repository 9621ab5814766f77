package io.github.fleetlogoff.runner;

import static io.github.fleetlogoff.runner.Rehearsal.host;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.NotAttemptedReason;
import io.github.fleetlogoff.model.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger ledger = ledger("ws1", "ws2");

    @Test
    void one_outcome_per_host_adds_up() {
        ledger.note(finished("ws2"));
        ledger.note(new RunEvent.HostStarted(TickingTime.START, "ws1", 1));
        ledger.note(finished("ws1"));

        assertThatCode(ledger::check).doesNotThrowAnyException();
    }

    @Test
    void a_host_without_an_outcome_is_a_fault() {
        ledger.note(finished("ws1"));

        assertThatThrownBy(ledger::check)
                .asInstanceOf(type(FleetException.class))
                .returns(FleetException.Code.INTERNAL, FleetException::code)
                .extracting(Throwable::getMessage, as(STRING))
                .contains("ws2");
    }

    @Test
    void a_second_outcome_is_a_fault() {
        ledger.note(finished("ws1"));
        ledger.note(finished("ws2"));
        ledger.note(finished("ws1"));

        assertThatThrownBy(ledger::check)
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("ws1");
    }

    @Test
    void an_outcome_of_a_host_that_is_not_planned_is_a_fault() {
        ledger.note(finished("ws1"));
        ledger.note(finished("ws2"));
        ledger.note(finished("ws3"));

        assertThatThrownBy(ledger::check)
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("ws3");
    }

    private static RunEvent finished(String host) {
        return new RunEvent.HostFinished(
                TickingTime.START,
                HostReport.notAttempted(host, NotAttemptedReason.STOPPED, "stopped"));
    }

    private static Ledger ledger(String... names) {
        List<Host> hosts = List.of(names).stream().map(name -> host(name)).toList();
        return new Ledger(hosts);
    }
}
