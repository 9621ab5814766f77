#Requires -Version 5.1
#Requires -PSEdition Desktop
#Requires -RunAsAdministrator
<#
.SYNOPSIS
Removes the JEA endpoint FleetLogoff from this computer. Written by 'fleet-logoff jea export'.
.DESCRIPTION
Unregisters the session configuration and deletes the module. Transcripts stay unless -Transcripts is given. WinRM is
restarted at the end, which ends all remoting sessions of this computer.
.PARAMETER Transcripts
Deletes the transcripts too.
.PARAMETER NoServiceRestart
Leaves WinRM running: connections that are open stay open until its next start.
.EXAMPLE
.\Remove-FleetLogoff.ps1 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [switch] $Transcripts,

    [switch] $NoServiceRestart
)
$ErrorActionPreference = 'Stop'
$name = 'FleetLogoff'
if ([System.Environment]::Is64BitOperatingSystem -and -not [System.Environment]::Is64BitProcess) {
    throw 'This is a 32-bit PowerShell, whose Program Files is another folder. Start the 64-bit one. Not removed.'
}
# Not from environment variables: an account may set its own, and programs that it starts elevated inherit them.
$module = Join-Path ([System.Environment]::GetFolderPath('ProgramFiles')) "WindowsPowerShell\Modules\$name"
$folder = Join-Path ([System.Environment]::GetFolderPath('CommonApplicationData')) $name

if ((Get-PSSessionConfiguration -Name $name -ErrorAction SilentlyContinue) -and
    $PSCmdlet.ShouldProcess($name, 'Unregister the session configuration')) {
    Unregister-PSSessionConfiguration -Name $name -Force -NoServiceRestart
}
if ((Test-Path -LiteralPath $module) -and $PSCmdlet.ShouldProcess($module, 'Delete the module')) {
    Remove-Item -LiteralPath $module -Recurse -Force
}
if ($Transcripts -and (Test-Path -LiteralPath $folder)) {
    # A folder that somebody else made may lead elsewhere.
    $owner = (Get-Acl -LiteralPath $folder).GetOwner([System.Security.Principal.SecurityIdentifier]).Value
    $link = (Get-Item -LiteralPath $folder -Force).Attributes -band [System.IO.FileAttributes]::ReparsePoint
    if ($link -or 'S-1-5-18', 'S-1-5-32-544' -notcontains $owner) { throw "$folder is not the folder that was made for transcripts. Look what is in it." }
}
if ($Transcripts -and (Test-Path -LiteralPath $folder) -and $PSCmdlet.ShouldProcess($folder, 'Delete the transcripts')) {
    Remove-Item -LiteralPath $folder -Recurse -Force
}
if ($NoServiceRestart) {
    Write-Warning 'WinRM was not restarted: connections to the endpoint that are open stay open.'
} elseif ($PSCmdlet.ShouldProcess('WinRM', 'Restart the service, which ends all remoting sessions')) {
    Restart-Service -Name WinRM -Force
}
