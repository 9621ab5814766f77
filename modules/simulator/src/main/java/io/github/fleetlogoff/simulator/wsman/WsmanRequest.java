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
        /// @param pool absent = it is to be a remote shell
        record Create(
                Map<String, String> environment,
                @Nullable Duration idleTimeOut,
                @Nullable String workingDirectory,
                String inputStreams,
                String outputStreams,
                @Nullable Pool pool)
                implements OfShell {}

        /// A runspace pool that is to be opened (MS-PSRP 3.1.5.3.1).
        ///
        /// @param shellId the id that the client wants, upper case
        /// @param creation fragments of its first messages
        @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
        record Pool(String shellId, byte[] creation) {}

        /// Starts a command.
        ///
        /// @param id that the client wants, upper case; empty = any
        /// @param throughCmd whether cmd.exe reads the line, else CreateProcess does
        record Command(String id, String program, List<String> arguments, boolean throughCmd)
                implements OfShell {}

        /// Waits for output.
        ///
        /// @param commandId empty where there is none
        record Receive(String commandId) implements OfShell {}

        /// Brings input.
        ///
        /// @param commandId empty where there is none
        /// @param last whether the input ends here
        @SuppressWarnings("ArrayRecordComponent") // bytes of the wire: never compared
        record Send(String commandId, byte[] input, boolean last) implements OfShell {}

        /// Ends a command, or presses a key.
        record Signal(String commandId, String code) implements OfShell {}

        /// Ends a shell.
        record Delete() implements OfShell {}
    }
}
