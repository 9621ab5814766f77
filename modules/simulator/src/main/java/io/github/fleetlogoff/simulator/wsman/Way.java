package io.github.fleetlogoff.simulator.wsman;

import io.github.fleetlogoff.model.Endpoint;
import io.github.fleetlogoff.model.SimulatorSpec.Endpoints;
import java.util.Locale;
import java.util.Set;

/// What a host has at a resource URI.
enum Way {
    /// A remote shell.
    SHELL,
    /// An endpoint of PowerShell that runs scripts.
    ORDINARY,
    /// A JEA endpoint that shows one function.
    JEA,
    /// Something that the account may not open.
    DENIED,
    /// Nothing.
    MISSING;

    private static final String PREFIX = Names.POWERSHELL + "/";
    // Windows registers these itself; who is no administrator is kept out.
    private static final String WINDOWS_OWN = "microsoft.";

    /// What there is for the account.
    static Way of(String resourceUri, Endpoints endpoints, Set<WireFault> faults) {
        if (resourceUri.equalsIgnoreCase(Names.CMD)) {
            return offers(endpoints, Endpoints.SHELL) ? SHELL : DENIED;
        }
        if (!resourceUri.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                || faults.contains(WireFault.NO_ENDPOINT)) {
            return MISSING;
        }
        String name = resourceUri.substring(PREFIX.length());
        boolean own = name.toLowerCase(Locale.ROOT).startsWith(WINDOWS_OWN);
        if (!offers(endpoints, name)) {
            return own ? DENIED : MISSING;
        }
        if (faults.contains(WireFault.ENDPOINT_DENIED)) {
            return DENIED;
        }
        boolean scripts = own || (Endpoint.isName(name) && new Endpoint(name).takesScripts());
        return scripts ? ORDINARY : JEA;
    }

    private static boolean offers(Endpoints endpoints, String name) {
        return endpoints.offered().stream().anyMatch(name::equalsIgnoreCase);
    }
}
