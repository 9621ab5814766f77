package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Finding.Grade;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuotaFindingTest {
    private static Optional<QuotaAnswer> told(long shells, long processes, long megabytes) {
        return Optional.of(
                new QuotaAnswer.Told(
                        new ShellQuota(shells, processes, megabytes, ShellQuota.UNLIMITED)));
    }

    @Test
    void the_defaults_of_windows_are_room_enough() {
        Finding finding = QuotaFinding.opened(told(30, 25, 1024));

        assertThat(finding.grade()).isEqualTo(Grade.OK);
        assertThat(finding.text())
                .isEqualTo(
                        "a shell was opened; the most is 30 shells a user, 25 processes a shell,"
                                + " 1024 MB a shell");
    }

    @Test
    void no_limit_is_told_as_none() {
        long none = ShellQuota.UNLIMITED;

        assertThat(QuotaFinding.opened(told(none, none, none)).text())
                .isEqualTo("a shell was opened; without limits of its own");
    }

    @Test
    void a_limit_that_is_too_low_for_a_run_is_a_warning_with_the_command_that_raises_it() {
        Finding finding = QuotaFinding.opened(told(1, 25, 100));

        assertThat(finding.grade()).isEqualTo(Grade.WARNING);
        assertThat(finding.fix().orElse(""))
                .contains(
                        "winrm set winrm/config/winrs"
                                + " '@{MaxShellsPerUser=\"30\"; MaxMemoryPerShellMB=\"1024\"}'");
    }

    @Test
    void who_may_not_know_is_told_so() {
        Finding finding = QuotaFinding.opened(Optional.of(new QuotaAnswer.Denied()));

        assertThat(finding.grade()).isEqualTo(Grade.OK);
        assertThat(finding.text())
                .isEqualTo("a shell was opened; its limits are told to administrators only");
    }

    @Test
    void a_quota_that_is_used_up_says_how_much_it_is() {
        Finding finding = QuotaFinding.usedUp("too many shells", told(5, 15, 150));

        assertThat(finding.grade()).isEqualTo(Grade.FAILED);
        assertThat(finding.text())
                .isEqualTo(
                        "too many shells; the most is 5 shells a user, 15 processes a shell, 150 MB a"
                                + " shell");
    }
}
