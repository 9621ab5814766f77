package io.github.fleetlogoff.simulator.wsman;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request as far as the remote shell needs it.
///
/// @param to where the client believes the service to be
/// @param shellId the ShellId selector, empty where there is none
/// @param limits what the client asked for
record WsmanRequest(
        String messageId,
        String to,
        String resourceUri,
        String shellId,
        Limits limits,
        Operation operation) {

    /// @param operationTimeout how long the answer may be held, at most 60 s (MaxTimeoutms, MS-WSMV
    ///   3.1.4.1.6)
    /// @param maxEnvelopeSize of the answer in bytes
    record Limits(Duration operationTimeout, int maxEnvelopeSize) {}

    /// What is to be done.
    sealed interface Operation {
        /// Asks who answers (DSP0226).
        record Identify() implements Operation {}

        /// Reads a resource.
        record Get() implements Operation {}

        /// Concerns a remote shell.
        sealed interface OfShell extends Operation {}

        /// Opens a shell.
        ///
        /// @param idleTimeOut absent = the host's own
        /// @param workingDirectory absent = the profile's
        record Create(
                Map<String, String> environment,
                @Nullable Duration idleTimeOut,
                @Nullable String workingDirectory,
                String inputStreams,
                String outputStreams)
                implements OfShell {}

        /// Starts a command.
        ///
        /// @param throughCmd whether cmd.exe reads the line, else CreateProcess does
        record Command(String program, List<String> arguments, boolean throughCmd)
                implements OfShell {}

        /// Waits for output.
        ///
        /// @param commandId empty where there is none
        record Receive(String commandId) implements OfShell {}

        /// Brings input.
        ///
        /// @param last whether the input ends here
        @SuppressWarnings("ArrayRecordComponent") // bytes of a request: never compared
        record Send(String commandId, byte[] input, boolean last) implements OfShell {}

        /// Ends a command, or presses a key.
        record Signal(String commandId, String code) implements OfShell {}

        /// Ends a shell.
        record Delete() implements OfShell {}
    }
}
