package io.github.fleetlogoff.cli;

import io.github.fleetlogoff.inventory.Inventory;
import io.github.fleetlogoff.model.Credential;
import io.github.fleetlogoff.model.DurationText;
import io.github.fleetlogoff.model.FleetException;
import io.github.fleetlogoff.model.HostSet;
import io.github.fleetlogoff.model.SimulatorSpec;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import io.github.fleetlogoff.model.SimulatorSpec.FaultShare;
import io.github.fleetlogoff.sessions.SessionScript;
import io.github.fleetlogoff.simulator.InventoryWriter;
import io.github.fleetlogoff.simulator.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts a simulated fleet and keeps it until Ctrl-C or the end of standard input.
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Starts a fleet of simulated Windows hosts on loopback; ends on Ctrl-C or end of input.",
        footer = {
            "",
            "Faults: dead, silent, slow, garbage, drop, denied, wrong-password, no-endpoint, endpoint-denied;",
            "refusing, lying, stuck, hanging, gone-silent, back, slow-logoff, wrong-host, not-elevated, twin;",
            "came-back, new-logon, id-reuse, leaves, disconnects (before the 2nd conversation, or @N), restless.",
            "Each with a share of the hosts.",
            "",
            "Example:",
            "  fleet-logoff simulate --hosts 200 --faults dead=5%%,slow=5%% --write-inventory fleet.yaml"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_HOSTS = 60_000;

    private final Surroundings surroundings;

    @Option(names = "--hosts", paramLabel = "N", description = "how many hosts [40]")
    private @Nullable Integer hosts;

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "FILE",
            description = "the fleet of its simulator: section")
    private @Nullable Path inventory;

    @Option(names = "--think", paramLabel = "TIME", description = "from command to answer [300ms]")
    private String think = "300ms";

    @Option(
            names = "--faults",
            paramLabel = "WORD=N%",
            split = ",",
            description = "faults and their share [none]")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--languages",
            paramLabel = "LANG",
            split = ",",
            description = "en,de,fr,es,it,ru,ja,zh-CN [en]")
    private List<String> languages = new ArrayList<>(List.of("en"));

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the same seed gives the same fleet [1]")
    private long seed = 1;

    @Option(
            names = "--endpoints",
            paramLabel = "NAME",
            split = ",",
            description = "what hosts offer [winrs,Microsoft.PowerShell,FleetLogoff]")
    private @Nullable List<String> endpoints;

    @Option(
            names = "--one-message",
            description = "a Receive brings one PowerShell message, as OMI's")
    private boolean oneMessage;

    @Mixin final WireOptions wire = new WireOptions();

    @Option(
            names = "--write-inventory",
            paramLabel = "FILE",
            description = "write an inventory of the fleet, and a secret file beside it")
    private @Nullable Path writeInventory;

    @Option(
            names = "--dump-state",
            paramLabel = "FILE",
            description = "at the end, write what became of every session")
    private @Nullable Path dumpState;

    @Mixin final VerboseOption verbose = new VerboseOption();

    SimulateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path inventoryFile = checked("--write-inventory", writeInventory);
        Path stateFile = checked("--dump-state", dumpState);
        Credential credential = SimulatedAccount.create();
        CountDownLatch end = new CountDownLatch(1);
        try (Signals _ = new Signals(cause -> end.countDown());
                SimulatedFleet fleet =
                        SimulatedAccount.start(
                                spec(),
                                wire.wire(),
                                credential,
                                surroundings.clock(),
                                SessionScript.bundled())) {
            if (inventoryFile != null) {
                new InventoryWriter(fleet, credential).write(inventoryFile);
            }
            surroundings
                    .terminal()
                    .out()
                    .println(
                            "ready "
                                    + fleet.hosts().size()
                                    + " hosts"
                                    + (writeInventory == null
                                            ? ""
                                            : ", inventory " + writeInventory));
            surroundings.terminal().out().flush();
            Thread.ofPlatform().daemon().name("end-of-input").start(() -> awaitEndOfInput(end));
            end.await();
            if (stateFile != null) {
                fleet.dumpState(stateFile);
            }
        }
        return 0;
    }

    private static @Nullable Path checked(String option, @Nullable Path file) {
        return file == null ? null : WritableFile.checked(option, file);
    }

    private void awaitEndOfInput(CountDownLatch end) {
        try {
            while (surroundings.terminal().in().read() >= 0) {
                // what is typed means nothing
            }
        } catch (IOException e) {
            surroundings
                    .terminal()
                    .err()
                    .println("fleet-logoff: standard input: " + e.getMessage());
        }
        end.countDown();
    }

    private SimulatorSpec spec() {
        if (inventory != null) {
            if (hosts != null) {
                throw SessionOptions.usage("--hosts and --inventory exclude each other");
            }
            if (endpoints != null || oneMessage) {
                throw SessionOptions.usage(
                        "--endpoints and --one-message do not go with --inventory: write endpoints: and oneMessage: in its simulator: section");
            }
            return Inventory.load(inventory)
                    .simulator()
                    .orElseThrow(() ->
                            new FleetException(
                                    FleetException.Code.INVENTORY,
                                    inventory
                                            + ": no simulator: section, so there is no fleet to simulate"));
        }
        int count = hosts == null ? 40 : hosts;
        if (count < 1 || count > MOST_HOSTS) {
            throw SessionOptions.usage("--hosts takes 1 to " + MOST_HOSTS + ", not " + count);
        }
        int digits = Math.max(4, Integer.toString(count).length());
        String last = String.format("%0" + digits + "d", count);
        List<String> names = HostSet.expand("pc-[" + "0".repeat(digits - 1) + "1-" + last + "]");
        return new SimulatorSpec(names, seed, duration(), languages, shares(), offered());
    }

    private Endpoints offered() {
        try {
            return new Endpoints(
                    endpoints == null ? Endpoints.ALL.offered() : endpoints, oneMessage);
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--endpoints: " + e.getMessage(), e);
        }
    }

    private Duration duration() {
        try {
            return DurationText.parse(think);
        } catch (IllegalArgumentException e) {
            throw new FleetException(FleetException.Code.USAGE, "--think: " + e.getMessage(), e);
        }
    }

    private Map<String, FaultShare> shares() {
        Map<String, FaultShare> shares = new LinkedHashMap<>();
        for (String fault : faults) {
            int at = fault.indexOf('=');
            String share = fault.substring(at + 1);
            if (at < 1 || !share.matches("\\d{1,3}(\\.\\d{1,3})?%")) {
                throw SessionOptions.usage(
                        "--faults takes WORD=N%, for example dead=5%, not '" + fault + "'");
            }
            double percent = Double.parseDouble(share.substring(0, share.length() - 1));
            if (percent > 100) {
                throw SessionOptions.usage("--faults: " + share + " is more than all hosts");
            }
            shares.put(fault.substring(0, at), new FaultShare.Fraction(percent / 100));
        }
        return shares;
    }
}
