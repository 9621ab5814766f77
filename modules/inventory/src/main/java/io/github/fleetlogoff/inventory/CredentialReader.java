package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.inventory.CredentialSource.PasswordSource;
import io.github.fleetlogoff.inventory.CredentialSource.ProofSource;
import io.github.fleetlogoff.model.FleetException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The `credentials` of an inventory. No error here repeats a value: a value may be a password in
/// the wrong place.
final class CredentialReader {
    private static final List<String> KEYS =
            List.of("username", "password", "keytab", "ticketCache", "pkcs12");
    private static final String PROOFS =
            "say where it comes from, "
                    + PasswordSourceReader.WAYS
                    + ", or give keytab: PATH or ticketCache: true for Kerberos";

    private final Path folder;
    private final PasswordSourceReader passwords;

    private CredentialReader(Path folder) {
        this.folder = folder;
        this.passwords = new PasswordSourceReader(folder);
    }

    /// @param folder what `file` is relative to, and where `exec` runs
    static Map<String, CredentialSource> read(Section credentials, Path folder) {
        CredentialReader reader = new CredentialReader(folder);
        Map<String, CredentialSource> sources = new LinkedHashMap<>();
        credentials
                .entries()
                .forEach((name, entry) -> sources.put(name, reader.credential(name, entry)));
        return sources;
    }

    private CredentialSource credential(String name, YamlNode.Entry entry) {
        Section section = Section.of(entry.value(), "credential " + Place.quote(name));
        section.checkName("credential", name, entry.place());
        section.onlyKeys(KEYS);
        if (section.get("pkcs12").isPresent()) {
            return certificate(section, name, entry.place());
        }
        List<String> given =
                Stream.of("password", "keytab", "ticketCache")
                        .filter(key -> section.get(key).isPresent())
                        .toList();
        if (given.isEmpty()) {
            throw section.get("username").isEmpty()
                    ? withoutAccount(section, entry.place())
                    : section.fault(entry.place(), "password is missing: " + PROOFS);
        }
        if (given.size() > 1) {
            throw section.fault(
                    entry.place(),
                    String.join(" and ", given) + " exclude each other: one of them is enough");
        }
        ProofSource proof = proof(section, given.getFirst());
        return new CredentialSource(name, account(section, entry.place(), proof), proof);
    }

    private static String account(Section section, Place place, ProofSource proof) {
        Optional<YamlNode> username = section.get("username");
        if (username.isPresent()) {
            return section.text("username", username.get());
        }
        if (proof instanceof ProofSource.Password(PasswordSource.Laps _)) {
            return PasswordSource.Laps.USUAL_ACCOUNT;
        }
        if (proof instanceof ProofSource.Password(PasswordSource.Program _)) {
            return "";
        }
        throw withoutAccount(section, place);
    }

    private static FleetException withoutAccount(Section section, Place place) {
        return section.fault(place, "username is missing: DOMAIN\\name, name@domain or name");
    }

    private ProofSource proof(Section section, String key) {
        YamlNode value = section.get(key).orElseThrow();
        return switch (key) {
            case "keytab" -> new ProofSource.Keytab(Settings.path(section, key, value, folder));
            case "ticketCache" -> ticketCache(section, value);
            default -> new ProofSource.Password(passwords.read(section, value));
        };
    }

    private ProofSource ticketCache(Section section, YamlNode value) {
        if (section.text("ticketCache", value).equals("true")) {
            return new ProofSource.TicketCache(Optional.empty());
        }
        if (value instanceof YamlNode.Scalar scalar && scalar.text().equals("false")) {
            throw section.fault(value.place(), "ticketCache can only be true or a path");
        }
        return new ProofSource.TicketCache(
                Optional.of(Settings.path(section, "ticketCache", value, folder)));
    }

    private CredentialSource certificate(Section section, String name, Place place) {
        section.entries()
                .forEach((key, entry) -> {
                    if (!key.equals("pkcs12") && !key.equals("password")) {
                        throw section.fault(
                                entry.place(),
                                key
                                        + " does not go with pkcs12: the host maps the certificate to an account");
                    }
                });
        Path file = Settings.path(section, "pkcs12", section.get("pkcs12").orElseThrow(), folder);
        YamlNode password =
                section.get("password")
                        .orElseThrow(() ->
                                section.fault(
                                        place,
                                        "password is missing, that of the pkcs12 file: say where it comes from, "
                                                + PasswordSourceReader.WAYS));
        return new CredentialSource(
                name,
                String.valueOf(file.getFileName()),
                new ProofSource.Certificate(file, passwords.read(section, password)));
    }
}
