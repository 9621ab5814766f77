/// The wire format of the PowerShell Remoting Protocol ([MS-PSRP]) for both ends: fragments,
/// messages, and what state they bring a runspace pool and a pipeline to.
@NullMarked
package io.github.fleetlogoff.psrp;

import org.jspecify.annotations.NullMarked;
