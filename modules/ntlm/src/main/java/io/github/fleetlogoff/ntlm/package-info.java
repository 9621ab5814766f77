/// MS-NLMP: messages, keys, signing and sealing, for both ends.
@NullMarked
package io.github.fleetlogoff.ntlm;

import org.jspecify.annotations.NullMarked;
