/// Runs programs side by side and prints the figures.
@NullMarked
package io.github.fleetlogoff.benchmark;

import org.jspecify.annotations.NullMarked;
