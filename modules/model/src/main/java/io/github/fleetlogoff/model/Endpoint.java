package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.regex.Pattern;

/// Through what of a host the session script is reached: its remote shell, or a session
/// configuration of PowerShell remoting.
///
/// @param name `winrs` for the remote shell, else the name of the session configuration
public record Endpoint(String name) {
    // It stands in a URI. PowerShell itself takes more; nobody was seen to use it.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// The remote shell, which takes an administrator.
    public static final Endpoint WINRS = new Endpoint("winrs");

    /// @throws IllegalArgumentException where it is no [#isName]
    public Endpoint {
        requireNonNull(name, "name is null");
        if (!isName(name)) {
            throw new IllegalArgumentException("name is not that of an endpoint: " + name);
        }
        if (name.equalsIgnoreCase("winrs")) {
            name = "winrs";
        }
    }

    /// Whether an endpoint may be called so: up to 100 letters, digits, `.`, `_` and `-`.
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Whether it is the remote shell.
    public boolean isWinrs() {
        return name.equals("winrs");
    }

    /// Whether it is one of the configurations that PowerShell registers itself, which run any
    /// script: `Microsoft.PowerShell`, `PowerShell.7`. Of the others it is expected that they show
    /// our function and nothing else.
    public boolean takesScripts() {
        String folded = name.toLowerCase(Locale.ROOT);
        return folded.startsWith("microsoft.powershell") || folded.startsWith("powershell.");
    }
}
