package io.github.fleetlogoff.sessions;

import io.github.fleetlogoff.model.Check;
import io.github.fleetlogoff.model.EndpointFinding.Offer;
import io.github.fleetlogoff.model.Finding;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.RetryAdvice;
import io.github.fleetlogoff.model.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the outcome of a shell shows of its host.
record HeardFindings(Host host, Sweep sweep) {
    private static final String LOG_ON =
            "check the user name (DOMAIN\\name) and the password; see on a domain controller whether the"
                    + " account is locked, disabled or expired";
    private static final String RIGHTS =
            "make the account a member of the host's Administrators; for a local account also set"
                    + " LocalAccountTokenFilterPolicy to 1 (docs/windows-setup.md)";
    private static final String SCRIPT =
            "see whether PowerShell 5.1 starts on the host and no policy or virus scanner stops it"
                    + " (docs/powershell.md)";
    private static final String TOOLS =
            "the host needs quser.exe and qwinsta.exe in System32: Windows Pro, Enterprise, Education or"
                    + " Server; Home has neither";

    List<Finding> of(ShellCheckup.Heard heard) {
        List<Finding> found = new ArrayList<>();
        if (heard.loggedOn()) {
            found.add(
                    Finding.ok(Check.LOGON, "accepted (" + host.connection().auth().word() + ")"));
        }
        switch (heard.outcome()) {
            case ShellOutcome.Failed(ShellFault fault) -> {
                // Where the endpoint is missing, that says nothing of the account's rights.
                if (heard.told().get(host.connection().endpoint())
                                instanceof OfferedEndpoints.Told(Offer offer, String _)
                        && offer == Offer.MISSING) {
                    return found;
                }
                fault(fault, heard, found);
            }
            case ShellOutcome.Answered answered -> {
                found.add(QuotaFinding.opened(heard.quota()));
                answer(answered, found);
            }
            case ShellOutcome.Returned returned -> {
                found.add(QuotaFinding.opened(heard.quota()));
                answer(returned, found);
            }
        }
        return found;
    }

    private static void fault(ShellFault fault, ShellCheckup.Heard heard, List<Finding> found) {
        String text = fault.message();
        if (fault.retry() == RetryAdvice.LATER) {
            found.add(QuotaFinding.usedUp(text, heard.quota()));
            return;
        }
        switch (fault.kind()) {
            case LOGON_REFUSED -> found.add(Finding.failed(Check.LOGON, text, LOG_ON));
            case ACCESS_DENIED -> found.add(Finding.failed(Check.RIGHTS, text, RIGHTS));
            case CANCELLED, NOT_PERMITTED -> found.add(Finding.notChecked(Check.LOGON, text));
            case UNREACHABLE, TIMED_OUT, PROTOCOL -> {
                if (fault.delivered()) {
                    found.add(QuotaFinding.opened(heard.quota()));
                    found.add(Finding.failed(Check.LANGUAGE_MODE, text, SCRIPT));
                } else {
                    // After a logon it is what the account is let do, else the logon itself.
                    boolean loggedOn = !found.isEmpty();
                    found.add(
                            Finding.failed(
                                    loggedOn ? Check.RIGHTS : Check.LOGON,
                                    text,
                                    "see the message; docs/windows-setup.md has the usual causes"));
                }
            }
        }
    }

    private void answer(ShellOutcome.Answered answered, List<Finding> found) {
        String printed = Excerpt.of(answered.stdout(), answered.stderr());
        answer(reader().read(answered.stdout(), answered.exitCode()), printed, found);
    }

    private void answer(ShellOutcome.Returned returned, List<Finding> found) {
        String errors =
                returned.errors().stream()
                        .map(ShellOutcome.RemoteError::message)
                        .collect(Collectors.joining("; "));
        answer(reader().read(returned), errors, found);
    }

    private AnswerReader reader() {
        return new AnswerReader(SessionRequest.of(sweep, host));
    }

    private static void answer(AnswerOrFault read, String printed, List<Finding> found) {
        switch (read) {
            case AnswerOrFault.Answer(SessionAnswer answer) -> answer(answer, found);
            case AnswerOrFault.Missing _ ->
                    found.add(
                            Finding.failed(
                                    Check.LANGUAGE_MODE,
                                    "the session script gave no answer"
                                            + (printed.isEmpty() ? "" : ", but: " + printed),
                                    SCRIPT));
            case AnswerOrFault.Refused(String why) ->
                    found.add(
                            Finding.failed(
                                    Check.LANGUAGE_MODE,
                                    "the answer of the session script cannot be right: " + why,
                                    SCRIPT));
        }
    }

    private static void answer(SessionAnswer answer, List<Finding> found) {
        found.add(Finding.ok(Check.LANGUAGE_MODE, answer.mode()));
        if (answer.wrongHost()) {
            found.add(
                    Finding.failed(
                            Check.COMPUTER,
                            "another computer answered: " + answer.host(),
                            "correct the DNS record or the address; where the name is an alias, give"
                                    + " computerName in the inventory"));
            return;
        }
        found.add(Finding.ok(Check.COMPUTER, answer.host()));
        String error = answer.error();
        if (error == null) {
            found.add(Finding.ok(Check.RIGHTS, "remote shell and session list"));
            found.add(Finding.ok(Check.QUSER, users(answer)));
        } else if (Boolean.FALSE.equals(answer.elevated())
                && !error.toLowerCase(Locale.ROOT).contains("is not on this host")) {
            found.add(
                    Finding.failed(
                            Check.RIGHTS, "the account is not elevated there: " + error, RIGHTS));
        } else {
            found.add(Finding.ok(Check.RIGHTS, "remote shell"));
            found.add(Finding.failed(Check.QUSER, error, TOOLS));
        }
    }

    private static String users(SessionAnswer answer) {
        long users =
                answer.rows().stream().filter(row -> row.report().session().user() != null).count();
        return users == 1 ? "1 user is logged on" : users + " users are logged on";
    }
}
