/// A client's end of PowerShell remoting: what goes out to a runspace pool and what its answers
/// say, as bytes. Knows no SOAP and no socket.
@NullMarked
package io.github.fleetlogoff.winrm.psrp;

import org.jspecify.annotations.NullMarked;
