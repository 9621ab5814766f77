package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A CI system that reads notes out of what a build prints, and how it spells them.
///
/// Sources: "Workflow commands for GitHub Actions" (docs.github.com) and its escaping in
/// actions/toolkit's command.ts; "Logging commands" (learn.microsoft.com, Azure Pipelines);
/// "Service messages" (jetbrains.com, TeamCity). GitLab reads none: it takes artifacts (docs/ci).
public enum CiSystem {
    GITHUB("GITHUB_ACTIONS"),
    AZURE("TF_BUILD"),
    TEAMCITY("TEAMCITY_VERSION");

    // GitHub shows ten of a step; more would be lost there, and read by nobody elsewhere.
    private static final int MOST_NOTES = 10;
    // TeamCity takes 4,000 characters.
    private static final int LONGEST_NOTE = 1_000;

    private final String variable;

    CiSystem(String variable) {
        this.variable = variable;
    }

    /// The one that this process runs in, by the variable that it sets.
    public static Optional<CiSystem> of(Map<String, String> environment) {
        for (CiSystem system : values()) {
            String value = environment.getOrDefault(system.variable, "");
            if (!value.isEmpty() && !value.equalsIgnoreCase("false")) {
                return Optional.of(system);
            }
        }
        return Optional.empty();
    }

    /// The lines that tell the system what needs a look: one for each kind of trouble, none for a
    /// run without. What hosts and users call themselves can end no line and begin no command.
    public List<String> notes(RunReport report) {
        List<Trouble> troubles = Trouble.of(report);
        List<String> lines = new ArrayList<>();
        for (Trouble trouble : troubles.subList(0, Math.min(MOST_NOTES - 1, troubles.size()))) {
            lines.add(line(trouble.failed(), trouble.sentence()));
        }
        if (troubles.size() >= MOST_NOTES) {
            lines.add(
                    line(
                            true,
                            (troubles.size() - lines.size())
                                    + " more kinds of trouble: the report has them"));
        }
        if (this == TEAMCITY) {
            lines.addAll(statistics(report.totals()));
        }
        return lines;
    }

    /// The line that makes a Markdown file part of the build's page; empty where the system takes
    /// it another way.
    public Optional<String> summary(String file) {
        requireNonNull(file, "file is null");
        return this == AZURE
                ? Optional.of("##vso[task.uploadsummary]" + azure(file))
                : Optional.empty();
    }

    private String line(boolean failed, String sentence) {
        String text = TerminalText.cut(TerminalText.visible(sentence), LONGEST_NOTE);
        return switch (this) {
            case GITHUB ->
                    (failed ? "::error" : "::warning") + " title=fleet-logoff::" + github(text);
            case AZURE ->
                    "##vso[task.logissue type="
                            + (failed ? "error" : "warning")
                            + "]fleet-logoff: "
                            + azure(text);
            case TEAMCITY ->
                    "##teamcity[message text='fleet-logoff: "
                            + teamCity(text)
                            + "' status='"
                            + (failed ? "ERROR" : "WARNING")
                            + "']";
        };
    }

    private static List<String> statistics(RunReport.Totals totals) {
        List<String> lines = new ArrayList<>();
        totals.hostsByOutcome()
                .forEach(
                        (outcome, count) -> lines.add(statistic("hosts." + outcome.word(), count)));
        totals.sessionsByOutcome()
                .forEach((outcome, count) ->
                        lines.add(statistic("sessions." + outcome.word(), count)));
        return lines;
    }

    private static String statistic(String key, int value) {
        return "##teamcity[buildStatisticValue key='fleetLogoff."
                + key
                + "' value='"
                + value
                + "']";
    }

    // What is visible has neither CR nor LF; they are escaped all the same. A reader of these notes
    // also looks for its commands in the middle of a line: no text may hold the beginning of one.
    private static String github(String text) {
        return text.replace("%", "%25")
                .replace("\r", "%0D")
                .replace("\n", "%0A")
                .replace("##", "#%23");
    }

    private static String azure(String text) {
        return text.replace("%", "%AZP25")
                .replace("\r", "%0D")
                .replace("\n", "%0A")
                .replace(";", "%3B")
                .replace("]", "%5D")
                .replace("##", "# #");
    }

    private static String teamCity(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("'|[]".indexOf(c) >= 0) {
                escaped.append('|').append(c);
            } else if (c == '\n') {
                escaped.append("|n");
            } else if (c == '\r') {
                escaped.append("|r");
            } else if (c > '~') {
                escaped.append(String.format(Locale.ROOT, "|0x%04X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
