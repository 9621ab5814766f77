package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.AuthScheme;
import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.Engine;
import io.github.fleetlogoff.model.Tls;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// What a host, a group or the defaults say about hosts, checked.
///
/// @param byKey by the key, a label as `labels.` and its name in lower case
record Settings(Map<String, Setting> byKey) {
    static final String LABEL_PREFIX = "labels.";
    static final Settings NONE = new Settings(Map.of());

    private static final Pattern SPN =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,30}(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,250})?");

    /// The keys a host may have, in the order in which errors list them.
    static final List<String> KEYS =
            List.of(
                    "address",
                    "port",
                    "tls",
                    "tlsInsecure",
                    "ca",
                    "pin",
                    "auth",
                    "spn",
                    "credential",
                    "site",
                    "labels",
                    "computerName",
                    "endpoint",
                    "engine");

    /// One key's value.
    ///
    /// @param name the key, for a label with its spelling
    /// @param value as text, already known to be a good one
    record Setting(String name, String value, Place place) {}

    /// Reads settings.
    ///
    /// @param folder what `ca` is relative to
    /// @param credentials the names that `credential` may have
    record Reader(Path folder, Collection<String> credentials) {
        private static final List<String> AUTH_WORDS =
                Arrays.stream(AuthScheme.values()).map(AuthScheme::word).toList();

        private static final List<String> ENGINE_WORDS =
                List.of(Engine.WSMAN.word(), Engine.WINRM4J.word());

        /// The settings among the keys of a section; its other keys are left to the caller.
        Settings read(Section section) {
            Map<String, Setting> settings = new LinkedHashMap<>(4);
            section.entries()
                    .forEach((key, entry) -> {
                        YamlNode value = entry.value();
                        if (key.equals("labels")) {
                            labels(section, value, settings);
                        } else if (KEYS.contains(key)) {
                            settings.put(
                                    key,
                                    new Setting(key, checked(section, key, value), value.place()));
                        }
                    });
            return settings.isEmpty() ? NONE : new Settings(settings);
        }

        private String checked(Section section, String key, YamlNode value) {
            return switch (key) {
                case "port" -> Long.toString(section.number(key, value, 1, 65535));
                case "tls", "tlsInsecure" -> Boolean.toString(section.flag(key, value));
                case "endpoint" -> endpoint(section, value);
                case "engine" -> section.word(key, value, ENGINE_WORDS);
                case "credential" -> credential(section, value);
                case "address" -> address(section, value);
                case "auth" -> section.word(key, value, AUTH_WORDS);
                case "spn" -> spn(section, value);
                case "ca" -> ca(section, value);
                case "pin" -> pin(section, value);
                default -> section.text(key, value);
            };
        }

        private String credential(Section section, YamlNode value) {
            String name = section.text("credential", value);
            if (!credentials.contains(name)) {
                throw section.fault(
                        value.place(),
                        "credential "
                                + Place.quote(name)
                                + " is not defined under 'credentials'; "
                                + Section.suggestion(name, credentials, "defined are: "));
            }
            return name;
        }

        private static String endpoint(Section section, YamlNode value) {
            String name = section.text("endpoint", value);
            if (!Endpoint.isName(name)) {
                throw section.fault(
                        value.place(),
                        "endpoint is "
                                + Place.quote(name)
                                + "; it must be winrs or the name of a session configuration, like"
                                + " FleetLogoff");
            }
            return name;
        }

        private static String address(Section section, YamlNode value) {
            String address = section.text("address", value);
            if (!Section.isHostName(address)) {
                throw section.fault(
                        value.place(),
                        "address is "
                                + Place.quote(address)
                                + "; it must be a DNS name or an IP address, without a port");
            }
            return address;
        }

        private static String spn(Section section, YamlNode value) {
            String text = section.text("spn", value);
            if (!SPN.matcher(text).matches()) {
                throw section.fault(
                        value.place(),
                        "spn is "
                                + Place.quote(text)
                                + "; it must be a service class, like WSMAN, or CLASS/host with the name that the"
                                + " directory knows, without a realm");
            }
            return text;
        }

        private String ca(Section section, YamlNode value) {
            Path path = path(section, "ca", value, folder);
            if (!Files.isRegularFile(path)) {
                throw section.fault(value.place(), "ca: there is no file " + path);
            }
            return path.toString();
        }

        /// With colons, as other programs print it, or without.
        private static String pin(Section section, YamlNode value) {
            String text = section.text("pin", value);
            String pin = text.replace(":", "").toLowerCase(Locale.ROOT);
            if (!Tls.isPin(pin)) {
                throw section.fault(
                        value.place(),
                        "pin is "
                                + Place.quote(text)
                                + "; it must be the SHA-256 of the certificate, 64 hexadecimal"
                                + " digits");
            }
            return pin;
        }

        private static void labels(Section section, YamlNode value, Map<String, Setting> settings) {
            Section labels =
                    Section.of(
                            value,
                            section.owner().isEmpty() ? "labels" : section.owner() + ", labels");
            labels.entries()
                    .forEach((name, entry) -> {
                        labels.checkName("label", name, entry.place());
                        Setting setting =
                                new Setting(
                                        LABEL_PREFIX + name,
                                        labels.text(name, entry.value()),
                                        entry.value().place());
                        if (settings.putIfAbsent(setting.name().toLowerCase(Locale.ROOT), setting)
                                != null) {
                            throw labels.fault(
                                    entry.place(),
                                    "the label '"
                                            + name
                                            + "' stands here again in other letter case");
                        }
                    });
        }
    }

    /// A path relative to the inventory's folder.
    static Path path(Section section, String key, YamlNode value, Path folder) {
        try {
            return folder.resolve(section.text(key, value)).normalize();
        } catch (InvalidPathException e) {
            throw section.fault(value.place(), key + " is not the path of a file");
        }
    }
}
