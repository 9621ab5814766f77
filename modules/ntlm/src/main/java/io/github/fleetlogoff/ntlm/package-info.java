/// [MS-NLMP], NT LAN Manager authentication, for both ends: messages, NTLMv2 responses, keys,
/// signing and sealing with extended session security. Section numbers in this package are those of
/// [MS-NLMP].
@NullMarked
package io.github.fleetlogoff.ntlm;

import org.jspecify.annotations.NullMarked;
