/// One HTTP/1.1 connection at a time, written and read directly (RFC 9112). Knows no logon and no
/// message.
@NullMarked
package io.github.fleetlogoff.winrm.wsman.http;

import org.jspecify.annotations.NullMarked;
