/// The WinRM executor, on winrm4j and Apache CXF.
@NullMarked
package io.github.fleetlogoff.winrm;

import org.jspecify.annotations.NullMarked;
