/// The words of the domain: records and sealed types.
@NullMarked
package io.github.fleetlogoff.model;

import org.jspecify.annotations.NullMarked;
