package io.github.fleetlogoff.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A computer of a directory, as what a host needs of it.
///
/// @param dn its distinguished name
/// @param containers what it is in, from the outermost on, the domain not among them
/// @param name of the host
/// @param computerName the computer's own, where it is not the first label of the name
record DirectoryComputer(
        String dn,
        List<String> containers,
        String name,
        Optional<String> computerName,
        Optional<String> site,
        Attributes more) {

    /// What only some have.
    ///
    /// @param labels by name
    /// @param laps the local administrator's password, where it was asked for and may be read
    /// @param encrypted whether there is one that only Windows can decrypt
    record Attributes(Map<String, String> labels, Optional<LapsPassword> laps, boolean encrypted) {}
}
