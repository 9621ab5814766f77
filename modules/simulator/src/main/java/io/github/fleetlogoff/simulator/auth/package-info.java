/// The logon and the message protection of a simulated WinRM service, without any socket.
@NullMarked
package io.github.fleetlogoff.simulator.auth;

import org.jspecify.annotations.NullMarked;
