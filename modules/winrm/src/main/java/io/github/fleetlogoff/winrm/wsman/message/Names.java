package io.github.fleetlogoff.winrm.wsman.message;

/// Namespaces and actions ([MS-WSMV] 2.2.1, 3.1.4; DSP0226).
final class Names {
    static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    static final String ANONYMOUS = ADDRESSING + "/role/anonymous";
    static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    static final String MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
    static final String FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";
    static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    static final String RESOURCE = SHELL + "/cmd";
    static final String CONFIG = "http://schemas.microsoft.com/wbem/wsman/1/config";
    static final String WINRS_CONFIG = CONFIG + "/winrs";
    static final String POWERSHELL = "http://schemas.microsoft.com/powershell";
    // Sic: so PowerShell spells it.
    static final String STOP_PIPELINE = "powershell/signal/crtl_c";
    static final String TERMINATE = SHELL + "/signal/terminate";
    static final String DONE = SHELL + "/CommandState/Done";

    private Names() {}
}
