package io.github.fleetlogoff.simulator.wsman;

/// Namespaces and actions, as they stand in recordings of real hosts.
final class Names {
    static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
    static final String ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    static final String TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer";
    static final String EVENTING = "http://schemas.xmlsoap.org/ws/2004/08/eventing";
    static final String ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";
    static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    static final String MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd";
    static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
    static final String IDENTITY =
            "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";
    static final String CONFIG = "http://schemas.microsoft.com/wbem/wsman/1/config";
    static final String WINRS_CONFIG = CONFIG + "/winrs";
    static final String SECURITY_PROFILE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/";
    static final String FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";

    static final String POWERSHELL = "http://schemas.microsoft.com/powershell";

    static final String ANONYMOUS = ADDRESSING + "/role/anonymous";
    static final String CMD = SHELL + "/cmd";
    static final String GET = TRANSFER + "/Get";
    static final String CREATE = TRANSFER + "/Create";
    static final String DELETE = TRANSFER + "/Delete";
    static final String COMMAND = SHELL + "/Command";
    static final String RECEIVE = SHELL + "/Receive";
    static final String SEND = SHELL + "/Send";
    static final String SIGNAL = SHELL + "/Signal";
    static final String STATE = SHELL + "/CommandState/";
    static final String FAULT_ACTION = "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault";
    static final String FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/";

    private Names() {}
}
