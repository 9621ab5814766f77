package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.model.Word;

/// What can be wrong with a simulated host's WinRM service.
public enum WireFault implements Word {
    /// Nobody listens at its port.
    DEAD("dead"),
    /// Accepts connections and never answers.
    SILENT("silent"),
    /// Takes ten times as long, three seconds at the least.
    SLOW("slow"),
    /// The command runs, but what comes back is not its output.
    GARBAGE("garbage"),
    /// The command runs, and each Receive ends in a closed connection.
    DROP("drop"),
    /// Logs everybody on and lets nobody open a shell.
    DENIED("denied"),
    /// Refuses every logon.
    WRONG_PASSWORD("wrong-password"),
    /// Has no endpoint of PowerShell, whatever the fleet offers.
    NO_ENDPOINT("no-endpoint"),
    /// Lets nobody in at its endpoints of PowerShell.
    ENDPOINT_DENIED("endpoint-denied");

    private final String word;

    WireFault(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
