package io.github.fleetlogoff.planner;

import static java.util.Objects.requireNonNull;

import io.github.fleetlogoff.model.Action;
import io.github.fleetlogoff.model.Ceiling;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.Guards;
import io.github.fleetlogoff.model.Rate;
import io.github.fleetlogoff.model.Safeguards;
import io.github.fleetlogoff.model.SafeguardsAsked;
import io.github.fleetlogoff.model.SafeguardsAsked.WarningAsked;
import io.github.fleetlogoff.model.SitePolicy;
import io.github.fleetlogoff.model.Sweep;
import io.github.fleetlogoff.model.Warning;
import io.github.fleetlogoff.model.WaveSizes;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Puts together what a playbook, the command line and the site's policy say of one sweep. A flag
/// goes before the playbook, and it is said where that loosens it; nothing loosens the policy.
/// Pure: no I/O, clock or thread.
public final class SweepRules {
    private final Intent intent;
    private final Safeguards written;
    private final List<String> notes = new ArrayList<>();

    private SweepRules(Intent intent) {
        this.intent = intent;
        this.written = intent.safeguards();
    }

    /// What is wanted.
    ///
    /// @param safeguards those of the playbook, else [Safeguards#NONE]
    /// @param reason why, absent = none given
    /// @param playbook its name, absent = there is none
    public record Intent(
            Sweep sweep,
            Safeguards safeguards,
            @Nullable String reason,
            @Nullable String playbook) {
        public Intent {
            requireNonNull(sweep, "sweep is null");
            requireNonNull(safeguards, "safeguards is null");
        }
    }

    /// What holds.
    ///
    /// @param notes what was loosened or cut, a sentence each, for the operator
    public record Settled(Sweep sweep, Safeguards safeguards, List<String> notes) {
        public Settled {
            requireNonNull(sweep, "sweep is null");
            requireNonNull(safeguards, "safeguards is null");
            notes = List.copyOf(notes);
        }
    }

    /// Puts them together. A list of sessions ends nothing and is bound by nothing.
    ///
    /// @param zone whose clock a warning of the command line tells the time by; asked for only then
    /// @throws FleetException with code `USAGE` where they cannot all be met
    public static Settled settle(
            Intent intent, SafeguardsAsked flags, SitePolicy policy, Supplier<ZoneId> zone) {
        if (intent.sweep().action() == Action.LIST) {
            return new Settled(intent.sweep(), Safeguards.NONE, List.of());
        }
        SweepRules rules = new SweepRules(intent);
        Warning warning = rules.warning(flags.warning(), zone);
        checkWarning(warning, intent.reason(), policy);
        Safeguards safeguards =
                new Safeguards(
                        warning,
                        rules.waves(flags.waves()),
                        rules.guards(flags.guards(), policy),
                        rules.written.blackout().and(policy.blackout()));
        Sweep sweep = intent.sweep().of(intent.sweep().selector().sparing(policy.users()));
        return new Settled(sweep, safeguards, rules.notes);
    }

    private @Nullable Warning warning(WarningAsked asked, Supplier<ZoneId> zone) {
        Warning own = written.warning();
        String text = asked.text() != null ? asked.text() : own == null ? null : own.text();
        if (text == null) {
            if (asked.grace() != null || asked.again() != null) {
                throw usage(
                        (asked.grace() != null ? "--grace" : "--warn-again")
                                + " goes with a warning: give --warn TEXT");
            }
            return null;
        }
        Duration ownGrace = own == null ? Warning.GRACE : own.grace();
        Duration grace = asked.grace() == null ? ownGrace : asked.grace();
        Duration again = asked.again() != null ? asked.again() : own == null ? null : own.again();
        if (own != null && grace.compareTo(ownGrace) < 0) {
            loosened("--grace", DurationText.format(grace), DurationText.format(ownGrace));
        }
        try {
            return new Warning(text, grace, again, own == null ? zone.get() : own.zone());
        } catch (IllegalArgumentException e) {
            throw new FleetException(FleetException.Code.USAGE, "--warn: " + e.getMessage(), e);
        }
    }

    private static void checkWarning(
            @Nullable Warning warning, @Nullable String reason, SitePolicy policy) {
        if (warning != null && warning.needsReason() && (reason == null || reason.isBlank())) {
            throw usage("the text of the warning has {reason} and there is none: give --reason");
        }
        Duration least = policy.leastGrace();
        if (least == null) {
            return;
        }
        if (warning == null) {
            throw usage(
                    "the site policy requires a warning at least "
                            + DurationText.format(least)
                            + " before a session ends: give --warn TEXT");
        }
        if (warning.grace().compareTo(least) < 0) {
            throw usage(
                    "the site policy requires a grace of at least "
                            + DurationText.format(least)
                            + ", not "
                            + DurationText.format(warning.grace()));
        }
    }

    private WaveSizes waves(@Nullable WaveSizes asked) {
        if (asked == null) {
            return written.waves();
        }
        if (asked.isLooserThan(written.waves())) {
            loosened("--waves", asked.text(), written.waves().text());
        }
        return asked;
    }

    private Guards guards(Guards asked, SitePolicy policy) {
        Guards own = written.guards();
        if (asked.maxChange() != null
                && own.maxChange() != null
                && asked.maxChange().hundredths() > own.maxChange().hundredths()) {
            loosened("--max-change", asked.maxChange().text(), own.maxChange().text());
        }
        return new Guards(
                bounded(ceiling("--max-logoffs", asked.maxLogoffs(), own.maxLogoffs()), policy),
                failures(asked.maxFailures(), own.maxFailures()),
                asked.maxChange() == null ? own.maxChange() : asked.maxChange(),
                rate(asked.rate(), own.rate()));
    }

    private @Nullable Ceiling ceiling(
            String option, @Nullable Ceiling asked, @Nullable Ceiling own) {
        if (asked == null || own == null) {
            return asked == null ? own : asked;
        }
        Ceiling both = own.replacedBy(asked);
        if (both.isLooserThan(own)) {
            loosened(option, asked.text(), own.text());
        }
        return both;
    }

    // Where a playbook says nothing, no host may fail.
    private @Nullable Ceiling failures(@Nullable Ceiling asked, @Nullable Ceiling own) {
        if (asked != null && own == null && asked.most(Integer.MAX_VALUE) > 0) {
            loosened("--max-failures", asked.text(), "0");
        }
        return ceiling("--max-failures", asked, own);
    }

    private @Nullable Ceiling bounded(@Nullable Ceiling wanted, SitePolicy policy) {
        Ceiling bound = policy.maxLogoffs();
        if (bound == null || wanted == null) {
            return bound == null ? wanted : bound;
        }
        if (wanted.isLooserThan(bound)) {
            notes.add(
                    "the site policy ends at most "
                            + bound.text()
                            + " sessions: "
                            + wanted.text()
                            + " becomes "
                            + wanted.and(bound).text());
        }
        return wanted.and(bound);
    }

    private @Nullable Rate rate(@Nullable Rate asked, @Nullable Rate own) {
        if (asked == null || own == null) {
            return asked == null ? own : asked;
        }
        if (asked.isFasterThan(own)) {
            loosened("--rate", asked.text(), own.text());
        }
        return asked;
    }

    private void loosened(String option, String now, String before) {
        if (intent.playbook() != null) {
            notes.add(
                    option
                            + " "
                            + now
                            + " loosens the playbook "
                            + intent.playbook()
                            + ", which says "
                            + before);
        }
    }

    private static FleetException usage(String message) {
        return new FleetException(FleetException.Code.USAGE, message);
    }
}
