package io.github.fleetlogoff.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A simulated fleet as an inventory or the command line describes it.
///
/// @param hosts names of the simulated hosts, in order, unique
/// @param seed the same seed gives the same fleet
/// @param think from Command to the answer of an ordinary host
/// @param languages of [#LANGUAGES], dealt out in turn
/// @param faults words that [#isFault] knows → which hosts have it
/// @param endpoints what each host offers to the account
public record SimulatorSpec(
        List<String> hosts,
        long seed,
        Duration think,
        List<String> languages,
        Map<String, FaultShare> faults,
        Endpoints endpoints) {

    /// The display languages that there are listings of.
    public static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "it", "ru", "ja", "zh-CN");

    /// What users do on a host between two conversations with it. With `@N` behind it, it happens
    /// before the Nth, else before the second.
    public static final List<String> HAPPENINGS =
            List.of("came-back", "new-logon", "id-reuse", "leaves", "disconnects");

    /// What can be wrong with a host: of its wire first, then of the computer behind it, then what
    /// its users do.
    public static final List<String> FAULTS =
            List.of(
                    "dead",
                    "silent",
                    "slow",
                    "garbage",
                    "drop",
                    "denied",
                    "wrong-password",
                    "no-endpoint",
                    "endpoint-denied",
                    "refusing",
                    "lying",
                    "stuck",
                    "hanging",
                    "gone-silent",
                    "back",
                    "slow-logoff",
                    "wrong-host",
                    "not-elevated",
                    "twin",
                    "came-back",
                    "new-logon",
                    "id-reuse",
                    "leaves",
                    "disconnects",
                    "restless");

    /// The ways in that a host offers: the remote shell, `winrs`, and endpoints of PowerShell by
    /// their names. Those whose names begin with `Microsoft.` run scripts, all others our one
    /// function. What is not offered is refused.
    ///
    /// @param offered in the order of preference, unique
    /// @param oneMessage whether a Receive brings one PowerShell message, as OMI's, else all that
    ///   there are
    public record Endpoints(List<String> offered, boolean oneMessage) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,128}");

        /// The remote shell.
        public static final String SHELL = "winrs";

        /// What an administrator finds on a host on which ours is installed.
        public static final Endpoints ALL =
                new Endpoints(List.of(SHELL, "Microsoft.PowerShell", "FleetLogoff"), false);

        public Endpoints {
            offered = List.copyOf(offered);
            if (offered.isEmpty()) {
                throw new IllegalArgumentException("a host needs an endpoint");
            }
            for (String name : offered) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "'" + name + "' is no endpoint's name: letters, digits, '.', '_', '-'");
                }
            }
        }
    }

    private static final Pattern NUMBERED = Pattern.compile("(.+)@[1-9]\\d?");

    /// Whether a word is one of [#FAULTS], or one of [#HAPPENINGS] with `@1` to `@99` behind it.
    public static boolean isFault(String word) {
        Matcher numbered = NUMBERED.matcher(word);
        return numbered.matches() ? HAPPENINGS.contains(numbered.group(1)) : FAULTS.contains(word);
    }

    /// The hosts that have a fault.
    public sealed interface FaultShare {
        /// A share of the fleet.
        ///
        /// @param fraction of all hosts, 0 to 1, chosen by the seed
        record Fraction(double fraction) implements FaultShare {
            public Fraction {
                if (!(fraction >= 0 && fraction <= 1)) {
                    throw new IllegalArgumentException(
                            "fraction is not between 0 and 1: " + fraction);
                }
            }
        }

        /// These hosts.
        ///
        /// @param hosts by name
        record Named(List<String> hosts) implements FaultShare {
            public Named {
                hosts = List.copyOf(hosts);
            }
        }
    }

    public SimulatorSpec {
        hosts = List.copyOf(hosts);
        requireNonNull(think, "think is null");
        languages = List.copyOf(languages);
        faults = Map.copyOf(faults);
        requireNonNull(endpoints, "endpoints is null");
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("a simulated fleet needs a host");
        }
        if (think.isNegative()) {
            throw new IllegalArgumentException("think is negative: " + think);
        }
    }

    /// A fleet whose hosts offer [Endpoints#ALL].
    public SimulatorSpec(
            List<String> hosts,
            long seed,
            Duration think,
            List<String> languages,
            Map<String, FaultShare> faults) {
        this(hosts, seed, think, languages, faults, Endpoints.ALL);
    }

    /// The same fleet, whose hosts offer these.
    public SimulatorSpec with(Endpoints other) {
        return new SimulatorSpec(hosts, seed, think, languages, faults, other);
    }
}
