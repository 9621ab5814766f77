# Manifest of the module FleetLogoff, written by 'fleet-logoff jea export'.
@{
    RootModule = 'FleetLogoff.psm1'
    ModuleVersion = '@VERSION@'
    GUID = '7c0f6a52-6a0e-4d0a-9a55-8c1c9a3f2f61'
    Author = 'fleet-logoff'
    CompanyName = 'fleet-logoff'
    Copyright = 'Apache-2.0'
    Description = 'One function for a JEA endpoint: lists, warns and logs off sessions of this computer.'
    PowerShellVersion = '5.1'
    FunctionsToExport = @('Invoke-FleetLogoff')
    CmdletsToExport = @()
    VariablesToExport = @()
    AliasesToExport = @()
    PrivateData = @{
        # What a report names as run.scriptSha256.
        ScriptSha256 = '@SCRIPT_SHA256@'
    }
}
