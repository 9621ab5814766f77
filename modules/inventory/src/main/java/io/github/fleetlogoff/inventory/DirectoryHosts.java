package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.Settings.Setting;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.FleetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The computers that an inventory's `directory` answers with, as hosts of that inventory.
final class DirectoryHosts {
    private static final int MOST_HOSTS = 1_000_000;

    private final DirectorySpec spec;
    private final List<DirectoryComputer> computers = new ArrayList<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, LapsPassword> passwords = new HashMap<>();
    private final Set<String> encrypted = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private int repeated;

    private DirectoryHosts(DirectorySpec spec) {
        this.spec = spec;
    }

    /// Searches the directory.
    ///
    /// @param access empty where no directory is searched
    static DirectoryHosts find(
            Section section,
            Path folder,
            Map<String, CredentialSource> credentials,
            Optional<DirectoryAccess> access) {
        DirectoryHosts hosts =
                new DirectoryHosts(DirectoryReader.read(section, folder, credentials));
        hosts.search(
                access.orElseThrow(() ->
                        section.fault(section.place(), "a directory is not searched from here")),
                credentials.values().stream().anyMatch(CredentialSource::laps));
        return hosts;
    }

    private void search(DirectoryAccess access, boolean laps) {
        Credential credential = access.secrets().fetch(spec.logon().credential());
        boolean asked = laps && access.laps();
        try {
            DirectorySearch search = new DirectorySearch(spec, asked, this::add);
            search.run(credential, access.clock().instant());
            notes.addAll(search.notes());
        } catch (FleetException e) {
            wipe();
            throw e;
        } finally {
            credential.password().wipe();
        }
        computers.sort(Comparator.comparing(DirectoryComputer::name));
        if (repeated > 0) {
            notes.add(
                    spec.place()
                            + ": left out "
                            + repeated
                            + " computers whose name another has, too");
        }
        if (asked && passwords.size() < computers.size()) {
            notes.add(
                    spec.place()
                            + ": "
                            + (computers.size() - passwords.size())
                            + " of "
                            + computers.size()
                            + " hosts have no LAPS password that "
                            + Place.quote(spec.logon().credential().name())
                            + " may read"
                            + (encrypted.isEmpty()
                                    ? ""
                                    : "; "
                                            + encrypted.size()
                                            + (encrypted.size() == 1 ? " has one" : " have one")
                                            + " that is encrypted, which only Windows can read"));
        }
    }

    private void add(DirectoryComputer computer) {
        String key = computer.name().toLowerCase(Locale.ROOT);
        if (byName.putIfAbsent(key, computer.dn()) != null) {
            computer.more().laps().ifPresent(unused -> unused.password().wipe());
            // The same computer below two bases is no other one.
            repeated += computer.dn().equals(byName.get(key)) ? 0 : 1;
            return;
        }
        if (computers.size() == MOST_HOSTS) {
            throw spec.place()
                    .fault("the directory has more than 1,000,000 computers; narrow 'base'");
        }
        computer.more().laps().ifPresent(password -> passwords.put(key, password));
        if (computer.more().laps().isEmpty() && computer.more().encrypted()) {
            encrypted.add(key);
        }
        computers.add(computer);
    }

    private void wipe() {
        passwords.values().forEach(password -> password.password().wipe());
    }

    List<DirectoryComputer> computers() {
        return computers;
    }

    /// The passwords of the local administrators.
    LapsPasswords passwords() {
        return new LapsPasswords(passwords, encrypted);
    }

    List<String> notes() {
        return notes;
    }

    Place place() {
        return spec.place();
    }

    /// Where a computer stands: in the directory that stands in the file.
    Place placeOf(DirectoryComputer computer) {
        Place at = spec.place();
        return new Place(computer.dn() + " in " + at.file(), at.line(), at.column());
    }

    /// What the directory says of a host; what the file says of it counts more.
    static Settings settings(DirectoryComputer computer, Place place, Settings written) {
        Map<String, Setting> settings = new LinkedHashMap<>(4);
        computer.site().ifPresent(site -> settings.put("site", new Setting("site", site, place)));
        computer.computerName()
                .ifPresent(own ->
                        settings.put("computerName", new Setting("computerName", own, place)));
        computer.more()
                .labels()
                .forEach((label, value) -> {
                    Setting setting = new Setting(Settings.LABEL_PREFIX + label, value, place);
                    settings.put(setting.name().toLowerCase(Locale.ROOT), setting);
                });
        settings.putAll(written.byKey());
        return settings.isEmpty() ? Settings.NONE : new Settings(settings);
    }
}
