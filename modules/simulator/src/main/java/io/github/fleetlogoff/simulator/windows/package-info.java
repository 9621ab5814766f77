/// The Windows computers of a simulated fleet: their users and sessions, the programs that list and
/// end them, and what the session script answers there.
@NullMarked
package io.github.fleetlogoff.simulator.windows;

import org.jspecify.annotations.NullMarked;
