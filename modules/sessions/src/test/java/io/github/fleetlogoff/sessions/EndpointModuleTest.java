package io.github.fleetlogoff.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host would be given to install.
class EndpointModuleTest {
    /// What every session of type RestrictedRemoteServer shows, as a real one listed them.
    private static final List<String> OF_EVERY_RESTRICTED_SESSION =
            List.of(
                    "Clear-Host",
                    "Exit-PSSession",
                    "Get-Command",
                    "Get-FormatData",
                    "Get-Help",
                    "Measure-Object",
                    "Out-Default",
                    "Select-Object");

    private static final String BEGIN = "    # ---- session.ps1 from here on ----\n";
    private static final String END = "\n    # ---- session.ps1 up to here ----\n";

    private final Map<String, String> files = EndpointModule.files();

    @Test
    void the_function_is_the_session_script_word_for_word() throws IOException {
        String module = file("FleetLogoff/FleetLogoff.psm1");
        String body = module.substring(module.indexOf(BEGIN) + BEGIN.length(), module.indexOf(END));

        List<String> lines = new ArrayList<>(body.lines().toList());
        lines.add(
                (int)
                        source().lines()
                                .takeWhile(line -> !line.equals(PackEndpoint.PARAMETERS))
                                .count(),
                PackEndpoint.PARAMETERS);

        assertThat(String.join("\n", lines) + "\n").isEqualTo(source());
        assertThat(module).contains(SessionScript.bundled().sha256());
    }

    @Test
    void a_script_with_other_parameters_is_not_built_in() {
        assertThatThrownBy(() -> PackEndpoint.body("param([string] $RequestJson)\n"))
                .hasMessageContaining("other parameters");
    }

    @Test
    void the_function_takes_what_the_program_sends_and_nothing_longer() {
        String module = file("FleetLogoff/FleetLogoff.psm1");
        String header = module.substring(0, module.indexOf(BEGIN));

        assertThat(header)
                .contains("function " + EndpointModule.FUNCTION + " {")
                .contains("[string] $" + EndpointModule.REQUEST_PARAMETER)
                .contains("[switch] $" + EndpointModule.REMOTING_PARAMETER)
                .contains("[ValidateLength(2, " + RequestWriter.LIMIT + ")]")
                .contains("[ValidatePattern('" + pattern() + "')]");
        assertThat(Pattern.compile("(?<=\\] )\\$[A-Za-z]+").matcher(header).results())
                .as("no other parameter")
                .extracting(found -> found.group())
                .containsExactly("$RequestJson", "$Remoting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"v\":1,\"action\":\"list\"}", "{\"users\":[\"\\u0434\"]}"})
    void a_request_of_the_program_passes_the_pattern(String request) {
        assertThat(Pattern.compile(pattern()).matcher(request).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{}\n", "\n{}", "{\n}", "{\u00fc}", "$(1){}", "{};x", "{\0}"})
    void what_is_no_object_in_printable_ascii_does_not_pass_the_pattern(String request) {
        assertThat(Pattern.compile(pattern()).matcher(request).find()).isFalse();
    }

    @Test
    void the_answer_is_one_string_whatever_the_caller_says() {
        assertThat(file("FleetLogoff/FleetLogoff.psm1"))
                .contains("    $Remoting = $true\n" + BEGIN);
    }

    @Test
    void the_manifest_names_version_and_script_and_exports_one_function() throws IOException {
        Map<?, ?> manifest = PowerShellText.data(file("FleetLogoff/FleetLogoff.psd1"));
        Matcher version =
                Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>")
                        .matcher(Files.readString(Path.of("../../pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(manifest.get("ModuleVersion")).isEqualTo(version.group(1));
        assertThat(manifest.get("RootModule")).isEqualTo("FleetLogoff.psm1");
        assertThat(manifest.get("FunctionsToExport")).isEqualTo(List.of(EndpointModule.FUNCTION));
        assertThat(List.of("CmdletsToExport", "VariablesToExport", "AliasesToExport"))
                .allSatisfy(key -> assertThat(manifest.get(key)).isEqualTo(List.of()));
        assertThat(manifest.get("PrivateData"))
                .isEqualTo(Map.of("ScriptSha256", SessionScript.bundled().sha256()));
    }

    @Test
    void the_role_shows_one_function_and_reaches_no_other_command() {
        Map<?, ?> role = PowerShellText.data(file("FleetLogoff/RoleCapabilities/FleetLogoff.psrc"));

        assertThat(role.keySet())
                .as("a key that is not here cannot make anything visible")
                .isEqualTo(
                        Set.of(
                                "GUID",
                                "Author",
                                "Description",
                                "ModulesToImport",
                                "VisibleFunctions"));
        assertThat(role.get("ModulesToImport")).isEqualTo(EndpointModule.NAME);
        assertThat(visible(role)).containsExactly(EndpointModule.FUNCTION);
    }

    @Test
    void the_configuration_adds_nothing_to_the_role_and_takes_the_language_away() {
        Map<?, ?> configuration = PowerShellText.data(file("FleetLogoff.pssc"));

        assertThat(configuration.get("SessionType")).isEqualTo("RestrictedRemoteServer");
        assertThat(configuration.get("LanguageMode")).isEqualTo("NoLanguage");
        assertThat(configuration.get("RunAsVirtualAccount")).isEqualTo(true);
        assertThat(configuration.get("MountUserDrive")).isEqualTo(false);
        assertThat(configuration.get("TranscriptDirectory"))
                .isEqualTo("C:\\ProgramData\\FleetLogoff\\Transcripts");
        assertThat(visible(configuration)).isEmpty();
        assertThat(configuration.keySet())
                .extracting(String::valueOf)
                .noneMatch(key ->
                        key.matches(
                                "ScriptsToProcess|FunctionDefinitions|AliasDefinitions|VariableDefinitions"
                                        + "|ModulesToImport|AssembliesToLoad|TypesToProcess|RunAsVirtualAccountGroups"));
        assertThat(configuration.get("RoleDefinitions"))
                .isEqualTo(
                        Map.of(
                                "CORP\\FleetLogoff Operators",
                                Map.of("RoleCapabilities", EndpointModule.NAME)));
    }

    @Test
    void the_document_lists_every_command_that_such_a_session_shows() throws IOException {
        assertThat(Files.readString(Path.of("../../docs/jea.md")))
                .contains(OF_EVERY_RESTRICTED_SESSION)
                .contains(EndpointModule.FUNCTION);
    }

    @Test
    void scripts_and_module_are_plain_ascii_with_every_bracket_closed() {
        assertThat(files).hasSize(6);
        files.forEach((name, text) -> {
            assertThat(PowerShellText.fault(text)).as(name).isEmpty();
            assertThat(text).as(name).matches("[\\n\\x20-\\x7E]*\\n");
            assertThat(text).as(name).doesNotContainPattern("@[A-Z_]+@");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Install-FleetLogoff.ps1", "Remove-FleetLogoff.ps1"})
    void what_changes_a_host_is_asked_of_what_if(String name) {
        String script = file(name);

        assertThat(script).contains("[CmdletBinding(SupportsShouldProcess = $true)]");
        for (String line : script.lines().toList()) {
            if (line.matches(
                    "\\s*(\\$\\w+ = )?(Restart-Service|Remove-Item|Copy-Item|Set-Content|New-Item|Register-|Unregister-).*")) {
                assertThat(line)
                        .as(name + ": inside an 'if ($PSCmdlet.ShouldProcess …'")
                        .startsWith("    ");
            }
        }
        assertThat(Pattern.compile("ShouldProcess\\(").matcher(script).results().count())
                .isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "S-1-1-0, false",
        "S-1-2-0, false",
        "S-1-5-2, false",
        "S-1-5-4, false",
        "S-1-5-7, false",
        "S-1-5-11, false",
        "S-1-5-14, false",
        "S-1-5-113, false",
        "S-1-18-1, false",
        "S-1-5-32-545, false",
        "S-1-5-32-546, false",
        "S-1-5-32-554, false",
        "S-1-5-21-1-2-3-501, false",
        "S-1-5-21-1-2-3-513, false",
        "S-1-5-21-1-2-3-514, false",
        "S-1-5-21-1-2-3-515, false",
        "S-1-5-32-544, true",
        "S-1-5-21-1-2-3-1513, true",
        "S-1-12-1-1-2-3-4, true",
    })
    void only_accounts_that_are_not_nearly_everybody_may_connect(String sid, boolean may) {
        List<String> patterns =
                Pattern.compile("\\$sid -match '([^']+)'")
                        .matcher(file("Install-FleetLogoff.ps1"))
                        .results()
                        .map(found -> found.group(1))
                        .toList();

        assertThat(patterns).as("accounts, and those of them that are refused").hasSize(2);
        assertThat(
                        Pattern.compile(patterns.getFirst()).matcher(sid).find()
                                && !Pattern.compile(patterns.getLast()).matcher(sid).find())
                .isEqualTo(may);
    }

    @Test
    void a_folder_that_somebody_else_made_is_not_trusted() {
        String script = file("Install-FleetLogoff.ps1");

        // A grant beside it leaves what its maker had granted to himself.
        assertThat(script)
                .doesNotContain("/grant")
                .containsSubsequence(
                        "if (Test-Path -LiteralPath $folder) { Assert-Ours $folder }",
                        "New-Item -ItemType Directory",
                        "Assert-Ours $path",
                        "/setowner",
                        "SetAccessControl");
        assertThat(script)
                .as("what is registered with the rights of an administrator lies among programs")
                .contains("$file = Join-Path $target \"$name.pssc\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Install-FleetLogoff.ps1", "Remove-FleetLogoff.ps1"})
    void places_come_from_windows_and_not_from_what_an_account_can_set(String name) {
        assertThat(file(name))
                .doesNotContainPattern("(?i)\\$env:|Get-ChildItem env:")
                .contains("Is64BitProcess", "GetFolderPath('ProgramFiles')");
    }

    @Test
    void what_is_signed_is_checked_again_where_it_will_run_from() {
        assertThat(file("Install-FleetLogoff.ps1"))
                .containsSubsequence(
                        "function Assert-Signed",
                        "$signer = Assert-Signed (@(Get-ChildItem -LiteralPath $source",
                        "Copy-Item -LiteralPath $source",
                        "Copy-Item -LiteralPath $configuration -Destination $file",
                        "(Assert-Signed @(Get-ChildItem -LiteralPath $target -File -Recurse -Force)) -cne $signer",
                        "Register-PSSessionConfiguration -Name $name -Path $file")
                // A quotation mark of a book ends a text of PowerShell, too.
                .doesNotContain(".Replace(\"'\", \"''\")")
                .contains("EscapeSingleQuotedStringContent($one)");
    }

    @Test
    void a_group_is_put_into_the_configuration_that_was_signed() {
        String script = file("Install-FleetLogoff.ps1");

        assertThat(script)
                .containsSubsequence(
                        "$exported = Get-Content -LiteralPath $configuration -Raw",
                        "$text = $exported",
                        "$text = $text.Substring(0, $start)",
                        "(Assert-Signed @(Get-ChildItem -LiteralPath $target",
                        "if ((Get-Content -LiteralPath $file -Raw) -cne $exported) { throw",
                        "catch { Remove-Item -LiteralPath $target -Recurse -Force; throw }",
                        "Set-Content -LiteralPath $file -Value $text",
                        "Register-PSSessionConfiguration -Name $name -Path $file");
        assertThat(script.split("Get-Content -LiteralPath \\$configuration", -1))
                .as("the share is read once")
                .hasSize(2);
    }

    @Test
    void a_folder_that_leads_elsewhere_is_not_emptied() {
        assertThat(file("Remove-FleetLogoff.ps1"))
                .containsSubsequence(
                        "GetOwner",
                        "ReparsePoint",
                        "throw",
                        "Delete the transcripts",
                        "Remove-Item");
    }

    @Test
    void an_endpoint_that_is_there_goes_only_for_one_that_can_be_registered() {
        assertThat(file("Install-FleetLogoff.ps1"))
                .containsSubsequence(
                        "throw \"-Group would drop",
                        "Copy-Item",
                        "Test-PSSessionConfigurationFile",
                        "Unregister-PSSessionConfiguration",
                        "Register-PSSessionConfiguration -Name $name -Path");
    }

    private static String pattern() {
        return "\\A\\{[\\x20-\\x7E]*\\}\\z";
    }

    private static List<Object> visible(Map<?, ?> file) {
        return file.entrySet().stream()
                .filter(entry -> String.valueOf(entry.getKey()).startsWith("Visible"))
                .flatMap(entry ->
                        entry.getValue() instanceof Collection<?> several
                                ? several.stream()
                                : Stream.of(entry.getValue()))
                .map(Object.class::cast)
                .toList();
    }

    private String file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static String source() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        SessionScript.class.getResourceAsStream("session.ps1"), "session.ps1")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
