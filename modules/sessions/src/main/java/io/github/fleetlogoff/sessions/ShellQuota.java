package io.github.fleetlogoff.sessions;

import org.jspecify.annotations.Nullable;

/// What a host allows remote shells ([MS-WSMV] 2.2.4.42, WinrsType). A number that it did not tell
/// is absent.
///
/// @param shells a user may have at once (MaxShellsPerUser)
/// @param processes a shell may start (MaxProcessesPerShell)
/// @param megabytes a shell may take, its processes included (MaxMemoryPerShellMB)
/// @param users that may have shells at once (MaxConcurrentUsers)
public record ShellQuota(
        @Nullable Long shells,
        @Nullable Long processes,
        @Nullable Long megabytes,
        @Nullable Long users) {
    /// From here on a limit is none: Windows shows 2147483647 where it has none.
    public static final long UNLIMITED = Integer.MAX_VALUE;
}
