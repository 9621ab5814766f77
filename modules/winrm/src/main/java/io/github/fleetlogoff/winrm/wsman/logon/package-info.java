/// How a connection logs on: Basic, NTLM, Kerberos and Negotiate as HTTP headers, and the keys that
/// come of it.
@NullMarked
package io.github.fleetlogoff.winrm.wsman.logon;

import org.jspecify.annotations.NullMarked;
