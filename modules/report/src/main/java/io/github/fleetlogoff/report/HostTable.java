package io.github.fleetlogoff.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// How the journal spells the hosts of a run: `kinds` holds each combination of settings once, and
/// `hosts`, in inventory order, a name with the index of its kind. A fleet has few kinds, so that
/// 10,000 hosts take some 400 kB. An address is written where it is not the name.
final class HostTable {

    private HostTable() {}

    /// Writes the fields `kinds` and `hosts`.
    static void write(JsonGenerator json, List<Host> hosts) throws IOException {
        Map<Kind, Integer> kinds = new LinkedHashMap<>();
        for (Host host : hosts) {
            kinds.putIfAbsent(Kind.of(host), kinds.size());
        }
        json.writeArrayFieldStart("kinds");
        for (Kind kind : kinds.keySet()) {
            write(json, kind);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hosts");
        for (Host host : hosts) {
            json.writeStartObject();
            json.writeStringField("host", host.name());
            String address = host.connection().address();
            Forms.presentText(json, "address", address.equals(host.name()) ? null : address);
            Forms.presentText(json, "computerName", host.computerName());
            String service = host.connection().service().host();
            Forms.presentText(json, "serviceHost", service.equals(address) ? null : service);
            json.writeNumberField("kind", kinds.getOrDefault(Kind.of(host), -1));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// Reads them.
    static List<Host> read(Fields fields) throws EventFormatException {
        List<Kind> kinds = fields.objects("kinds", HostTable::readKind);
        return fields.objects("hosts", host -> readHost(host, kinds));
    }

    private static Host readHost(Fields fields, List<Kind> kinds) throws EventFormatException {
        String name = fields.text("host");
        String address = fields.optionalText("address");
        int kind = fields.number("kind");
        if (kind < 0 || kind >= kinds.size()) {
            throw new EventFormatException(
                    EventFormatException.Kind.BAD_FIELD,
                    "the kind of " + name + " is not among the kinds: " + kind,
                    null);
        }
        String reached = address == null ? name : address;
        String service = fields.optionalText("serviceHost");
        return kinds.get(kind)
                .host(
                        name,
                        reached,
                        service == null ? reached : service,
                        fields.optionalText("computerName"));
    }

    private static void write(JsonGenerator json, Kind kind) throws IOException {
        json.writeStartObject();
        json.writeNumberField("port", kind.port());
        Tls tls = kind.tls();
        if (tls != null) {
            json.writeObjectFieldStart("tls");
            Forms.presentText(json, "ca", tls.ca());
            json.writeBooleanField("insecure", tls.insecure());
            Forms.presentText(json, "pin", tls.pin());
            json.writeEndObject();
        }
        json.writeStringField("auth", kind.auth().word());
        Forms.presentText(json, "credential", kind.credential());
        Engine engine = kind.engine();
        Forms.presentText(json, "engine", engine == null ? null : engine.word());
        json.writeStringField("serviceClass", kind.serviceClass());
        if (!kind.endpoint().isWinrs()) {
            json.writeStringField("endpoint", kind.endpoint().name());
        }
        Forms.presentText(json, "site", kind.site());
        Forms.texts(json, "groups", kind.groups());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : kind.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static Kind readKind(Fields fields) throws EventFormatException {
        return new Kind(
                fields.number("port"),
                fields.optionalObject("tls", HostTable::readTls),
                fields.word("auth", AuthScheme.class),
                fields.optionalText("credential"),
                fields.optionalWord("engine", Engine.class),
                fields.text("serviceClass"),
                readEndpoint(fields),
                fields.optionalText("site"),
                fields.texts("groups"),
                fields.textsByName("labels"));
    }

    private static Endpoint readEndpoint(Fields fields) throws EventFormatException {
        String name = fields.optionalText("endpoint");
        return name == null ? Endpoint.WINRS : new Endpoint(name);
    }

    private static Tls readTls(Fields fields) throws EventFormatException {
        String ca = fields.optionalText("ca");
        return new Tls(
                ca == null ? null : Path.of(ca),
                fields.flag("insecure"),
                fields.optionalText("pin"));
    }

    /// What many hosts have in common.
    private record Kind(
            int port,
            @Nullable Tls tls,
            AuthScheme auth,
            @Nullable String credential,
            @Nullable Engine engine,
            String serviceClass,
            Endpoint endpoint,
            @Nullable String site,
            List<String> groups,
            SortedMap<String, String> labels) {

        // Java makes those of a record when they are first asked for, at every start anew.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Kind kind && settings().equals(kind.settings());
        }

        @Override
        public int hashCode() {
            return settings().hashCode();
        }

        private List<@Nullable Object> settings() {
            return Arrays.asList(
                    port,
                    tls,
                    auth,
                    credential,
                    engine,
                    serviceClass,
                    endpoint.name(),
                    site,
                    groups,
                    labels);
        }

        static Kind of(Host host) {
            Connection connection = host.connection();
            return new Kind(
                    connection.port(),
                    connection.tls(),
                    connection.auth(),
                    connection.credential(),
                    connection.engine(),
                    connection.service().serviceClass(),
                    connection.endpoint(),
                    host.site(),
                    host.groups(),
                    host.labels());
        }

        Host host(String name, String address, String serviceHost, @Nullable String computerName) {
            return new Host(
                    name,
                    new Connection(
                            address,
                            port,
                            tls,
                            auth,
                            credential,
                            engine,
                            new ServicePrincipal(serviceClass, serviceHost),
                            endpoint),
                    site,
                    groups,
                    labels,
                    computerName);
        }
    }
}
