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
Installs only when every file carries a valid Authenticode signature, all of one certificate.
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
if ([System.Environment]::Is64BitOperatingSystem -and -not [System.Environment]::Is64BitProcess) {
    throw 'This is a 32-bit PowerShell, whose Program Files is another folder. Start the 64-bit one. Not installed.'
}
# Not from environment variables: an account may set its own, and programs that it starts elevated inherit them.
$programs = [System.Environment]::GetFolderPath('ProgramFiles')
$target = Join-Path $programs "WindowsPowerShell\Modules\$name"
$folder = Join-Path ([System.Environment]::GetFolderPath('CommonApplicationData')) $name
$transcripts = Join-Path $folder 'Transcripts'

if ((Get-CimInstance -ClassName Win32_ComputerSystem).DomainRole -ge 4) {
    throw 'This is a domain controller: the virtual account would be a Domain Admin here. Not installed.'
}
function Assert-Signed([System.IO.FileInfo[]] $files) {
    $signers = foreach ($file in $files) {
        if ('.ps1', '.psm1', '.psd1', '.psrc', '.pssc' -notcontains $file.Extension) {
            throw "$($file.FullName) is none of the files that were exported. Not installed."
        }
        $signature = Get-AuthenticodeSignature -LiteralPath $file.FullName
        if ($signature.Status -ne 'Valid') { throw "$($file.FullName): its signature is $($signature.Status). Not installed." }
        $signature.SignerCertificate.Thumbprint
    }
    $signers = @($signers | Sort-Object -Unique)
    if ($signers.Count -ne 1) { throw 'The files are signed with more than one certificate. Not installed.' }
    $signers[0]
}
if ($RequireSignature) {
    $signer = Assert-Signed (@(Get-ChildItem -LiteralPath $source -File -Recurse -Force) + @(Get-Item -LiteralPath $configuration, $PSCommandPath))
}

# Who may connect: the groups must exist, and none may be everybody.
function Read-Configuration([string] $from) {
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($from, [ref]$null, [ref]$null)
    $ast.Find({ $args[0] -is [System.Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
}
$exported = Get-Content -LiteralPath $configuration -Raw
$text = $exported
$operators = @((Read-Configuration $text).RoleDefinitions.Keys)
if ($Group) {
    $operators = $Group
    $kept = @((Read-Configuration $text).Keys)
    $start = $text.IndexOf('RoleDefinitions')
    $roles = foreach ($one in $Group) { "        '$([System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($one))' = @{ RoleCapabilities = '$name' }" }
    $text = $text.Substring(0, $start) + "RoleDefinitions = @{`r`n$($roles -join "`r`n")`r`n    }`r`n}`r`n"
    $now = @((Read-Configuration $text).Keys)
    $lost = @($kept | Where-Object { $now -notcontains $_ })
    if ($lost) { throw "-Group would drop what stands behind RoleDefinitions: $($lost -join ', '). Move it before it. Not installed." }
}
foreach ($one in $operators) {
    try { $sid = (New-Object System.Security.Principal.NTAccount $one).Translate([System.Security.Principal.SecurityIdentifier]).Value }
    catch { throw "'$one' is not known here. Name a group as DOMAIN\name. Not installed." }
    # Of this computer, a domain, Entra ID or built in. All others are what a logon is (Everyone, Network, Interactive, Service).
    $account = $sid -match '^S-1-(5-21-|5-32-|12-1-)'
    # Users, Guests, Pre-Windows 2000 Compatible Access; Guest, Domain Users, Domain Guests, Domain Computers.
    if (-not $account -or $sid -match '^(S-1-5-32-(545|546|554)|S-1-5-21-.*-(501|513|514|515))$') {
        throw "'$one' is nearly everybody, who could then log everybody off. Name a group of operators. Not installed."
    }
}
$default = 'C:\ProgramData\FleetLogoff\Transcripts'
$changed = [bool]$Group -or $transcripts -ne $default
$quoted = [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($transcripts)
$text = $text.Replace("'$default'", "'$quoted'")

# Anybody may make folders below ProgramData: one that somebody else made may hold more of his, and is not trusted.
$ours = 'S-1-5-18', 'S-1-5-32-544', [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value
function Assert-Ours([string] $path) {
    $owner = (Get-Acl -LiteralPath $path).GetOwner([System.Security.Principal.SecurityIdentifier]).Value
    if ($ours -notcontains $owner) { throw "$path belongs to $owner. Look what is in it and remove it first. Not installed." }
}
if (Test-Path -LiteralPath $folder) { Assert-Ours $folder }

if ($PSCmdlet.ShouldProcess($transcripts, 'Make the folder for transcripts, for administrators alone')) {
    # SYSTEM and Administrators, nobody else: what stood there before goes, which a grant beside it would not do.
    $access = New-Object System.Security.AccessControl.DirectorySecurity
    $access.SetSecurityDescriptorSddlForm('D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)', [System.Security.AccessControl.AccessControlSections]::Access)
    foreach ($path in $folder, $transcripts) {
        $item = New-Item -ItemType Directory -Path $path -Force
        if ($item.Attributes -band [System.IO.FileAttributes]::ReparsePoint) { throw "$path is a link. Remove it first. Not installed." }
        Assert-Ours $path
        $said = & (Join-Path ([System.Environment]::SystemDirectory) 'icacls.exe') $path /setowner '*S-1-5-32-544'
        if ($LASTEXITCODE) { throw "icacls cannot protect ${path}: $said" }
        [System.IO.Directory]::SetAccessControl($path, $access)
    }
}
if ($PSCmdlet.ShouldProcess($target, 'Copy the module')) {
    if (Test-Path -LiteralPath $target) { Remove-Item -LiteralPath $target -Recurse -Force }
    Copy-Item -LiteralPath $source -Destination $target -Recurse
    # Beside the module, where nobody but an administrator can change it before it is read.
    $file = Join-Path $target "$name.pssc"
    Copy-Item -LiteralPath $configuration -Destination $file
    try {
        # Of what lies here, not on the share: that may have changed since, and what -Group is put into must be what was signed.
        if ($RequireSignature -and (Assert-Signed @(Get-ChildItem -LiteralPath $target -File -Recurse -Force)) -cne $signer) {
            throw 'What was copied is signed with another certificate. Not installed.'
        }
        if ((Get-Content -LiteralPath $file -Raw) -cne $exported) { throw "$configuration changed meanwhile. Not installed." }
    } catch { Remove-Item -LiteralPath $target -Recurse -Force; throw }
    # One that was signed stays as it is where it can: a change costs the signature.
    if ($changed) { Set-Content -LiteralPath $file -Value $text -Encoding UTF8 -Force }
}
if ($PSCmdlet.ShouldProcess($name, 'Register the session configuration')) {
    $file = Join-Path $target "$name.pssc"
    if (-not (Test-PSSessionConfigurationFile -Path $file)) { throw "$file is not a valid session configuration. Not registered." }
    if (Get-PSSessionConfiguration -Name $name -ErrorAction SilentlyContinue) {
        Unregister-PSSessionConfiguration -Name $name -Force -NoServiceRestart
    }
    $null = Register-PSSessionConfiguration -Name $name -Path $file -Force -NoServiceRestart
}
if ($NoServiceRestart) {
    Write-Warning 'WinRM was not restarted: the endpoint FleetLogoff answers after the next start of WinRM.'
} elseif ($PSCmdlet.ShouldProcess('WinRM', 'Restart the service, which ends all remoting sessions')) {
    Restart-Service -Name WinRM -Force
}
