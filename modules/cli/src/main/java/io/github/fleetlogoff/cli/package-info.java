/// The command line.
@NullMarked
package io.github.fleetlogoff.cli;

import org.jspecify.annotations.NullMarked;
