package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Deadline;

/// What a conversation with a host may ask the run, and must tell it.
public interface AttemptContext {

    /// By when the conversation must be over.
    Deadline deadline();

    /// The host accepted the logon. Told as soon as it is known: the other hosts of an unproven
    /// account wait for it.
    void logonAccepted();

    /// Asked once, right before the command is handed to the host. The journal has it when this
    /// returns true, and this conversation is the host's last; on false nothing may be sent.
    boolean mayAct();
}
