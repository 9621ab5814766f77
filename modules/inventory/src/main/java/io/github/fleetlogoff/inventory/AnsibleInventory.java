package io.github.fleetlogoff.inventory;

import static io.github.fleetlogoff.model.FleetException.Code.INVENTORY;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What Ansible's variables say about hosts → [Inventory]. Ports and schemes that are not given are
/// those of Ansible's winrm connection: 5986, and HTTPS unless the port is 5985.
final class AnsibleInventory {
    static final String VAULT = "$ANSIBLE_VAULT";
    private static final Set<String> CONNECTIONS =
            Set.of("winrm", "psrp", "ansible.builtin.winrm", "ansible.builtin.psrp");
    private static final Pattern ENVIRONMENT =
            Pattern.compile(
                    "\\{\\{\\s*lookup\\(\\s*['\"](?:ansible\\.builtin\\.)?env['\"]\\s*,\\s*['\"]"
                            + "([A-Za-z_][A-Za-z0-9_]*)['\"]\\s*\\)\\s*}}");

    private final AnsibleTree tree;
    private final Path folder;
    private final String file;
    private final Map<String, CredentialSource> credentials = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private AnsibleInventory(AnsibleTree tree, String file, Path folder) {
        this.tree = tree;
        this.file = file;
        this.folder = folder;
    }

    static Inventory of(AnsibleTree tree, String file, Path folder) {
        tree.settle();
        return new AnsibleInventory(tree, file, folder).inventory();
    }

    private Inventory inventory() {
        Map<String, Group> groups = groups();
        HostResolver resolver = new HostResolver(Settings.NONE);
        Map<String, Host> hosts = new LinkedHashMap<>();
        List<Place> places = new ArrayList<>();
        Map<String, List<String>> leftOut = new LinkedHashMap<>();
        for (AnsibleTree.Member member : tree.hosts().values()) {
            AnsibleVariables values = tree.variables(member);
            Optional<String> connection = values.first("ansible_connection");
            if (connection.isPresent() && !CONNECTIONS.contains(connection.get())) {
                leftOut.computeIfAbsent(connection.get(), _ -> new ArrayList<>())
                        .add(member.name());
                continue;
            }
            List<Group> direct =
                    member.parents().stream()
                            .map(groups::get)
                            .filter(group -> group != null)
                            .toList();
            Host before =
                    hosts.putIfAbsent(
                            member.name().toLowerCase(Locale.ROOT),
                            resolver.host(member.name(), settings(member, values), direct));
            if (before != null) {
                throw member.place()
                        .fault(
                                "the host "
                                        + Place.quote(member.name())
                                        + " stands here again in other letter case");
            }
            places.add(member.place());
        }
        leftOut.forEach((connection, names) ->
                notes.add(
                        file
                                + ": left out "
                                + names.size()
                                + (names.size() == 1 ? " host" : " hosts")
                                + " that Ansible reaches by "
                                + Place.quote(connection)
                                + ", like "
                                + names.getFirst()));
        if (hosts.isEmpty()) {
            throw new FleetException(
                    INVENTORY,
                    file
                            + " names no host that is reached by WinRM"
                            + (notes.isEmpty() ? "" : "; " + notes.getFirst()));
        }
        return new Inventory(
                        List.copyOf(hosts.values()),
                        places,
                        List.copyOf(groups.values()),
                        credentials,
                        Optional.empty())
                .noting(notes);
    }

    private Map<String, Group> groups() {
        Map<String, Group> groups = new LinkedHashMap<>();
        tree.groups()
                .forEach((name, member) -> {
                    boolean noGroup =
                            name.equals(AnsibleTree.ALL)
                                    || (name.equals(AnsibleTree.UNGROUPED)
                                            && member.hosts().isEmpty());
                    if (!noGroup) {
                        Section.empty(member.place(), "").checkName("group", name, member.place());
                        groups.put(
                                name,
                                new Group(
                                        name,
                                        Settings.NONE,
                                        List.copyOf(member.hosts()),
                                        new ArrayList<>(),
                                        new ArrayList<>()));
                    }
                });
        groups.forEach((name, group) ->
                tree.group(name, new Place(file, 1, 1))
                        .parents()
                        .forEach(parent ->
                                Optional.ofNullable(groups.get(parent))
                                        .ifPresent(group.parents()::add)));
        groups.values().forEach(GroupReader::addAncestors);
        return groups;
    }

    private Settings settings(AnsibleTree.Member member, AnsibleVariables values) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        values.take("address", entries, "ansible_host", "ansible_winrm_host", "ansible_psrp_host");
        values.take("port", entries, "ansible_winrm_port", "ansible_psrp_port", "ansible_port");
        boolean plain =
                values.first("ansible_winrm_scheme", "ansible_psrp_protocol")
                        .map(scheme -> scheme.equalsIgnoreCase("http"))
                        .orElse("5985".equals(text(entries.get("port"))));
        values.put("tls", plain ? "false" : "true", entries);
        if (!entries.containsKey("port")) {
            // Also over plain HTTP: that is what Ansible does.
            values.put("port", "5986", entries);
        }
        values.first("ansible_winrm_server_cert_validation", "ansible_psrp_cert_validation")
                .filter(word -> !plain && word.equalsIgnoreCase("ignore"))
                .ifPresent(_ -> values.put("tlsInsecure", "true", entries));
        if (!plain) {
            values.take("ca", entries, "ansible_winrm_ca_trust_path");
        }
        values.first("ansible_winrm_transport", "ansible_psrp_auth")
                .ifPresent(word -> values.put("auth", auth(values, word), entries));
        values.first("ansible_winrm_user", "ansible_psrp_user", "ansible_user")
                .ifPresent(user ->
                        values.put("credential", credential(user, password(values)), entries));
        Section section =
                new Section(
                        new YamlNode.Mapping(member.place(), entries),
                        "host " + Place.quote(member.name()));
        return new Settings.Reader(folder, credentials.keySet()).read(section);
    }

    private static @Nullable String text(YamlNode.@Nullable Entry entry) {
        return entry != null && entry.value() instanceof YamlNode.Scalar scalar
                ? scalar.text()
                : null;
    }

    private static String auth(AnsibleVariables values, String words) {
        for (String word : words.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)) {
            switch (word) {
                case "kerberos", "ntlm", "basic", "certificate", "negotiate" -> {
                    return word;
                }
                case "plaintext", "ssl" -> {
                    return "basic";
                }
                default -> {
                    // CredSSP hands the password over; the next word may be one we have.
                }
            }
        }
        throw values.fault(
                "ansible_winrm_transport is "
                        + Place.quote(words)
                        + ", which is not spoken here; it must be one of basic, certificate, kerberos,"
                        + " negotiate, ntlm");
    }

    private static PasswordSource password(AnsibleVariables values) {
        Optional<YamlNode.Scalar> found =
                values.scalar(
                        "ansible_winrm_password",
                        "ansible_winrm_pass",
                        "ansible_psrp_password",
                        "ansible_password");
        if (found.isEmpty()) {
            return new PasswordSource.Asked();
        }
        String text = found.get().text();
        Matcher environment = ENVIRONMENT.matcher(text.strip());
        if (environment.matches()) {
            return new PasswordSource.Environment(environment.group(1));
        }
        String what =
                text.startsWith(VAULT)
                        ? "is encrypted by ansible-vault, which is not opened here"
                        : text.contains("{{")
                                ? "is a template that only Ansible fills in"
                                : "stands in clear text, which is not read";
        return new PasswordSource.Refused(
                "the password at "
                        + found.get().place()
                        + " "
                        + what
                        + "; give it with --username and --password-file or --ask-password, or with"
                        + " --credential and an inventory of our own that says where it comes from");
    }

    /// The name of a credential for an account: the account's.
    private String credential(String user, PasswordSource password) {
        for (int number = 1; ; number++) {
            String name = number == 1 ? user : user + " " + number;
            CredentialSource source =
                    new CredentialSource(name, user, new ProofSource.Password(password));
            CredentialSource before = credentials.putIfAbsent(name, source);
            if (before == null || before.equals(source)) {
                return name;
            }
        }
    }
}
