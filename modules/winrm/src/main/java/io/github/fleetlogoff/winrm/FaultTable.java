package io.github.fleetlogoff.winrm;

import static io.github.fleetlogoff.model.RetryAdvice.LATER;
import static io.github.fleetlogoff.model.RetryAdvice.NEVER;
import static io.github.fleetlogoff.model.RetryAdvice.SOON;
import static io.github.fleetlogoff.sessions.ShellFault.Kind.ACCESS_DENIED;
import static io.github.fleetlogoff.sessions.ShellFault.Kind.LOGON_REFUSED;
import static io.github.fleetlogoff.sessions.ShellFault.Kind.PROTOCOL;
import static io.github.fleetlogoff.sessions.ShellFault.Kind.TIMED_OUT;

import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The faults of WS-Management that hosts answer with, by their code; the text beside it is in the
/// host's language. Names and values as in Microsoft's WSManNativeAPI.cs and winerror.h; what to
/// try again follows PowerShell's own lists (RetrySessionCreation, IsWsManQuotaReached).
public enum FaultTable {
    ACCESS_IS_DENIED(5, ACCESS_DENIED, NEVER, Texts.DENIED),
    PROVIDER_DENIED(0x80070005L, ACCESS_DENIED, NEVER, Texts.DENIED),
    REMOTE_SHELLS_NOT_ALLOWED(
            2150859180L,
            ACCESS_DENIED,
            NEVER,
            "remote shells are switched off on the host; set AllowRemoteShellAccess to true"),
    REMOTE_ACCESS_DISABLED(
            2150859229L,
            ACCESS_DENIED,
            NEVER,
            "remote access is switched off on the host; run Enable-PSRemoting there"),

    REMOTE_CONNECTION_NOT_ALLOWED(
            2150859235L,
            ACCESS_DENIED,
            NEVER,
            "remote connections are not allowed on the host; run Enable-PSRemoting there"),

    LOGON_FAILURE(1326, LOGON_REFUSED, NEVER, "user name or password is wrong"),
    NO_LOGON_SERVERS(
            1311,
            LOGON_REFUSED,
            NEVER,
            "the host found no domain controller to check the logon; see to its network or secure channel"),
    ACCOUNT_LOCKED_OUT(
            1909,
            LOGON_REFUSED,
            NEVER,
            "the account is locked out; have it unlocked before the next run"),

    OPERATION_TIMED_OUT(
            2150858793L,
            TIMED_OUT,
            NEVER,
            Delivery.UNKNOWN,
            "the host did not finish the operation in the time it was given"),
    SHELL_NOT_FOUND(
            2150858843L,
            PROTOCOL,
            NEVER,
            Delivery.UNKNOWN,
            "the host no longer knows the shell or the command; what became of it must be looked up"),

    QUOTA_MAX_SHELLS(2150859173L, PROTOCOL, LATER, Texts.SHELLS),
    QUOTA_MAX_OPERATIONS(
            2150859174L,
            PROTOCOL,
            LATER,
            "the account has too many operations open on the host (MaxConcurrentOperationsPerUser); other tools may hold them"),
    QUOTA_USER(2150859175L, PROTOCOL, LATER, Texts.RATE),
    QUOTA_SYSTEM(2150859176L, PROTOCOL, LATER, Texts.RATE),
    QUOTA_MAX_SHELL_USERS(
            2150859179L,
            PROTOCOL,
            LATER,
            "too many users have shells on the host (MaxConcurrentUsers)"),
    QUOTA_MAX_SHELLS_PPQ(2150859236L, PROTOCOL, LATER, Texts.SHELLS),
    QUOTA_MAX_USERS_PPQ(2150859237L, PROTOCOL, LATER, Texts.PLUGIN),
    QUOTA_MAX_PLUGIN_SHELLS_PPQ(2150859238L, PROTOCOL, LATER, Texts.PLUGIN),
    QUOTA_MAX_PLUGIN_OPERATIONS_PPQ(2150859239L, PROTOCOL, LATER, Texts.PLUGIN),
    QUOTA_MAX_OPERATIONS_USER_PPQ(2150859240L, PROTOCOL, LATER, Texts.PLUGIN),
    QUOTA_MAX_COMMANDS_PER_SHELL_PPQ(2150859241L, PROTOCOL, LATER, Texts.PLUGIN),
    QUOTA_MIN_RESOURCES_PPQ(2150859242L, PROTOCOL, LATER, Texts.PLUGIN),

    KEY_DELETED(2147943418L, PROTOCOL, SOON, Texts.PROFILE),
    KEY_MARKED(1018, PROTOCOL, SOON, Texts.PROFILE),
    OPERATION_ABORTED(
            995,
            PROTOCOL,
            SOON,
            Delivery.UNKNOWN,
            "the host closed the shell; its WinRM service may be stopping"),
    TIMEOUT(
            1460,
            PROTOCOL,
            SOON,
            Delivery.UNKNOWN,
            "the host ran out of time within itself; it may be overloaded"),
    SERVICE_UNAVAILABLE(
            2150859026L, PROTOCOL, SOON, "WinRM on the host is not ready; it may be starting"),
    URL_NOT_AVAILABLE(
            2150859027L, PROTOCOL, SOON, "WinRM on the host is not ready; it may be starting"),
    // PowerShell: ERROR_WSMAN_SENDDATA_CANNOT_CONNECT
    CANNOT_CONNECT(2150858770L, PROTOCOL, SOON, Delivery.UNKNOWN, Texts.NO_CONNECTION),
    HTTP_SERVICE_ERROR(2150859120L, PROTOCOL, SOON, Delivery.UNKNOWN, Texts.NO_CONNECTION),
    // Windows: ERROR_WINRS_SHELL_CLIENTSESSIONID_MISMATCH, …_RECONNECT_OPERATION_NOT_VALID
    CANNOT_CONNECT_MISMATCH(2150859206L, PROTOCOL, SOON, Delivery.UNKNOWN, Texts.OTHER_SESSION),
    CANNOT_CONNECT_INVALID(2150859216L, PROTOCOL, SOON, Delivery.UNKNOWN, Texts.OTHER_SESSION),
    IMPROPER_RESPONSE(
            1722,
            PROTOCOL,
            SOON,
            Delivery.UNKNOWN,
            "a service within the host did not answer (RPC); it may be starting or overloaded"),
    SHUTDOWN_IN_PROGRESS(
            1115,
            PROTOCOL,
            NEVER,
            Delivery.UNKNOWN,
            "the host is shutting down; run again when it is back"),

    INVALID_RESOURCE_URI(2150858811L, PROTOCOL, NEVER, Texts.NO_SHELL),
    // The second of two names that PowerShell has for this.
    INVALID_RESOURCE_URI2(2150858754L, PROTOCOL, NEVER, Texts.NO_SHELL),
    RUN_AS_FAILED(2150859231L, PROTOCOL, NEVER, Texts.RUN_AS),
    MANAGED_ACCOUNT_LOGON_FAILED(2150859261L, PROTOCOL, NEVER, Texts.RUN_AS),
    VIRTUAL_ACCOUNT_NOT_SUPPORTED(2150859259L, PROTOCOL, NEVER, Texts.VIRTUAL_ACCOUNT),
    VIRTUAL_ACCOUNT_NOT_SUPPORTED_DOWNLEVEL(2150859260L, PROTOCOL, NEVER, Texts.VIRTUAL_ACCOUNT),
    FILE_NOT_FOUND(
            2147942402L,
            PROTOCOL,
            NEVER,
            "the program was not found on the host; give its full path"),
    COMMAND_LINE_TOO_LONG(
            2147942606L,
            PROTOCOL,
            NEVER,
            "the command line is longer than Windows takes; this is a fault of fleet-logoff, please report it"),
    RESOURCE(2150858752L, PROTOCOL, NEVER, Texts.OURS),
    ACTION(2150858753L, PROTOCOL, NEVER, Texts.OURS),
    HEADER(2150858767L, PROTOCOL, NEVER, Texts.OURS),
    SCHEMA(2150858817L, PROTOCOL, NEVER, Texts.OURS),
    MAX_ENVELOPE_SIZE(2150858823L, PROTOCOL, NEVER, Texts.ENVELOPE),
    MAX_ENVELOPE_SIZE_EXCEEDED(2150858824L, PROTOCOL, NEVER, Texts.ENVELOPE),
    SERVER_ENVELOPE_LIMIT(2150858825L, PROTOCOL, NEVER, Texts.ENVELOPE),
    BAD_PARAMETER(87, PROTOCOL, NEVER, Texts.OURS),
    OUT_OF_MEMORY(14, PROTOCOL, NEVER, Texts.MEMORY),
    NOT_ENOUGH_MEMORY(8, PROTOCOL, NEVER, Texts.MEMORY);

    private static final Map<Long, FaultTable> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toMap(FaultTable::code, Function.identity()));

    private final long code;
    private final Kind kind;
    private final RetryAdvice retry;
    private final Delivery delivery;
    private final String sentence;

    /// What the fault says where it answers Command.
    private enum Delivery {
        /// The command was not started.
        REFUSED,
        /// The command may have been started.
        UNKNOWN
    }

    FaultTable(long code, Kind kind, RetryAdvice retry, String sentence) {
        this(code, kind, retry, Delivery.REFUSED, sentence);
    }

    FaultTable(long code, Kind kind, RetryAdvice retry, Delivery delivery, String sentence) {
        this.code = code;
        this.kind = kind;
        this.retry = retry;
        this.delivery = delivery;
        this.sentence = sentence;
    }

    /// The row of a code, empty where the table has none.
    public static Optional<FaultTable> of(long code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /// The row of a fault that names no code but a subcode of the WS-Management standard (DSP0226,
    /// annex on faults).
    public static Optional<FaultTable> ofSubcode(String subcode) {
        return switch (subcode) {
            case "AccessDenied" -> Optional.of(ACCESS_IS_DENIED);
            case "TimedOut" -> Optional.of(OPERATION_TIMED_OUT);
            case "QuotaLimit" -> Optional.of(QUOTA_USER);
            default -> Optional.empty();
        };
    }

    public long code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    /// For a conversation whose command was not started.
    public RetryAdvice retry() {
        return retry;
    }

    /// Whether a host that answers Command with this may have started it all the same.
    public boolean commandMayHaveStarted() {
        return delivery == Delivery.UNKNOWN;
    }

    /// What it means and what to do, for a person.
    public String sentence() {
        return sentence;
    }

    private static final class Texts {
        static final String DENIED =
                "the account may not use remote shells: it is not in the host's Administrators group (or RootSDDL), or it is"
                        + " a local administrator whose token is filtered (LocalAccountTokenFilterPolicy), or it is in Remote"
                        + " Management Users only, which does not open the cmd shell";
        static final String SHELLS =
                "the account has too many shells open on the host (MaxShellsPerUser); other tools may have left some";
        static final String RATE = "the host takes no more requests at the moment (rate quota)";
        static final String PLUGIN = "a quota of the host's shell plugin is used up";
        static final String PROFILE = "the user's profile was being unloaded on the host";
        static final String NO_CONNECTION =
                "the host's WinRM service did not reach its own shell service; it may be restarting";
        static final String OTHER_SESSION =
                "the shell on the host is in the hands of another session; a new one may do";
        static final String NO_SHELL =
                "the host has no remote shell (cmd plugin); is it Nano Server or another endpoint?";
        static final String RUN_AS =
                "the account that the endpoint runs as could not log on on the host; look at its RunAs account or group"
                        + " managed service account";
        static final String VIRTUAL_ACCOUNT =
                "the host knows no virtual accounts, which the endpoint wants; it needs Windows 10, Server 2016 or WMF 5.1";
        static final String MEMORY =
                "the host or the shell has no memory left (MaxMemoryPerShellMB)";
        static final String OURS =
                "the host does not accept the message; this is a fault of fleet-logoff, please report it";
        static final String ENVELOPE =
                "the message is larger than the host takes (MaxEnvelopeSizekb)";

        private Texts() {}
    }
}
