/// Runs a plan: one virtual thread per host in flight, limits, retry, breaker.
@NullMarked
package io.github.fleetlogoff.runner;

import org.jspecify.annotations.NullMarked;
