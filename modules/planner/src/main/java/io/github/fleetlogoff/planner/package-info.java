/// Inventory, selector and limits become a plan: pure.
@NullMarked
package io.github.fleetlogoff.planner;

import org.jspecify.annotations.NullMarked;
