package io.github.fleetlogoff.winrm;

import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.sessions.ShellFault;
import io.github.fleetlogoff.sessions.ShellFault.Kind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What a WS-Management fault means, by its code: never by its text, which comes in the host's
/// language. The codes are Windows' own (winerror.h, wsmerror.h); the advice follows Microsoft's
/// clients, which wait for the quota codes and begin again for a few others. All of it holds only
/// while the command was not delivered.
final class FaultTable {
    static final long OPERATION_TIMED_OUT = 2_150_858_793L;
    static final long SHELL_OR_COMMAND_UNKNOWN = 2_150_858_843L;

    private static final Map<Long, Meaning> MEANINGS = new HashMap<>();

    /// One row of the table.
    record Meaning(Kind kind, RetryAdvice retry, String sentence) {}

    static {
        String rights =
                "the account may log on but not open a remote shell: make it an administrator of the host (or grant it"
                        + " in RootSDDL); for a local account set LocalAccountTokenFilterPolicy to 1; membership of Remote Management"
                        + " Users is not enough";
        denied(5, rights);
        denied(2_147_942_405L, rights);
        denied(
                2_150_859_180L,
                "remote shells are switched off: set AllowRemoteShellAccess to true on the host");
        denied(2_150_859_229L, "remote access to WinRM is switched off on the host");
        denied(1326, "the host reports a logon failure: check user name and password");
        denied(1311, "no logon server was available to the host");
        denied(1909, "the account is locked out");

        quota(2_150_859_173L, "too many shells of this account (MaxShellsPerUser)");
        quota(
                2_150_859_174L,
                "too many operations of this account (MaxConcurrentOperationsPerUser)");
        quota(2_150_859_175L, "too many requests of this account");
        quota(2_150_859_176L, "too many requests to the host");
        quota(2_150_859_179L, "too many accounts with a shell (MaxConcurrentUsers)");
        for (long code = 2_150_859_236L; code <= 2_150_859_242L; code++) {
            quota(code, "a quota of the shell plug-in is used up");
        }

        again(2_147_943_418L, "the profile of the account was being unloaded");
        again(1018, "the profile of the account was being unloaded");
        again(995, "the service stopped the operation");
        again(1460, "the host was too busy to answer in time");
        again(2_150_858_770L, "the host could not be contacted");
        again(2_150_859_026L, "WinRM is not running yet");
        again(2_150_859_027L, "the address of the service is not available");
        again(2_150_859_120L, "the host answered with an HTTP error");

        broken(1115, "the host is shutting down");
        broken(14, "the host has no memory left for the shell (MaxMemoryPerShellMB)");
        broken(8, "the host has no memory left for the shell (MaxMemoryPerShellMB)");
        broken(87, "the host found a parameter wrong");
        broken(
                SHELL_OR_COMMAND_UNKNOWN,
                "the host does not know the shell or the command any more");
        broken(2_150_858_811L, "the host has no such shell endpoint");
        broken(2_147_942_402L, "powershell.exe was not found on the host");
        broken(2_147_942_606L, "the command line is too long for the host");
        for (long code = 2_150_858_823L; code <= 2_150_858_825L; code++) {
            broken(code, "the message is larger than the host allows (MaxEnvelopeSizekb)");
        }
        broken(2_150_858_752L, "the host refused the resource");
        broken(2_150_858_753L, "the host refused the action");
        broken(2_150_858_767L, "the host refused a header");
        broken(2_150_858_817L, "the host refused the form of the message");
    }

    private FaultTable() {}

    /// The fault of the port for a fault of the host.
    ///
    /// @param delivered whether the command may have reached the host
    static ShellFault of(long code, boolean delivered) {
        Meaning meaning =
                MEANINGS.getOrDefault(
                        code,
                        new Meaning(
                                Kind.PROTOCOL,
                                RetryAdvice.NEVER,
                                "the host answered with a fault"));
        String text =
                meaning.sentence()
                        + " (WS-Management fault "
                        + code
                        + String.format(Locale.ROOT, ", 0x%X", code)
                        + ")";
        return new ShellFault(
                meaning.kind(),
                delivered ? Faults.mayHaveActed(text) : text,
                delivered ? RetryAdvice.NEVER : meaning.retry(),
                delivered,
                0);
    }

    /// Whether a host that answers the Command message so has certainly not started the command.
    static boolean refusesToStart(long code) {
        Meaning meaning = MEANINGS.get(code);
        return meaning != null
                && (meaning.retry() == RetryAdvice.LATER
                        || meaning.kind() == Kind.ACCESS_DENIED
                        || code == 2_147_942_402L
                        || code == 2_147_942_606L);
    }

    private static void denied(long code, String sentence) {
        MEANINGS.put(code, new Meaning(Kind.ACCESS_DENIED, RetryAdvice.NEVER, sentence));
    }

    private static void quota(long code, String sentence) {
        MEANINGS.put(
                code,
                new Meaning(
                        Kind.PROTOCOL,
                        RetryAdvice.LATER,
                        sentence + "; tried again after a while"));
    }

    private static void again(long code, String sentence) {
        MEANINGS.put(code, new Meaning(Kind.PROTOCOL, RetryAdvice.SOON, sentence));
    }

    private static void broken(long code, String sentence) {
        MEANINGS.put(code, new Meaning(Kind.PROTOCOL, RetryAdvice.NEVER, sentence));
    }
}
