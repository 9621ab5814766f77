/// Files, host-set expressions and secrets become an inventory.
@NullMarked
package io.github.fleetlogoff.inventory;

import org.jspecify.annotations.NullMarked;
