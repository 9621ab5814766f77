package io.github.fleetlogoff.sessions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the files of the JEA endpoint, with the session script as the body of its one function.
/// Run by the build, once: the function and the script cannot differ.
final class PackEndpoint {
    /// The script's own parameters: the function has the same, with what is checked about them.
    static final String PARAMETERS =
            "param([string] $RequestJson = $env:FLEETLOGOFF_REQUEST, [switch] $Remoting)";

    /// The files, by name.
    static final List<String> NAMES =
            List.of(
                    "FleetLogoff/FleetLogoff.psd1",
                    "FleetLogoff/FleetLogoff.psm1",
                    "FleetLogoff/RoleCapabilities/FleetLogoff.psrc",
                    "FleetLogoff.pssc",
                    "Install-FleetLogoff.ps1",
                    "Remove-FleetLogoff.ps1");

    private static final String TEMPLATE = ".template";

    private PackEndpoint() {}

    /// Fills the templates.
    ///
    /// @param args the script, the folder of the templates, the folder to write, the version
    public static void main(String[] args) throws IOException {
        String script = Files.readString(Path.of(args[0]), StandardCharsets.US_ASCII);
        Path templates = Path.of(args[1]);
        Path target = Path.of(args[2]);
        for (String name : NAMES) {
            Path from = templates.resolve(name);
            if (!Files.exists(from)) {
                from = templates.resolve(name + TEMPLATE);
            }
            Path to = target.resolve(name);
            Files.createDirectories(to.toAbsolutePath().getParent());
            Files.writeString(
                    to,
                    fill(Files.readString(from, StandardCharsets.US_ASCII), script, args[3]),
                    StandardCharsets.US_ASCII);
        }
    }

    /// A template with everything put in.
    static String fill(String template, String script, String version) {
        return template.replace("@VERSION@", version.replaceAll("-.*", ""))
                .replace("@SCRIPT_SHA256@", Sha256.hex(script.getBytes(StandardCharsets.US_ASCII)))
                .replace("@REQUEST_LIMIT@", String.valueOf(RequestWriter.LIMIT))
                .replace("@SESSION_SCRIPT@", body(script));
    }

    /// The script without the line of its parameters.
    static String body(String script) {
        List<String> lines = script.lines().toList();
        if (lines.stream().filter(PARAMETERS::equals).count() != 1) {
            throw new IllegalArgumentException(
                    "the session script has other parameters than the endpoint's function: "
                            + PARAMETERS);
        }
        return String.join("\n", lines.stream().filter(line -> !line.equals(PARAMETERS)).toList());
    }
}
