package io.github.fleetlogoff.inventory;

import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.SitePolicy;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Site policies as YAML files: `docs/schema/policy.schema.json`.
public final class SitePolicyFile {
    /// Where a site keeps its policy.
    public static final Path STANDARD = Path.of("/etc/fleet-logoff/policy.yaml");

    /// The environment variable that names another one.
    public static final String VARIABLE = "FLEET_LOGOFF_POLICY";

    private static final List<String> KEYS =
            List.of("protected", "maxLogoffs", "warning", "blackout", "zone");
    private static final List<String> WARNING_KEYS = List.of("required", "leastGrace");
    private static final Duration LEAST_GRACE = Duration.ofSeconds(1);
    private static final Duration MOST_GRACE = Duration.ofHours(24);

    private SitePolicyFile() {}

    /// The policy that holds here: that of the site, and that of the file which the environment
    /// variable names. Where there are both, both hold: who runs the program sets the variable.
    ///
    /// @param variable the value of [#VARIABLE]
    /// @throws FleetException with code `INVENTORY` where one is there and cannot be used
    public static SitePolicy inForce(Optional<String> variable) {
        return inForce(STANDARD, variable);
    }

    static SitePolicy inForce(Path standard, Optional<String> variable) {
        // What may be there and cannot be looked at is no reason to go on without.
        SitePolicy site = Files.notExists(standard) ? SitePolicy.NONE : load(standard);
        return variable.filter(name -> !name.isBlank())
                .map(SitePolicyFile::named)
                .map(site::and)
                .orElse(site);
    }

    private static SitePolicy named(String name) {
        try {
            return load(Path.of(name));
        } catch (InvalidPathException e) {
            throw new FleetException(
                    FleetException.Code.INVENTORY,
                    VARIABLE + " names no file: " + e.getReason(),
                    e);
        }
    }

    /// Reads a policy.
    ///
    /// @throws FleetException with code `INVENTORY`: what is wrong, at which file, line and column
    public static SitePolicy load(Path file) {
        return parse(SourceText.read(file, "site policy"), file.toString());
    }

    /// Reads a policy from its text.
    ///
    /// @param name what errors call it
    /// @throws FleetException as [#load]
    public static SitePolicy parse(String text, String name) {
        Section top = Section.top(text, name, "site policy", "protected");
        top.onlyKeys(KEYS);
        SafeguardReader reader = new SafeguardReader(top);
        SafeguardReader.Protection protection = reader.protection();
        return new SitePolicy(
                protection.users(),
                protection.hosts(),
                reader.listed("maxLogoffs", Ceiling::parse),
                reader.blackout(reader.zone()),
                top.get("warning").map(SitePolicyFile::leastGrace).orElse(null));
    }

    private static @Nullable Duration leastGrace(YamlNode node) {
        Section warning = Section.of(node, "warning");
        warning.onlyKeys(WARNING_KEYS);
        boolean required =
                warning.get("required").map(flag -> warning.flag("required", flag)).orElse(true);
        Duration grace = new SafeguardReader(warning).value("leastGrace", SitePolicyFile::grace);
        if (!required && grace != null) {
            throw warning.fault(
                    warning.place(), "a least grace goes with a warning that is required");
        }
        return required ? (grace == null ? LEAST_GRACE : grace) : null;
    }

    private static Duration grace(String text) {
        Duration grace = DurationText.parse(text);
        if (grace.compareTo(LEAST_GRACE) < 0 || grace.compareTo(MOST_GRACE) > 0) {
            throw new IllegalArgumentException("it is from 1s to 24h");
        }
        return grace;
    }
}
