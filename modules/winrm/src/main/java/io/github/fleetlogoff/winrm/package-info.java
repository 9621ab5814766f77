/// The WinRM executor: what its engines share. `winrm4j` and `wsman` hold one engine each.
@NullMarked
package io.github.fleetlogoff.winrm;

import org.jspecify.annotations.NullMarked;
