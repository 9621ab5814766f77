/// The engine on winrm4j and Apache CXF, used as parts.
@NullMarked
package io.github.fleetlogoff.winrm.winrm4j;

import org.jspecify.annotations.NullMarked;
