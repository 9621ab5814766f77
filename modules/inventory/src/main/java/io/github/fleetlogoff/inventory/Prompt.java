package io.github.fleetlogoff.inventory;

import org.jspecify.annotations.Nullable;

/// A person at a terminal who can be asked for a password.
@FunctionalInterface
public interface Prompt {

    /// Asks, without showing what is typed. The caller wipes the answer.
    ///
    /// @return what was typed, absent at the end of input
    char @Nullable [] ask(String question);
}
