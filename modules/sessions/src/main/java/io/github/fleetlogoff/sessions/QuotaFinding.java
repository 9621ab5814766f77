package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a host's quota means for us.
final class QuotaFinding {
    // PowerShell takes about 100 MB for the script; hosts of Windows 7 allow 150 (MS-WSMV, product
    // behaviour note on WinrsType).
    private static final long LEAST_MEGABYTES = 128;
    // The script, the program that it calls, and a console for each.
    private static final long LEAST_PROCESSES = 4;
    // Ours, and one that another tool or a run before left.
    private static final long LEAST_SHELLS = 2;

    private static final String USED_UP =
            "wait, or end shells that other tools left (they end by themselves after 2 hours); raise"
                    + " MaxShellsPerUser and MaxMemoryPerShellMB with winrm set winrm/config/winrs";

    private QuotaFinding() {}

    /// One limit that is lower than we need.
    private record Tight(String name, long has, long enough) {

        static Stream<Tight> of(String name, @Nullable Long has, long least, long enough) {
            return has != null && has < least
                    ? Stream.of(new Tight(name, has, enough))
                    : Stream.empty();
        }
    }

    /// @param text what the host answered where it opened no shell
    static Finding usedUp(String text, Optional<QuotaAnswer> answer) {
        String allowed = answer.map(QuotaFinding::words).orElse("");
        return Finding.failed(
                Check.QUOTA, allowed.isEmpty() ? text : text + "; " + allowed, USED_UP);
    }

    static Finding opened(Optional<QuotaAnswer> answer) {
        String words = answer.map(QuotaFinding::words).orElse("");
        String text = words.isEmpty() ? "a shell was opened" : "a shell was opened; " + words;
        List<Tight> tight = answer.map(QuotaFinding::tight).orElse(List.of());
        if (tight.isEmpty()) {
            return Finding.ok(Check.QUOTA, text);
        }
        String values =
                tight.stream()
                        .map(each -> each.name() + "=\"" + each.enough() + "\"")
                        .collect(Collectors.joining("; "));
        return Finding.warning(
                Check.QUOTA,
                text,
                "a run may need more: winrm set winrm/config/winrs '@{"
                        + values
                        + "}' on the host, or the policy of the same name under Windows Remote Shell");
    }

    private static List<Tight> tight(QuotaAnswer answer) {
        if (!(answer instanceof QuotaAnswer.Told(ShellQuota quota))) {
            return List.of();
        }
        return Stream.of(
                        Tight.of("MaxShellsPerUser", quota.shells(), LEAST_SHELLS, 30),
                        Tight.of("MaxProcessesPerShell", quota.processes(), LEAST_PROCESSES, 25),
                        Tight.of("MaxMemoryPerShellMB", quota.megabytes(), LEAST_MEGABYTES, 1024))
                .flatMap(each -> each)
                .toList();
    }

    private static String words(QuotaAnswer answer) {
        return switch (answer) {
            case QuotaAnswer.Denied _ -> "its limits are told to administrators only";
            case QuotaAnswer.Unknown(String why) -> "its limits are not known: " + why;
            case QuotaAnswer.Told(ShellQuota quota) -> limits(quota);
        };
    }

    private static String limits(ShellQuota quota) {
        List<String> limits = new ArrayList<>();
        add(limits, quota.shells(), "shells a user");
        add(limits, quota.processes(), "processes a shell");
        add(limits, quota.megabytes(), "MB a shell");
        add(limits, quota.users(), "users at once");
        return limits.isEmpty()
                ? "without limits of its own"
                : "the most is " + String.join(", ", limits);
    }

    private static void add(List<String> limits, @Nullable Long limit, String what) {
        if (limit != null && limit < ShellQuota.UNLIMITED) {
            limits.add(limit + " " + what);
        }
    }
}
