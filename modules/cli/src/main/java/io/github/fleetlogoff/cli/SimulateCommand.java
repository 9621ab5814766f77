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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Starts a simulated fleet and keeps it until Ctrl-C or the end of standard input.
final class SimulateCommand extends Command {
    private static final int MOST_HOSTS = 60_000;

    private final Surroundings surroundings;

    private final Argument<Integer> hosts =
            option("--hosts").takes("N").help("how many hosts [40]").number(40);

    private final Argument<@Nullable Path> inventory =
            option("-i", "--inventory")
                    .takes("FILE")
                    .help("the fleet of its simulator: section")
                    .path();

    private final Argument<String> think =
            option("--think").takes("TIME").help("from command to answer [300ms]").text("300ms");

    private final Argument<List<String>> faults =
            option("--faults")
                    .takes("WORD=N%")
                    .commas()
                    .help("faults and their share [none]")
                    .texts();

    private final Argument<List<String>> languages =
            option("--languages")
                    .takes("LANG")
                    .help("en,de,fr,es,it,ru,ja,zh-CN [en]")
                    .commas()
                    .texts(List.of("en"));

    private final Argument<Long> seed =
            option("--seed").takes("N").help("the same seed gives the same fleet [1]").number(1L);

    private final Argument<List<String>> endpoints =
            option("--endpoints")
                    .takes("NAME")
                    .help("what hosts offer [winrs,Microsoft.PowerShell,FleetLogoff]")
                    .commas()
                    .texts(Endpoints.ALL.offered());

    private final Argument<Boolean> oneMessage =
            option("--one-message")
                    .help("a Receive brings one PowerShell message, as OMI's")
                    .flag();

    final WireOptions wire = with(new WireOptions());

    private final Argument<@Nullable Path> writeInventory =
            option("--write-inventory")
                    .takes("FILE")
                    .help("write an inventory of the fleet, and a secret file beside it")
                    .path();

    private final Argument<@Nullable Path> dumpState =
            option("--dump-state")
                    .takes("FILE")
                    .help("at the end, write what became of every session")
                    .path();

    final VerboseOption verbose = with(new VerboseOption());

    SimulateCommand(Surroundings surroundings) {
        super(
                "simulate",
                "Starts a fleet of simulated Windows hosts on loopback; ends on Ctrl-C or end of input.");
        usage().abbreviateSynopsis(true)
                .footer(
                        "",
                        "Faults: dead, silent, slow, garbage, drop, denied, wrong-password, no-endpoint, endpoint-denied;",
                        "refusing, lying, stuck, hanging, gone-silent, back, slow-logoff, wrong-host, not-elevated, twin;",
                        "came-back, new-logon, id-reuse, leaves, disconnects (before the 2nd conversation, or @N), restless.",
                        "Each with a share of the hosts.",
                        "",
                        "Example:",
                        "  fleet-logoff simulate --hosts 200 --faults dead=5%%,slow=5%% --write-inventory fleet.yaml");
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path inventoryFile = checked("--write-inventory", writeInventory.get());
        Path stateFile = checked("--dump-state", dumpState.get());
        Credential credential = SimulatedAccount.create();
        CountDownLatch end = new CountDownLatch(1);
        try (Signals _ = new Signals(cause -> end.countDown());
                SimulatedFleet fleet =
                        SimulatedAccount.start(
                                simulator(),
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
                                    + (writeInventory.get() == null
                                            ? ""
                                            : ", inventory " + writeInventory.get()));
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

    private SimulatorSpec simulator() {
        if (inventory.get() != null) {
            if (hosts.isGiven()) {
                throw SessionOptions.usage("--hosts and --inventory exclude each other");
            }
            if (endpoints.isGiven() || oneMessage.get()) {
                throw SessionOptions.usage(
                        "--endpoints and --one-message do not go with --inventory: write endpoints: and oneMessage: in its simulator: section");
            }
            return Inventory.load(inventory.get())
                    .simulator()
                    .orElseThrow(() ->
                            new FleetException(
                                    FleetException.Code.INVENTORY,
                                    inventory.get()
                                            + ": no simulator: section, so there is no fleet to simulate"));
        }
        int count = hosts.get();
        if (count < 1 || count > MOST_HOSTS) {
            throw SessionOptions.usage("--hosts takes 1 to " + MOST_HOSTS + ", not " + count);
        }
        int digits = Math.max(4, Integer.toString(count).length());
        String last = String.format("%0" + digits + "d", count);
        List<String> names = HostSet.expand("pc-[" + "0".repeat(digits - 1) + "1-" + last + "]");
        return new SimulatorSpec(
                names, seed.get(), duration(), languages.get(), shares(), offered());
    }

    private Endpoints offered() {
        try {
            return new Endpoints(endpoints.get(), oneMessage.get());
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    FleetException.Code.USAGE, "--endpoints: " + e.getMessage(), e);
        }
    }

    private Duration duration() {
        try {
            return DurationText.parse(think.get());
        } catch (IllegalArgumentException e) {
            throw new FleetException(FleetException.Code.USAGE, "--think: " + e.getMessage(), e);
        }
    }

    private Map<String, FaultShare> shares() {
        Map<String, FaultShare> shares = new LinkedHashMap<>();
        for (String fault : faults.get()) {
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
