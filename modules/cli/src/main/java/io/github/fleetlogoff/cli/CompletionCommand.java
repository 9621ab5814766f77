package io.github.fleetlogoff.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;

/// Prints what a shell needs to complete command lines.
final class CompletionCommand extends Command {
    private final Surroundings surroundings;

    private final Argument<String> shell = word("SHELL", "bash, zsh, fish or powershell");

    CompletionCommand(Surroundings surroundings) {
        super("completion", "Prints a script that lets a shell complete commands and options.");
        usage().hidden(true)
                .footer(
                        "",
                        "Examples:",
                        "  source <(fleet-logoff completion bash)        for this shell; in ~/.bashrc for all",
                        "  fleet-logoff completion bash > /etc/bash_completion.d/fleet-logoff",
                        "  source <(fleet-logoff completion zsh)         after compinit, in ~/.zshrc",
                        "  fleet-logoff completion fish > ~/.config/fish/completions/fleet-logoff.fish",
                        "  fleet-logoff completion powershell | Out-String | Invoke-Expression     in $PROFILE");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = surroundings.terminal().out();
        switch (shell.get()) {
            // The script knows zsh by its variables, and asks for bashcompinit there.
            case "bash", "zsh" -> {
                CompletionWords.teach(spec().root());
                out.print(AutoComplete.bash("fleet-logoff", spec().root().commandLine()));
            }
            case "fish" -> out.print(new FishCompletion(spec().root()).text());
            case "powershell" -> out.print(new PowerShellCompletion(spec().root()).text());
            default ->
                    throw SessionOptions.usage(
                            "completion does not know '"
                                    + shell.get()
                                    + "': it takes bash, zsh, fish or powershell");
        }
        out.flush();
        return 0;
    }
}
