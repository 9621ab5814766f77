/// WS-Management with the Windows remote shell (MS-WSMV) at the server's end, one service per
/// simulated host.
@NullMarked
package io.github.fleetlogoff.simulator.wsman;

import org.jspecify.annotations.NullMarked;
