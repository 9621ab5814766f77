/// The encrypted payload of WinRM over HTTP ([MS-WSMV] 2.2.9.1). Knows no connection and no logon.
@NullMarked
package io.github.fleetlogoff.winrm.wsman.protection;

import org.jspecify.annotations.NullMarked;
