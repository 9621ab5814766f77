/// Objects as PowerShell writes them into messages ([MS-PSRP] 2.2.5): typed, bounded, and what is
/// not known kept as it was written.
@NullMarked
package io.github.fleetlogoff.psrp.clixml;

import org.jspecify.annotations.NullMarked;
