package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.HostReport;
import io.github.fleetlogoff.model.RunEvent.GraceBegan;
import io.github.fleetlogoff.model.RunEvent.HostWarned;
import io.github.fleetlogoff.model.Session;
import io.github.fleetlogoff.model.Surveyed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a run had got before it was taken up.
///
/// @param settled hosts with an outcome that stands
/// @param acted what a host had leave to end, by its name; also of settled hosts
/// @param surveys the answer of each surveyed host, by its name
/// @param wave the wave that had begun, 0 = none
/// @param grace the time that the users of that wave were given, absent = not yet
/// @param warnings the first message to each host whose users were told, by its name
public record Progress(
        List<HostReport> settled,
        Map<String, Acted> acted,
        Map<String, Surveyed> surveys,
        int wave,
        @Nullable GraceBegan grace,
        Map<String, HostWarned> warnings) {
    /// Nothing was done yet.
    public static final Progress NONE =
            new Progress(List.of(), Map.of(), Map.of(), 0, null, Map.of());

    /// What a host may have ended.
    ///
    /// @param sessions the logons it had leave to end
    /// @param others whether it may have ended what the selector found there beside them
    public record Acted(Host host, List<Session> sessions, boolean others) {
        public Acted {
            sessions = List.copyOf(sessions);
        }
    }

    public Progress {
        settled = List.copyOf(settled);
        acted = Map.copyOf(acted);
        surveys = Map.copyOf(surveys);
        warnings = Map.copyOf(warnings);
    }
}
