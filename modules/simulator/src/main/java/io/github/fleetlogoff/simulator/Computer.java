package io.github.fleetlogoff.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Windows computer behind a simulated WinRM service, as the service sees it. Called from the
/// server's thread only.
public interface Computer {

    /// Its own name, upper case.
    String name();

    /// Runs a command at once in simulated time: what it changes on the computer has happened when
    /// this returns, and the service holds the answer back for [Reply#after].
    ///
    /// @param program the Command element, with `arguments` the Arguments elements
    /// @param environment variables of the shell
    /// @param account who is logged on
    Reply run(
            String program,
            List<String> arguments,
            Map<String, String> environment,
            String account);

    /// Takes a piece of what is written to a command's standard input. The command has done its
    /// work by then: none of the simulated programs reads any.
    ///
    /// @param last whether the input ends here
    default void input(byte[] bytes, boolean last) {}

    /// Whether the account may administer it.
    default boolean administered() {
        return true;
    }

    /// Answers a request of the session script that came through PowerShell remoting, as [#run]
    /// does one of a shell.
    ///
    /// @param script its text; empty = the function of a JEA endpoint
    /// @return empty where the script is not known
    default Optional<Answer> session(String script, String requestJson) {
        return Optional.empty();
    }

    /// What the session script answers.
    ///
    /// @param json one line
    record Answer(Duration after, String json, int exitCode) {}

    /// What a command printed and how it ended.
    ///
    /// @param after from Command to the answer
    @SuppressWarnings("ArrayRecordComponent") // bytes to send: never compared
    record Reply(Duration after, byte[] stdout, byte[] stderr, int exitCode) {}
}
