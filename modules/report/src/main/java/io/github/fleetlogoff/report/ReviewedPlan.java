package io.github.fleetlogoff.report;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.FleetException.Code;
import io.github.fleetlogoff.model.Host;
import io.github.fleetlogoff.model.SurveyedPlan;
import io.github.fleetlogoff.model.SurveyedPlan.HostPlan;
import io.github.fleetlogoff.model.SurveyedPlan.SurveyedWave;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A plan as a file has it, unchanged since it was written.
///
/// @param file what errors call it
/// @param plan its hosts as the file tells them: see [#on]
public record ReviewedPlan(String file, PlanOrigin origin, SurveyedPlan plan) {
    /// How old a plan may be.
    public static final Duration MAX_AGE = Duration.ofHours(24);

    // What the clocks of two computers may differ by.
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    public ReviewedPlan {
        requireNonNull(file, "file is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(plan, "plan is null");
    }

    /// Refuses a plan that is too old, or that is not of this time.
    ///
    /// @param maxAge how old it may be
    /// @throws FleetException with code `INVENTORY` and the reason
    public void checkAge(Instant now, Duration maxAge) {
        Duration age = Duration.between(origin.createdAt(), now);
        if (age.compareTo(maxAge) > 0) {
            throw refused(
                    "it was made "
                            + DurationText.format(
                                    age.truncatedTo(
                                            age.compareTo(Duration.ofHours(1)) < 0
                                                    ? ChronoUnit.SECONDS
                                                    : ChronoUnit.MINUTES))
                            + " ago, more than --max-age "
                            + DurationText.format(maxAge)
                            + ": plan again");
        }
        if (age.negated().compareTo(CLOCKS) > 0) {
            throw refused(
                    "it was made in the future, at "
                            + origin.createdAt()
                            + ": check the clocks of both computers");
        }
    }

    /// The plan with the hosts of an inventory.
    ///
    /// @param inventory every host of it
    /// @throws FleetException with code `INVENTORY` where a host that is to be worked is not in it,
    ///   or is another one there
    public SurveyedPlan on(List<Host> inventory) {
        Map<String, Host> byName = new HashMap<>();
        inventory.forEach(host -> byName.put(host.name().toLowerCase(Locale.ROOT), host));
        List<SurveyedWave> waves = new ArrayList<>();
        for (SurveyedWave wave : plan.waves()) {
            List<HostPlan> hosts =
                    wave.hosts().stream()
                            .map(host ->
                                    new HostPlan(
                                            known(host.host(), byName),
                                            host.sessions(),
                                            host.survey()))
                            .toList();
            waves.add(new SurveyedWave(wave.number(), hosts));
        }
        return new SurveyedPlan(
                plan.sweep(),
                plan.safeguards(),
                waves,
                plan.settled(),
                plan.unanswered(),
                plan.budget());
    }

    private Host known(Host planned, Map<String, Host> byName) {
        Host host = byName.get(planned.name().toLowerCase(Locale.ROOT));
        if (host == null) {
            throw refused(
                    "it is of another inventory: the host '"
                            + planned.name()
                            + "' is not in this one; name the inventory it was made with");
        }
        difference(planned, host)
                .ifPresent(difference -> {
                    throw refused(
                            "it is of another inventory: the host '"
                                    + planned.name()
                                    + "' "
                                    + difference
                                    + "; plan again");
                });
        return host;
    }

    private static Optional<String> difference(Host planned, Host host) {
        if (!reached(planned).equalsIgnoreCase(reached(host))) {
            return Optional.of(
                    "was reached at " + reached(planned) + " and is now at " + reached(host));
        }
        if (!Objects.equals(planned.expectedComputerName(), host.expectedComputerName())) {
            return Optional.of(
                    "was the computer "
                            + planned.expectedComputerName().orElse("of any name")
                            + " and is now "
                            + host.expectedComputerName().orElse("that of any name"));
        }
        return Optional.empty();
    }

    private static String reached(Host host) {
        return (host.connection().tls() == null ? "http://" : "https://")
                + host.connection().address()
                + ":"
                + host.connection().port();
    }

    private FleetException refused(String why) {
        return new FleetException(Code.INVENTORY, "the plan " + file + " is refused: " + why);
    }
}
