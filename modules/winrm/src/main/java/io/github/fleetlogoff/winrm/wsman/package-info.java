/// The engine of our own: layers named after the documents, each in a package that knows no other.
/// What puts them together is here.
@NullMarked
package io.github.fleetlogoff.winrm.wsman;

import org.jspecify.annotations.NullMarked;
