package io.github.fleetlogoff.runner;

import io.github.fleetlogoff.model.NotAttemptedReason;

/// A safeguard ends a sweep early.
///
/// @param reason of the hosts that are left
/// @param sentence which safeguard, which wave, which figure
record Halt(NotAttemptedReason reason, String sentence) {}
