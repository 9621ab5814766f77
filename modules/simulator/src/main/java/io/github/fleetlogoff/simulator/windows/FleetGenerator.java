package io.github.fleetlogoff.simulator.windows;

import io.github.fleetlogoff.model.SimulatorSpec;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes the computers of a simulated fleet. The same description gives the same fleet, to the
/// minute of every logon; a host has the same sessions whatever hosts stand beside it.
public final class FleetGenerator {

    /// Keeps fleets of neighbouring seeds apart: any large odd number does.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /// Another name of a computer that there is already.
    public static final String TWIN = "twin";

    private static final int NETBIOS_LENGTH = 15;
    private static final ListingWriter.Listener REMOTE_DESKTOP =
            new ListingWriter.Listener("rdp-tcp", 65536);
    private static final ListingWriter.Listener ENHANCED_SESSION =
            new ListingWriter.Listener("31c5ce94259d4006a9e4", 65537);

    private final SimulatorSpec spec;
    private final FaultDeal deal;
    private final KnownScripts knownScripts;
    private final HostClock clock;
    private final Map<Language, List<SimulatedComputer.Make>> makes = new EnumMap<>(Language.class);

    private FleetGenerator(
            SimulatorSpec spec, FaultDeal deal, Set<String> knownScripts, InstantSource clock) {
        this.spec = spec;
        this.deal = deal;
        this.knownScripts = new KnownScripts(knownScripts);
        this.clock = new HostClock(clock);
    }

    /// The computers of a fleet, in the order of its hosts. A host with the word `twin` has no
    /// computer of its own: it is another name of the one before it, or of an earlier one that
    /// would have its computer's name.
    ///
    /// @param deal which host goes wrong; words that are no [HostBehaviour] are left to others
    /// @param knownScripts SHA-256 of the session scripts that are emulated, in lower-case hex
    /// @param clock by which idle times go on; the fleet starts now
    /// @throws io.github.fleetlogoff.model.FleetException USAGE where a language is not known
    public static List<SimulatedComputer> generate(
            SimulatorSpec spec, FaultDeal deal, Set<String> knownScripts, InstantSource clock) {
        FleetGenerator generator = new FleetGenerator(spec, deal, knownScripts, clock);
        List<Language> languages =
                spec.languages().isEmpty()
                        ? List.of(Language.ENGLISH)
                        : spec.languages().stream().map(Language::of).toList();
        List<SimulatedComputer> computers = new ArrayList<>(spec.hosts().size());
        for (String host : spec.hosts()) {
            Optional<SimulatedComputer> other =
                    deal.words(host).contains(TWIN) && !computers.isEmpty()
                            ? Optional.of(namedOrLast(computers, computerName(host)))
                            : Optional.empty();
            computers.add(
                    other.orElseGet(() ->
                            generator.computer(
                                    host, languages.get(computers.size() % languages.size()))));
        }
        return List.copyOf(computers);
    }

    private static SimulatedComputer namedOrLast(List<SimulatedComputer> computers, String name) {
        return computers.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseGet(computers::getLast);
    }

    private SimulatedComputer computer(String host, Language language) {
        SplittableRandom random = new SplittableRandom(spec.seed() * SPREAD + host.hashCode());
        HostBehaviour behaviour = behaviour(host);
        String name =
                behaviour == HostBehaviour.WRONG_HOST
                        ? "OTHER-" + random.nextInt(1000, 9999)
                        : computerName(host);
        List<SimulatedComputer.Make> variants = makes.computeIfAbsent(language, this::variants);
        SimulatedComputer.Make make =
                variants.get(random.nextInt(8) == 0 ? 1 + random.nextInt(3) : 0);
        Happenings happenings =
                Happenings.of(
                        deal.words(host),
                        new SplittableRandom(spec.seed() + SPREAD * host.hashCode()));
        boolean needsUser = behaviour != null || !happenings.isEmpty();
        SessionGenerator sessions =
                new SessionGenerator(language, random, name, HostClock.START, behaviour, needsUser);
        return new SimulatedComputer(make, name, behaviour, sessions.generate(), happenings);
    }

    private @Nullable HostBehaviour behaviour(String host) {
        return deal.words(host).stream()
                .map(HostBehaviour::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    /// The name of the computer behind a host: its first label, upper case, 15 characters at most.
    static String computerName(String host) {
        String label = host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        String cut = label.length() > NETBIOS_LENGTH ? label.substring(0, NETBIOS_LENGTH) : label;
        return cut.toUpperCase(Locale.ROOT);
    }

    // The usual host first, then those with a second listener, with the wide layout, and with both.
    private List<SimulatedComputer.Make> variants(Language language) {
        List<SimulatedComputer.Make> variants = new ArrayList<>();
        for (boolean wide : new boolean[] {false, true}) {
            for (List<ListingWriter.Listener> listeners :
                    List.of(List.of(REMOTE_DESKTOP), List.of(ENHANCED_SESSION, REMOTE_DESKTOP))) {
                variants.add(
                        new SimulatedComputer.Make(
                                language, wide, spec.think(), knownScripts, listeners, clock));
            }
        }
        return List.copyOf(variants);
    }
}
