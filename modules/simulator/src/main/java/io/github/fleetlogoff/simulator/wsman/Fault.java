package io.github.fleetlogoff.simulator.wsman;

import org.jspecify.annotations.Nullable;

/// A WS-Management fault with Windows' code. Texts of recorded faults are Windows' own.
///
/// @param code the Code of f:WSManFault
/// @param subcode the SOAP subcode with its prefix, e.g. `w:TimedOut`
/// @param sender whether the request is to blame, else the service
/// @param detail the last word of w:FaultDetail, absent where Windows sends none
/// @param text reason and message, or the message alone where `reason` differs
record Fault(long code, String subcode, boolean sender, @Nullable String detail, Text text) {

    /// What a fault says.
    ///
    /// @param provider whether the message comes from the shell plug-in
    record Text(String reason, String message, boolean provider) {
        static Text of(String both) {
            return new Text(both, both, false);
        }

        static Text ofProvider(String both) {
            return new Text(both, both, true);
        }
    }

    static Fault accessDenied(String language) {
        String text = language.equals("de") ? "Zugriff verweigert " : "Access is denied. ";
        return new Fault(5, "w:AccessDenied", true, null, Text.of(text));
    }

    static Fault timedOut() {
        return new Fault(
                2150858793L,
                "w:TimedOut",
                false,
                null,
                Text.of(
                        "The WS-Management service cannot complete the operation within the time specified in"
                                + " OperationTimeout.  "));
    }

    static Fault noSuchShell(String shellId) {
        return invalidSelector(
                "The request for the Windows Remote Shell with ShellId "
                        + shellId
                        + " failed because the shell was not found on the server. Possible causes are: the specified ShellId is"
                        + " incorrect or the shell no longer exists on the server. Provide the correct ShellId or create a new"
                        + " shell and retry the operation. ");
    }

    static Fault noSuchCommand() {
        return invalidSelector(
                "The Windows Remote Shell received a request to perform an operation on a command"
                        + " identifier that does not exist. Either the command has completed execution or the client specified"
                        + " an invalid command identifier. ");
    }

    private static Fault invalidSelector(String message) {
        return new Fault(
                2150858843L,
                "w:InvalidSelectors",
                true,
                "UnexpectedSelectors",
                new Text(
                        "The WS-Management service cannot process the request because the request contained invalid"
                                + " selectors for the resource. ",
                        message,
                        false));
    }

    static Fault tooManyShells(int most) {
        String end = " Close existing shells or raise the quota for this user.";
        return new Fault(
                2150859173L,
                "w:QuotaLimit",
                true,
                null,
                new Text(
                        "The WS-Management service cannot process the request. The maximum number of concurrent shells"
                                + " for this user has been exceeded."
                                + end,
                        "The WS-Management service cannot process the request. This user is allowed a maximum number of "
                                + most
                                + " concurrent shells, which has been exceeded."
                                + end
                                + " ",
                        false));
    }

    static Fault aborted() {
        return new Fault(
                995,
                "w:InternalError",
                false,
                null,
                Text.ofProvider(
                        "The I/O operation has been aborted because of either a thread exit or an application"
                                + " request. "));
    }

    static Fault badParameter() {
        return new Fault(
                87,
                "w:InvalidParameter",
                true,
                "InvalidValue",
                Text.ofProvider("The parameter is incorrect. "));
    }

    static Fault commandLineTooLong() {
        return new Fault(
                2147942606L,
                "w:InternalError",
                false,
                null,
                Text.ofProvider("The filename or extension is too long. "));
    }

    static Fault noSuchResource() {
        return new Fault(
                2150858811L,
                "a:DestinationUnreachable",
                true,
                "InvalidResourceURI",
                Text.of(
                        "The WS-Management service cannot process the request. The resource URI is not valid or the"
                                + " resource was not found. "));
    }

    static Fault noSuchAction() {
        return new Fault(
                2150858753L,
                "a:ActionNotSupported",
                true,
                null,
                Text.of(
                        "The WS-Management service cannot process the request because the action is not supported by"
                                + " the service. "));
    }

    static Fault badSchema() {
        return new Fault(
                2150858817L,
                "w:SchemaValidationError",
                true,
                null,
                Text.of(
                        "The SOAP XML in the message does not match the corresponding XML schema definition. Change the"
                                + " XML and retry. "));
    }
}
