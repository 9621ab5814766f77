package io.github.fleetlogoff.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completions for Windows PowerShell 5.1 and PowerShell 7 (about_Functions_Argument_Completion,
/// Register-ArgumentCompleter -Native). Where the block returns nothing, PowerShell offers files.
///
/// Pure ASCII: what a program prints passes the console's code page.
record PowerShellCompletion(CommandSpec root) {
    private static final String BLOCK =
            """
            Register-ArgumentCompleter -Native -CommandName 'fleet-logoff', 'fleet-logoff.cmd' -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                # Per command: what can follow (text, kind, description), and the words of an option's value.
                $following = @{
            <following>    }
                $values = @{
            <values>    }
                $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
                    Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
                    ForEach-Object { $_.Extent.Text })
                $path = ''
                foreach ($word in $words) {
                    $longer = ($path + ' ' + $word).Trim()
                    if (-not $following.ContainsKey($longer)) { break }
                    $path = $longer
                }
                $offered = $following[$path]
                if ($words.Count -gt 0) {
                    $key = ($path + ' ' + $words[-1]).Trim()
                    if ($values.ContainsKey($key)) { $offered = $values[$key] }
                }
                foreach ($one in $offered) {
                    if ($one[0].StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase)) {
                        [System.Management.Automation.CompletionResult]::new($one[0], $one[0], $one[1], $one[2])
                    }
                }
            }
            """;

    String text() {
        StringBuilder following = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (CompletionWords.Command command : CompletionWords.commands(root)) {
            List<String> rows = new ArrayList<>();
            for (CompletionWords.Command inner : command.inner()) {
                rows.add(row(inner.name(), "Command", inner.description()));
            }
            for (ArgSpec parameter : command.parameters()) {
                CompletionWords.of(parameter)
                        .forEach(word -> rows.add(row(word, "ParameterValue", word)));
            }
            for (OptionSpec option : command.options()) {
                String description = CompletionWords.sentence(option.description());
                for (String name : option.names()) {
                    rows.add(row(name, "ParameterName", description));
                    if (CompletionWords.hasValue(option)) {
                        entry(values, (command.path() + " " + name).strip(), words(option));
                    }
                }
            }
            entry(following, command.path(), rows);
        }
        return "# PowerShell completion of fleet-logoff\n"
                + BLOCK.replace("<following>", following).replace("<values>", values);
    }

    private static List<String> words(OptionSpec option) {
        return CompletionWords.of(option).stream()
                .map(word -> row(word, "ParameterValue", word))
                .toList();
    }

    private static void entry(StringBuilder table, String key, List<String> rows) {
        table.append("        ")
                .append(quoted(key))
                .append(" = @(")
                // Without the comma a list of one row would be taken for the row.
                .append(rows.size() == 1 ? "," : "")
                .append(
                        rows.stream()
                                .map(row -> "\n            " + row)
                                .collect(Collectors.joining(",")))
                .append(rows.isEmpty() ? ")\n" : "\n        )\n");
    }

    private static String row(String text, String kind, String description) {
        return "@("
                + quoted(text)
                + ", "
                + quoted(kind)
                + ", "
                + quoted(description.isBlank() ? text : description)
                + ")";
    }

    /// In single quotes PowerShell reads nothing but the quote itself, written twice.
    private static String quoted(String text) {
        StringBuilder ascii = new StringBuilder("'");
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '\'' -> ascii.append("''");
                        case '…' -> ascii.append("...");
                        default -> ascii.append(point >= ' ' && point < 0x7F ? (char) point : '?');
                    }
                });
        return ascii.append('\'').toString();
    }
}
