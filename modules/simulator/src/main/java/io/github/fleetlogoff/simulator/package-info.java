/// A fleet of simulated Windows hosts that speak WinRM on loopback.
@NullMarked
package io.github.fleetlogoff.simulator;

import org.jspecify.annotations.NullMarked;
