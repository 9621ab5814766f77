package io.github.fleetlogoff.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Prints what a shell needs to complete command lines.
@Command(
        name = "completion",
        hidden = true,
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Prints a script that lets a shell complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(fleet-logoff completion bash)        for this shell; in ~/.bashrc for all",
            "  fleet-logoff completion bash > /etc/bash_completion.d/fleet-logoff",
            "  source <(fleet-logoff completion zsh)         after compinit, in ~/.zshrc",
            "  fleet-logoff completion fish > ~/.config/fish/completions/fleet-logoff.fish",
            "  fleet-logoff completion powershell | Out-String | Invoke-Expression     in $PROFILE"
        })
final class CompletionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh, fish or powershell")
    private String shell = "";

    @Spec private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = surroundings.terminal().out();
        switch (shell) {
            // The script knows zsh by its variables, and asks for bashcompinit there.
            case "bash", "zsh" -> {
                CompletionWords.teach(spec.root());
                out.print(AutoComplete.bash("fleet-logoff", spec.root().commandLine()));
            }
            case "fish" -> out.print(new FishCompletion(spec.root()).text());
            case "powershell" -> out.print(new PowerShellCompletion(spec.root()).text());
            default ->
                    throw SessionOptions.usage(
                            "completion does not know '"
                                    + shell
                                    + "': it takes bash, zsh, fish or powershell");
        }
        out.flush();
        return 0;
    }
}
