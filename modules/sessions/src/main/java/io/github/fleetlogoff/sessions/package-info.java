/// The session logic: the PowerShell that runs on a host and its JSON contract.
@NullMarked
package io.github.fleetlogoff.sessions;

import org.jspecify.annotations.NullMarked;
