package io.github.fleetlogoff.winrm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTableTest {

    @Test
    void comes_again_later_for_exactly_the_twelve_quota_codes() {
        // IsWsManQuotaReached in PowerShell's cimChildJobBase.cs.
        Set<Long> quotas =
                LongStream.concat(
                                LongStream.of(
                                        2150859173L,
                                        2150859174L,
                                        2150859175L,
                                        2150859176L,
                                        2150859179L),
                                LongStream.rangeClosed(2150859236L, 2150859242L))
                        .boxed()
                        .collect(Collectors.toSet());
        Set<Long> later =
                Arrays.stream(FaultTable.values())
                        .filter(row -> row.retry() == RetryAdvice.LATER)
                        .map(FaultTable::code)
                        .collect(Collectors.toSet());
        assertThat(later).isEqualTo(quotas).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({
        "5, ACCESS_DENIED, NEVER",
        "2147942405, ACCESS_DENIED, NEVER",
        "2150859180, ACCESS_DENIED, NEVER",
        "1326, LOGON_REFUSED, NEVER",
        "1909, LOGON_REFUSED, NEVER",
        "2147943418, PROTOCOL, SOON",
        "1018, PROTOCOL, SOON",
        "995, PROTOCOL, SOON",
        "1460, PROTOCOL, SOON",
        "2150859026, PROTOCOL, SOON",
        "1115, PROTOCOL, NEVER",
        "14, PROTOCOL, NEVER",
        "87, PROTOCOL, NEVER",
        "2150858843, PROTOCOL, NEVER",
        "2150858811, PROTOCOL, NEVER",
        "2150858754, PROTOCOL, NEVER",
        "2150859231, PROTOCOL, NEVER",
        "2150859235, ACCESS_DENIED, NEVER",
        "2150859259, PROTOCOL, NEVER",
        "2150859261, PROTOCOL, NEVER",
    })
    void says_what_a_code_is_and_whether_to_try_again(long code, Kind kind, RetryAdvice retry) {
        FaultTable row = FaultTable.of(code).orElseThrow();
        assertThat(row.kind()).isEqualTo(kind);
        assertThat(row.retry()).isEqualTo(retry);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                // Of WSManNativeAPI.cs, there as signed numbers.
                -2144108526L,
                995L,
                1722L,
                -2144108269L,
                -2144108080L,
                -2144108090L,
                -2144108270L,
                -2144108176L
            })
    void tries_again_soon_where_powershell_retries_the_creation_of_a_session(long code) {
        assertThat(FaultTable.of(code & 0xFFFF_FFFFL).orElseThrow().retry())
                .isEqualTo(RetryAdvice.SOON);
    }

    @Test
    void has_a_sentence_for_every_code() {
        assertThat(FaultTable.values())
                .allSatisfy(row -> assertThat(row.sentence()).hasSizeGreaterThan(25));
    }

    @Test
    void does_not_take_a_refusal_for_a_start() {
        assertThat(FaultTable.QUOTA_MAX_OPERATIONS.commandMayHaveStarted()).isFalse();
        assertThat(FaultTable.FILE_NOT_FOUND.commandMayHaveStarted()).isFalse();
        assertThat(FaultTable.OPERATION_TIMED_OUT.commandMayHaveStarted()).isTrue();
        assertThat(FaultTable.OPERATION_ABORTED.commandMayHaveStarted()).isTrue();
    }

    @Test
    void knows_nothing_of_other_codes() {
        assertThat(FaultTable.of(4711)).isEmpty();
        assertThat(FaultTable.ofSubcode("InternalError")).isEmpty();
        assertThat(FaultTable.ofSubcode("AccessDenied")).contains(FaultTable.ACCESS_IS_DENIED);
    }
}
