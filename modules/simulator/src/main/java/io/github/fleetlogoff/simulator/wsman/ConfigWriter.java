package io.github.fleetlogoff.simulator.wsman;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes the resource `winrm/config` in the order and with the values of a recorded host, but for
/// what a fleet has otherwise.
final class ConfigWriter {
    private static final String PREFIX = "cfg";
    private static final String NO_LIMIT = "2147483647";

    private final XMLStreamWriter xml;
    private final ServiceConfig config;
    private final String namespace;

    /// @param namespace that of the resource
    ConfigWriter(XMLStreamWriter xml, ServiceConfig config, String namespace) {
        this.xml = xml;
        this.config = config;
        this.namespace = namespace;
    }

    @FunctionalInterface
    private interface Section {
        void write() throws XMLStreamException;
    }

    void write() throws XMLStreamException {
        xml.writeStartElement(PREFIX, "Config", namespace);
        xml.writeNamespace(PREFIX, namespace);
        value("MaxEnvelopeSizekb", "500");
        value("MaxTimeoutms", "60000");
        value("MaxBatchItems", "32000");
        value("MaxProviderRequests", "4294967295");
        section("Client", this::client);
        section("Service", this::service);
        section("Winrs", this::winrs);
        xml.writeEndElement();
    }

    /// The part for remote shells as a resource of its own, as `winrm get winrm/config/winrs` asks
    /// for it ([MS-WSMV] 2.2.4.42).
    void writeWinrs() throws XMLStreamException {
        xml.writeStartElement(PREFIX, "Winrs", namespace);
        xml.writeNamespace(PREFIX, namespace);
        winrs();
        xml.writeEndElement();
    }

    private void client() throws XMLStreamException {
        value("NetworkDelayms", "5000");
        value("URLPrefix", "wsman");
        value("AllowUnencrypted", false);
        section(
                "Auth",
                () -> {
                    value("Basic", true);
                    value("Digest", true);
                    value("Kerberos", true);
                    value("Negotiate", true);
                    value("Certificate", true);
                    value("CredSSP", false);
                });
        section("DefaultPorts", this::defaultPorts);
        value("TrustedHosts", "");
    }

    private void service() throws XMLStreamException {
        value("RootSDDL", "O:NSG:BAD:P(A;;GA;;;BA)(A;;GR;;;IU)S:P(AU;FA;GA;;;WD)(AU;SA;GXGW;;;WD)");
        value("MaxConcurrentOperations", "4294967295");
        value("MaxConcurrentOperationsPerUser", "1500");
        value("EnumerationTimeoutms", "240000");
        value("MaxConnections", "300");
        value("MaxPacketRetrievalTimeSeconds", "120");
        value("AllowUnencrypted", config.allowUnencrypted());
        section(
                "Auth",
                () -> {
                    value("Basic", config.basic());
                    value("Kerberos", true);
                    value("Negotiate", true);
                    value("Certificate", config.certificate());
                    value("CredSSP", false);
                    value("CbtHardeningLevel", config.cbtHardeningLevel());
                });
        section("DefaultPorts", this::defaultPorts);
        value("IPv4Filter", "*");
        value("IPv6Filter", "*");
        value("EnableCompatibilityHttpListener", false);
        value("EnableCompatibilityHttpsListener", false);
        value("CertificateThumbprint", "");
        value("AllowRemoteAccess", true);
    }

    private void winrs() throws XMLStreamException {
        value("AllowRemoteShellAccess", true);
        value("IdleTimeout", Long.toString(Shell.IDLE_TIME_OUT.toMillis()));
        value("MaxConcurrentUsers", NO_LIMIT);
        value("MaxShellRunTime", NO_LIMIT);
        value("MaxProcessesPerShell", NO_LIMIT);
        value("MaxMemoryPerShellMB", NO_LIMIT);
        value("MaxShellsPerUser", Integer.toString(HostService.MAX_SHELLS_PER_USER));
    }

    private void defaultPorts() throws XMLStreamException {
        value("HTTP", "5985");
        value("HTTPS", "5986");
    }

    private void section(String name, Section content) throws XMLStreamException {
        xml.writeStartElement(PREFIX, name, namespace);
        content.write();
        xml.writeEndElement();
    }

    private void value(String name, boolean value) throws XMLStreamException {
        value(name, Boolean.toString(value));
    }

    private void value(String name, String value) throws XMLStreamException {
        xml.writeStartElement(PREFIX, name, namespace);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }
}
