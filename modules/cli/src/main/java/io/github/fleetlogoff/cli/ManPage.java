package io.github.fleetlogoff.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page in the man macros of groff, from what picocli knows of the commands.
record ManPage(CommandSpec root) {

    String text() {
        StringBuilder page = new StringBuilder();
        page.append(".TH FLEET\\-LOGOFF 1 \"\" \"fleet\\-logoff ")
                .append(escape(Version.text()))
                .append("\" \"User Commands\"\n");
        page.append(
                ".SH NAME\nfleet\\-logoff \\- log users off a fleet of Windows hosts over WinRM\n");
        page.append(".SH SYNOPSIS\n.B fleet\\-logoff\n[\\fIoptions\\fR]\n.br\n");
        page.append(".B fleet\\-logoff\n\\fIcommand\\fR [\\fIoptions\\fR]\n");
        page.append(".SH DESCRIPTION\n");
        lines(page, root.usageMessage().description());
        page.append(".SH OPTIONS\n");
        options(page, root);
        page.append(".SH COMMANDS\n");
        for (CommandLine command : root.subcommands().values()) {
            command(page, command.getCommandSpec(), command.getCommandSpec().name());
        }
        page.append(".SH EXIT STATUS\n");
        exitCodes(page);
        page.append(".SH EXAMPLES\n.nf\n");
        for (String line : root.usageMessage().footer()) {
            page.append(line(line.replace("%%", "%"))).append('\n');
        }
        page.append(".fi\n");
        return page.toString();
    }

    private static void command(StringBuilder page, CommandSpec command, String name) {
        page.append(".SS ").append(escape(name)).append('\n');
        lines(page, command.usageMessage().description());
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            item(page, "\\fI" + escape(parameter.paramLabel()) + "\\fR", parameter);
        }
        if (command.subcommands().isEmpty()) {
            options(page, command);
        }
        for (CommandLine inner : command.subcommands().values()) {
            CommandSpec spec = inner.getCommandSpec();
            command(page, spec, name + " " + spec.name());
        }
    }

    private static void options(StringBuilder page, CommandSpec command) {
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String names =
                        String.join(
                                ", ",
                                Arrays.stream(option.names())
                                        .map(name -> "\\fB" + escape(name) + "\\fR")
                                        .toList());
                boolean valued = option.arity().max() > 0;
                item(
                        page,
                        valued ? names + "=\\fI" + escape(option.paramLabel()) + "\\fR" : names,
                        option);
            }
        }
    }

    private static void item(StringBuilder page, String heading, ArgSpec what) {
        page.append(".TP\n").append(heading).append('\n');
        lines(page, what.description());
    }

    private static void exitCodes(StringBuilder page) {
        List<String> codes =
                List.of(
                        "0=every planned session verified gone, spared, or gone by itself; nothing to do; a dry run",
                        "1=internal error, or the journal could not be written",
                        "2=usage or inventory invalid; nothing was touched",
                        "3=a session failed, is stuck or unverified; or another computer answered",
                        "4=only hosts that could not be worked: unreachable, timed out, protocol error",
                        "5=stopped by a guard: budget, failures of a wave, blackout, unlike earlier runs",
                        "6=credentials or rights refused",
                        "7=another run holds the lock; nothing was touched",
                        "130, 143=interrupted; the journal is safe");
        for (String code : codes) {
            String[] parts = code.split("=", 2);
            page.append(".TP\n.B ").append(parts[0]).append('\n');
            page.append(line(parts[1])).append('\n');
        }
    }

    private static void lines(StringBuilder page, String... lines) {
        for (String line : lines) {
            if (!line.isBlank()) {
                page.append(line(line.replace("%%", "%"))).append('\n');
            }
        }
    }

    /// A dot or an apostrophe at its beginning would be a request.
    private static String line(String text) {
        String escaped = escape(text);
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '\\' -> escaped.append("\\e");
                        case '-' -> escaped.append("\\-");
                        default -> {
                            if (point < 0x7F) {
                                escaped.appendCodePoint(point);
                            } else {
                                escaped.append("\\[u").append("%04X".formatted(point)).append(']');
                            }
                        }
                    }
                });
        return escaped.toString();
    }
}
