package io.github.fleetlogoff.inventory;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.inventory.DirectorySpec.Logon;
import io.github.fleetlogoff.inventory.DirectorySpec.Mapping;
import io.github.fleetlogoff.inventory.DirectorySpec.Protection;
import io.github.fleetlogoff.inventory.DirectorySpec.Query;
import io.github.fleetlogoff.inventory.DirectorySpec.Server;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The `directory` section of an inventory → [DirectorySpec].
final class DirectoryReader {
    private static final int LDAP_PORT = 389;
    private static final int LDAPS_PORT = 636;
    // MaxPageSize of Active Directory unless changed (MS-ADTS 3.1.1.3.4.6).
    private static final int PAGE = 1000;
    // Written at most every 14 days, 9 at the least (MS-ADA1 2.351 lastLogonTimestamp, and
    // msDS-LogonTimeSyncInterval): what is younger says nothing.
    private static final Duration LEAST_SEEN = Duration.ofDays(15);
    private static final Duration SEEN = Duration.ofDays(60);
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,99}");
    private static final List<String> KEYS =
            List.of(
                    "url",
                    "startTls",
                    "ca",
                    "pin",
                    "tlsInsecure",
                    "auth",
                    "credential",
                    "base",
                    "computers",
                    "filter",
                    "enabledOnly",
                    "seenWithin",
                    "pageSize",
                    "name",
                    "site",
                    "labels",
                    "groups");

    private final Section section;
    private final Path folder;
    private final Map<String, CredentialSource> credentials;

    private DirectoryReader(
            Section section, Path folder, Map<String, CredentialSource> credentials) {
        this.section = section;
        this.folder = folder;
        this.credentials = credentials;
    }

    /// @param folder what `ca` is relative to
    static DirectorySpec read(
            Section section, Path folder, Map<String, CredentialSource> credentials) {
        section.onlyKeys(KEYS);
        return new DirectoryReader(section, folder, credentials).spec();
    }

    private DirectorySpec spec() {
        List<Server> servers = servers();
        boolean startTls = flag("startTls", false);
        if (startTls && servers.stream().anyMatch(Server::ldaps)) {
            throw section.fault(
                    section.place(), "startTls goes with ldap://, not with ldaps://, which is TLS");
        }
        Logon logon = logon();
        if (!logon.kerberos() && !startTls && !servers.stream().allMatch(Server::ldaps)) {
            throw section.fault(
                    section.place(),
                    "the password of "
                            + Place.quote(logon.credential().name())
                            + " would go over the network in clear text; write ldaps:// or startTls: true, or"
                            + " auth: kerberos, which is sealed");
        }
        return new DirectorySpec(
                section.place(),
                servers,
                new Protection(startTls, tls()),
                logon,
                query(),
                mapping());
    }

    private Logon logon() {
        CredentialSource credential = credential();
        boolean password = credential.proof() instanceof ProofSource.Password;
        Optional<YamlNode> auth = section.get("auth");
        boolean kerberos =
                auth.map(value -> section.word("auth", value, List.of("simple", "kerberos")))
                        .map("kerberos"::equals)
                        .orElse(!password);
        if (!kerberos && !password) {
            throw section.fault(
                    auth.orElseThrow().place(),
                    "auth is simple, but the credential "
                            + Place.quote(credential.name())
                            + " is "
                            + credential.proof().described()
                            + "; use auth: kerberos");
        }
        return new Logon(credential, kerberos);
    }

    private YamlNode needed(String key, String example) {
        return section.get(key)
                .orElseThrow(
                        () -> section.fault(section.place(), key + " is missing, like " + example));
    }

    private List<Server> servers() {
        String example = "ldaps://dc1.corp.example.com";
        List<Server> servers = new ArrayList<>();
        for (YamlNode.Scalar item : section.items("url", needed("url", example))) {
            servers.add(server(item, example));
        }
        if (servers.isEmpty()) {
            throw section.fault(section.place(), "url names no server, like " + example);
        }
        return servers;
    }

    private Server server(YamlNode.Scalar item, String example) {
        String text = section.text("url", item);
        try {
            URI url = new URI(text);
            boolean ldaps = "ldaps".equalsIgnoreCase(url.getScheme());
            String path = url.getPath() == null ? "" : url.getPath();
            if ((ldaps || "ldap".equalsIgnoreCase(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && (path.isEmpty() || path.equals("/"))
                    && url.getQuery() == null
                    && url.getPort() != 0
                    && url.getPort() <= 65535) {
                int port = url.getPort() > 0 ? url.getPort() : (ldaps ? LDAPS_PORT : LDAP_PORT);
                return new Server(url.getHost().replaceAll("[\\[\\]]", ""), port, ldaps);
            }
        } catch (URISyntaxException e) {
            // The one message below is for all that is no URL of a server.
        }
        throw section.fault(
                item.place(),
                "url is "
                        + Place.quote(text)
                        + "; it must be ldaps://HOST or ldap://HOST, with :PORT where it is not the usual one,"
                        + " like "
                        + example
                        + "; the base goes into 'base'");
    }

    private Tls tls() {
        boolean insecure = flag("tlsInsecure", false);
        Map<String, Settings.Setting> given =
                new Settings.Reader(folder, List.of())
                        .read(new Section(only("ca", "pin"), section.owner()))
                        .byKey();
        Settings.Setting ca = given.get("ca");
        Settings.Setting pin = given.get("pin");
        if (ca != null && !Files.isReadable(Path.of(ca.value()))) {
            throw section.fault(ca.place(), "ca: the file " + ca.value() + " cannot be read");
        }
        return new Tls(
                ca == null ? null : Path.of(ca.value()),
                insecure,
                pin == null ? null : pin.value());
    }

    private YamlNode.Mapping only(String... keys) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        for (String key : keys) {
            YamlNode.Entry entry = section.entries().get(key);
            if (entry != null) {
                entries.put(key, entry);
            }
        }
        return new YamlNode.Mapping(section.place(), entries);
    }

    private CredentialSource credential() {
        YamlNode node = needed("credential", "credential: reader, with reader under 'credentials'");
        String name = section.text("credential", node);
        CredentialSource source = credentials.get(name);
        if (source == null) {
            throw section.fault(
                    node.place(),
                    "credential "
                            + Place.quote(name)
                            + " is not defined under 'credentials'; "
                            + Section.suggestion(name, credentials.keySet(), "defined are: "));
        }
        if (source.proof() instanceof ProofSource.Certificate || source.laps()) {
            throw section.fault(
                    node.place(),
                    "credential "
                            + Place.quote(name)
                            + " cannot log on to a directory; it takes a password, a keytab or a ticketCache");
        }
        return source;
    }

    private Query query() {
        List<String> bases = new ArrayList<>();
        for (YamlNode.Scalar item :
                section.items("base", needed("base", "OU=Clients,DC=corp,DC=example,DC=com"))) {
            String base = section.text("base", item);
            if (!DN.isValidDN(base)) {
                throw section.fault(
                        item.place(),
                        "base is "
                                + Place.quote(base)
                                + "; it must be a distinguished name, like OU=Clients,DC=corp,DC=example,DC=com");
            }
            bases.add(base);
        }
        if (bases.isEmpty()) {
            throw section.fault(section.place(), "base names nothing to search below");
        }
        return new Query(
                List.copyOf(bases),
                filter("computers").orElse("(objectCategory=computer)"),
                filter("filter"),
                flag("enabledOnly", true),
                seenWithin(),
                section.get("pageSize")
                        .map(value -> (int) section.number("pageSize", value, 1, 100_000))
                        .orElse(PAGE));
    }

    private Optional<String> filter(String key) {
        return section.get(key)
                .map(value -> {
                    String text = section.text(key, value);
                    try {
                        return Filter.create(text).toString();
                    } catch (LDAPException e) {
                        throw section.fault(
                                value.place(),
                                key
                                        + " is no LDAP filter, like (operatingSystem=Windows 11*): "
                                        + e.getMessage());
                    }
                });
    }

    private Optional<Duration> seenWithin() {
        Optional<YamlNode> node = section.get("seenWithin");
        if (node.isEmpty()) {
            return Optional.of(SEEN);
        }
        String text = section.text("seenWithin", node.get());
        if (text.equals("any")) {
            return Optional.empty();
        }
        try {
            Duration within = DurationText.parse(text);
            if (within.compareTo(LEAST_SEEN) >= 0) {
                return Optional.of(within);
            }
        } catch (IllegalArgumentException e) {
            throw section.fault(
                    node.get().place(), "seenWithin: " + e.getMessage() + ", or any for all");
        }
        throw section.fault(
                node.get().place(),
                "seenWithin is "
                        + Place.quote(text)
                        + "; a directory writes lastLogonTimestamp at most every 14 days, so it must be 15d or"
                        + " more, or any for all");
    }

    private Mapping mapping() {
        Map<String, String> labels = new LinkedHashMap<>();
        section.get("labels")
                .ifPresent(value -> {
                    Section named = Section.of(value, section.owner() + ", labels");
                    named.entries()
                            .forEach((label, entry) -> {
                                named.checkName("label", label, entry.place());
                                labels.put(label, attribute(named, label, entry.value()));
                            });
                });
        return new Mapping(
                section.get("name")
                        .map(value -> attribute(section, "name", value))
                        .orElse("dNSHostName"),
                section.get("site").map(value -> attribute(section, "site", value)),
                labels,
                flag("groups", true));
    }

    private static String attribute(Section owner, String key, YamlNode value) {
        String text = owner.text(key, value);
        if (!ATTRIBUTE.matcher(text).matches()) {
            throw owner.fault(
                    value.place(),
                    key
                            + " is "
                            + Place.quote(text)
                            + "; it must be the name of an attribute of the directory, like location");
        }
        if (DirectorySearch.PASSWORDS.contains(text.toLowerCase(Locale.ROOT))) {
            throw owner.fault(
                    value.place(),
                    key
                            + " is "
                            + text
                            + ", which holds a password; give a credential with password: {laps: true}");
        }
        return text;
    }

    private boolean flag(String key, boolean otherwise) {
        return section.get(key).map(value -> section.flag(key, value)).orElse(otherwise);
    }
}
