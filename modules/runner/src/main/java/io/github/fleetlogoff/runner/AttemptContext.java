package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Deadline;
import io.github.fleetlogoff.model.Session;
import java.util.List;

/// What a conversation with a host may ask the run, and must tell it.
public interface AttemptContext {

    /// By when the conversation must be over.
    Deadline deadline();

    /// The host accepted the logon. Told as soon as it is known: the other hosts of an unproven
    /// account wait for it.
    void logonAccepted();

    /// Asked right before a command that only looks is handed to the host, as often as that is
    /// done; on false nothing may be sent.
    boolean mayAsk();

    /// Asked once, right before the command that acts is handed to the host, which finds out by the
    /// selector what it ends. The journal has it when this returns true, and this conversation is
    /// the host's last; on false nothing may be sent.
    boolean mayAct();

    /// The same, where it is known what the host may end: should its answer be lost, these sessions
    /// are in the report, and whoever takes the run up asks for them.
    boolean mayAct(List<Session> sessions);
}
