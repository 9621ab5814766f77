package io.github.fleetlogoff.inventory;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.inventory.Settings.Setting;
import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Connection;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.ServicePrincipal;
import io.github.fleetlogoff.model.Tls;
import io.github.fleetlogoff.model.Word;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final Map<List<Group>, Around> around = new HashMap<>();

    HostResolver(Settings defaults) {
        this.defaults = defaults;
    }

    /// What the groups of a host and the defaults say.
    ///
    /// @param disputed keys in which groups differ of which none is nearer
    private record Around(
            Set<Group> groups,
            List<String> names,
            Map<String, Setting> settings,
            List<String> disputed,
            SortedMap<String, String> labels) {}

    /// What counts for one host.
    private record Found(Map<String, Setting> own, Map<String, Setting> around) {
        @Nullable String value(String key) {
            Setting setting = own.get(key);
            Setting counts = setting == null ? around.get(key) : setting;
            return counts == null ? null : counts.value();
        }
    }

    /// @param own what the host itself says
    /// @param direct the groups that list it
    Host host(String name, Settings own, List<Group> direct) {
        Around shared = around.computeIfAbsent(direct, this::around);
        for (String key : shared.disputed) {
            if (!own.byKey().containsKey(key)) {
                throw dispute(name, key, shared.groups);
            }
        }
        Found found = new Found(own.byKey(), shared.settings);
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
                shared.names,
                labels(own, shared),
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

    private Around around(List<Group> direct) {
        Set<Group> groups = new LinkedHashSet<>(direct);
        direct.forEach(group -> groups.addAll(group.ancestors()));
        Map<String, Setting> settings = new LinkedHashMap<>(defaults.byKey());
        Set<String> keys = new LinkedHashSet<>();
        groups.forEach(group -> keys.addAll(group.settings().byKey().keySet()));
        List<String> disputed = new ArrayList<>();
        for (String key : keys) {
            List<Setting> nearest =
                    innermost(key, groups).stream().map(group -> setting(group, key)).toList();
            settings.put(key, nearest.getFirst());
            if (nearest.stream().map(Setting::value).distinct().count() > 1) {
                disputed.add(key);
            }
        }
        return new Around(
                groups,
                groups.stream().map(Group::name).toList(),
                settings,
                disputed,
                labels(settings));
    }

    private static SortedMap<String, String> labels(Settings own, Around shared) {
        for (String key : own.byKey().keySet()) {
            if (key.startsWith(Settings.LABEL_PREFIX)) {
                Map<String, Setting> all = new LinkedHashMap<>(shared.settings);
                all.putAll(own.byKey());
                return labels(all);
            }
        }
        return shared.labels;
    }

    private static SortedMap<String, String> labels(Map<String, Setting> settings) {
        SortedMap<String, String> labels = new TreeMap<>();
        settings.values()
                .forEach(setting -> {
                    if (setting.name().startsWith(Settings.LABEL_PREFIX)) {
                        labels.put(
                                setting.name().substring(Settings.LABEL_PREFIX.length()),
                                setting.value());
                    }
                });
        return labels;
    }

    /// The groups that have a key and hold no other group that has it.
    private static List<Group> innermost(String key, Set<Group> groups) {
        List<Group> having =
                new ArrayList<>(
                        groups.stream()
                                .filter(group -> group.settings().byKey().containsKey(key))
                                .toList());
        Set<Group> outer = new LinkedHashSet<>();
        having.forEach(group -> outer.addAll(group.ancestors()));
        having.removeAll(outer);
        return having;
    }

    /// Of two groups neither of which holds the other none is nearer: they must agree.
    private static FleetException dispute(String host, String key, Set<Group> groups) {
        List<Group> having = innermost(key, groups);
        Setting first = setting(having.getFirst(), key);
        Group other =
                having.stream()
                        .filter(group -> !setting(group, key).value().equals(first.value()))
                        .findFirst()
                        .orElseThrow();
        return setting(other, key)
                .place()
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

    private static Setting setting(Group group, String key) {
        return requireNonNull(group.settings().byKey().get(key), "group has no such setting");
    }
}
