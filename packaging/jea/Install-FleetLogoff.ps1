#Requires -Version 5.1
#Requires -PSEdition Desktop
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Installs the JEA endpoint FleetLogoff on this computer, or replaces it. Written by 'fleet-logoff jea export'.
.DESCRIPTION
Copies the module to Program Files, makes a folder for transcripts that administrators alone may read, and registers the
session configuration. WinRM is restarted at the end, which ends all remoting sessions of this computer.
.PARAMETER Group
Who may connect, as DOMAIN\name. Without it the groups that stand in FleetLogoff.pssc may.
.PARAMETER RequireSignature
Installs only when every file carries a valid Authenticode signature.
.PARAMETER NoServiceRestart
Leaves WinRM running: the endpoint is there after its next start.
.EXAMPLE
.\Install-FleetLogoff.ps1 -Group 'CORP\Helpdesk' -WhatIf
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [ValidatePattern('^[^\\"\[\]:;|=,+*?<>/]{1,256}\\[^\\"\[\]:;|=,+*?<>/]{1,256}$')]
    [string[]] $Group,

    [switch] $RequireSignature,

    [switch] $NoServiceRestart
)
$ErrorActionPreference = 'Stop'
$name = 'FleetLogoff'
$source = Join-Path $PSScriptRoot $name
$configuration = Join-Path $PSScriptRoot "$name.pssc"
$target = Join-Path $env:ProgramFiles "WindowsPowerShell\Modules\$name"
$folder = Join-Path $env:ProgramData $name
$transcripts = Join-Path $folder 'Transcripts'

if ((Get-CimInstance -ClassName Win32_ComputerSystem).DomainRole -ge 4) {
    throw 'This is a domain controller: the virtual account would be a Domain Admin here. Not installed.'
}
if ($RequireSignature) {
    $files = @(Get-ChildItem -LiteralPath $source -File -Recurse) + @(Get-ChildItem -LiteralPath $PSScriptRoot -File)
    foreach ($file in $files | Where-Object { '.ps1', '.psm1', '.psd1', '.psrc', '.pssc' -contains $_.Extension }) {
        $signature = Get-AuthenticodeSignature -LiteralPath $file.FullName
        if ($signature.Status -ne 'Valid') { throw "$($file.FullName): its signature is $($signature.Status). Not installed." }
    }
}

# Who may connect: the groups must exist, and none may be everybody.
$text = Get-Content -LiteralPath $configuration -Raw
$operators = @((Import-PowerShellDataFile -LiteralPath $configuration).RoleDefinitions.Keys)
if ($Group) {
    $operators = $Group
    $start = $text.IndexOf('RoleDefinitions')
    $roles = foreach ($one in $Group) { "        '$($one.Replace("'", "''"))' = @{ RoleCapabilities = '$name' }" }
    $text = $text.Substring(0, $start) + "RoleDefinitions = @{`r`n$($roles -join "`r`n")`r`n    }`r`n}`r`n"
}
foreach ($one in $operators) {
    try { $sid = (New-Object System.Security.Principal.NTAccount $one).Translate([System.Security.Principal.SecurityIdentifier]).Value }
    catch { throw "'$one' is not known here. Name a group as DOMAIN\name. Not installed." }
    # Everyone, Anonymous, Authenticated Users, Users, Guests, Domain Users, Domain Guests, Domain Computers.
    if ($sid -match '^(S-1-1-0|S-1-5-7|S-1-5-11|S-1-5-32-54[56]|S-1-5-21-.*-51[345])$') {
        throw "'$one' is nearly everybody, who could then log everybody off. Name a group of operators. Not installed."
    }
}
$default = 'C:\ProgramData\FleetLogoff\Transcripts'
$changed = [bool]$Group -or $transcripts -ne $default
$text = $text.Replace("'$default'", "'$($transcripts.Replace("'", "''"))'")

if ($PSCmdlet.ShouldProcess($transcripts, 'Make the folder for transcripts, for administrators alone')) {
    foreach ($path in $folder, $transcripts) {
        $item = New-Item -ItemType Directory -Path $path -Force
        # Anybody may make folders below ProgramData: one that was there before us is not trusted.
        if ($item.Attributes -band [System.IO.FileAttributes]::ReparsePoint) { throw "$path is a link. Remove it first. Not installed." }
        foreach ($arguments in @('/setowner', '*S-1-5-32-544'), @('/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')) {
            $said = & "$env:SystemRoot\System32\icacls.exe" $path @arguments
            if ($LASTEXITCODE) { throw "icacls cannot protect ${path}: $said" }
        }
    }
}
if ($PSCmdlet.ShouldProcess($target, 'Copy the module')) {
    if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    Copy-Item -LiteralPath $source -Destination $target -Recurse
}
if ($PSCmdlet.ShouldProcess($name, 'Register the session configuration')) {
    if (Get-PSSessionConfiguration -Name $name -ErrorAction SilentlyContinue) {
        Unregister-PSSessionConfiguration -Name $name -Force -NoServiceRestart
    }
    # A file that was signed is registered as it is: a change would cost the signature.
    $file = $configuration
    if ($changed) {
        $file = Join-Path $folder "$name.pssc"
        Set-Content -LiteralPath $file -Value $text -Encoding UTF8
    }
    if (-not (Test-PSSessionConfigurationFile -Path $file)) { throw "$file is not a valid session configuration. Not registered." }
    $null = Register-PSSessionConfiguration -Name $name -Path $file -Force -NoServiceRestart
}
if ($NoServiceRestart) {
    Write-Warning 'WinRM was not restarted: the endpoint FleetLogoff answers after the next start of WinRM.'
} elseif ($PSCmdlet.ShouldProcess('WinRM', 'Restart the service, which ends all remoting sessions')) {
    Restart-Service -Name WinRM -Force
}
