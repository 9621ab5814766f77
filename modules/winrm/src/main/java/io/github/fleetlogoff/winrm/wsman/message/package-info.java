/// The messages of the remote shell protocol ([MS-WSMV] 3.1.4), in and out. Knows no connection.
@NullMarked
package io.github.fleetlogoff.winrm.wsman.message;

import org.jspecify.annotations.NullMarked;
