package io.github.fleetlogoff.simulator.windows;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of one session of a simulated computer: what a report is held against. One logon is
/// one entry: a user who is back under the same id has two.
///
/// @param id of the session; several entries may have it, one after the other
/// @param user as quser prints it, lower case; null in a session without a user
/// @param logonTime as quser prints it; null in a session without a user
/// @param present whether the session is still there
/// @param endedBy what ended it; null where nothing did, or its user left
/// @param endedAt when, by the clock of the fleet; null where it is still there
/// @param logoffCalls how often logoff.exe was run for it
/// @param warnings how many messages were sent to it
/// @param warnedAt when the last was; null where none was
public record SessionTruth(
        int id,
        @Nullable String user,
        @Nullable String logonTime,
        boolean present,
        @Nullable EndedBy endedBy,
        @Nullable Instant endedAt,
        int logoffCalls,
        int warnings,
        @Nullable Instant warnedAt) {

    /// What ended a session.
    public enum EndedBy {
        LOGOFF("logoff"),
        RESET("reset");

        private final String word;

        EndedBy(String word) {
            this.word = word;
        }

        /// Its word in a dump of the fleet's state.
        public String word() {
            return word;
        }
    }
}
