/// A small HTTP/1.1 server for thousands of listening ports: one selector thread does all the work.
@NullMarked
package io.github.fleetlogoff.simulator.http;

import org.jspecify.annotations.NullMarked;
