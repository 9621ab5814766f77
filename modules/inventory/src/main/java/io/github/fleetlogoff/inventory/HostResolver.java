package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.inventory.Settings.Setting;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.model.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Settings of a host, its groups and the defaults → the host. Hosts with the same settings and
/// groups share the work.
final class HostResolver {
    private final Settings defaults;
    // By identity: hosts of one expression share their settings object, and comparing contents
    // costs more than it saves.
    private final IdentityHashMap<Settings, Map<List<Group>, Resolved>> resolved =
            new IdentityHashMap<>();

    HostResolver(Settings defaults) {
        this.defaults = defaults;
    }

    private record Resolved(
            Map<String, Setting> settings, List<String> groups, SortedMap<String, String> labels) {
        @Nullable String value(String key) {
            Setting setting = settings.get(key);
            return setting == null ? null : setting.value();
        }
    }

    /// @param own what the host itself says
    /// @param direct the groups that list it
    Host host(String name, Settings own, List<Group> direct) {
        Resolved found =
                resolved.computeIfAbsent(own, key -> new HashMap<>())
                        .computeIfAbsent(direct, key -> resolve(name, own, direct));
        boolean tls = Boolean.parseBoolean(found.value("tls"));
        String port = found.value("port");
        String ca = found.value("ca");
        String address = found.value("address");
        String auth = found.value("auth");
        String reached = address == null ? name : address;
        String engine = found.value("engine");
        String endpoint = found.value("endpoint");
        Connection connection =
                new Connection(
                        reached,
                        port == null
                                ? (tls ? Connection.HTTPS_PORT : Connection.HTTP_PORT)
                                : Integer.parseInt(port),
                        tls
                                ? new Tls(
                                        ca == null ? null : Path.of(ca),
                                        Boolean.parseBoolean(found.value("tlsInsecure")),
                                        found.value("pin"))
                                : null,
                        auth == null
                                ? AuthScheme.NEGOTIATE
                                : Word.find(AuthScheme.class, auth).orElse(AuthScheme.NEGOTIATE),
                        found.value("credential"),
                        engine == null ? null : Word.find(Engine.class, engine).orElse(null),
                        service(found.value("spn"), name, reached),
                        endpoint == null ? Endpoint.WINRS : new Endpoint(endpoint));
        return new Host(
                name,
                connection,
                found.value("site"),
                found.groups,
                found.labels,
                found.value("computerName"));
    }

    /// A ticket is for a name of the directory: for that of the inventory where the address is an
    /// IP address.
    private static ServicePrincipal service(@Nullable String spn, String name, String reached) {
        String host = ServicePrincipal.isAddress(reached) ? name : reached;
        if (spn == null) {
            return new ServicePrincipal(ServicePrincipal.HTTP, host);
        }
        int slash = spn.indexOf('/');
        return slash < 0
                ? new ServicePrincipal(spn, host)
                : new ServicePrincipal(spn.substring(0, slash), spn.substring(slash + 1));
    }

    private Resolved resolve(String host, Settings own, List<Group> direct) {
        Set<Group> groups = new LinkedHashSet<>(direct);
        direct.forEach(group -> groups.addAll(group.ancestors()));
        Map<String, Setting> settings = new LinkedHashMap<>(defaults.byKey());
        Set<String> keys = new LinkedHashSet<>();
        groups.forEach(group -> keys.addAll(group.settings().byKey().keySet()));
        for (String key : keys) {
            if (!own.byKey().containsKey(key)) {
                settings.put(key, ofGroups(host, key, groups));
            }
        }
        settings.putAll(own.byKey());
        SortedMap<String, String> labels = new TreeMap<>();
        settings.values()
                .forEach(setting -> {
                    if (setting.name().startsWith(Settings.LABEL_PREFIX)) {
                        labels.put(
                                setting.name().substring(Settings.LABEL_PREFIX.length()),
                                setting.value());
                    }
                });
        return new Resolved(settings, groups.stream().map(Group::name).toList(), labels);
    }

    /// The value of the innermost group that has the key. Of two groups neither of which holds the
    /// other none is nearer: they must agree.
    private static Setting ofGroups(String host, String key, Set<Group> groups) {
        List<Group> having =
                new ArrayList<>(
                        groups.stream()
                                .filter(group -> group.settings().byKey().containsKey(key))
                                .toList());
        Set<Group> outer = new LinkedHashSet<>();
        having.forEach(group -> outer.addAll(group.ancestors()));
        having.removeAll(outer);
        Setting first = setting(having.getFirst(), key);
        for (Group other : having) {
            Setting second = setting(other, key);
            if (!second.value().equals(first.value())) {
                throw second.place()
                        .fault(
                                "host "
                                        + Place.quote(host)
                                        + ": the groups '"
                                        + having.getFirst()
                                        + "' (line "
                                        + first.place().line()
                                        + ") and '"
                                        + other
                                        + "' differ in "
                                        + first.name()
                                        + "; put the one that counts into the host");
            }
        }
        return first;
    }

    private static Setting setting(Group group, String key) {
        return requireNonNull(group.settings().byKey().get(key), "group has no such setting");
    }
}
