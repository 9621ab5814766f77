/// Events become the journal and every form of report.
@NullMarked
package io.github.fleetlogoff.report;

import org.jspecify.annotations.NullMarked;
